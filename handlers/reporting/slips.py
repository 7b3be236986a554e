"""What is surely wrong in a unit's own words: told once, before sending, in one short line."""

from collections.abc import Iterable

from domain.proofreading import surely_wrong
from domain.submission import Paper


def slips(paper: Paper, items: Iterable[str] | None = None) -> dict[str, object] | None:
    """The first finding that has a suggestion and how many more there are; of `items` alone where
    they are given. None where nothing is surely wrong."""
    texts = [
        statement.text
        for item in (paper.items if items is None else items)
        for statement in paper.entry(item).statements
    ]
    if items is None:
        texts += [item.statement.text for item in paper.plan if item.statement]
    findings = surely_wrong("\n".join(texts))
    shown = next((f for f in findings if f.suggestion), None)
    if shown is None:
        return None
    more = len(findings) - 1
    return {"found": shown.found, "suggestion": shown.suggestion, "more": more}
