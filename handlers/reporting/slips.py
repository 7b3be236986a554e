"""What is surely wrong in a unit's own words, before they are sent."""

from collections.abc import Iterable

from domain.submission import Paper
from handlers.slips import slips_in


def slips(paper: Paper, items: Iterable[str] | None = None) -> dict[str, object] | None:
    """Of `items` alone where they are given, else of the whole submission."""
    texts = [
        statement.text
        for item in (paper.items if items is None else items)
        for statement in paper.entry(item).statements
    ]
    if items is None:
        texts += [item.statement.text for item in paper.plan if item.statement]
    return slips_in("\n".join(texts))
