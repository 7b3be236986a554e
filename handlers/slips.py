"""What is surely wrong in words that are about to be sent or saved: told in one short line."""

from domain.proofreading import surely_wrong


def slips_in(text: str) -> dict[str, object] | None:
    """The first finding that has a suggestion and how many more there are; None where nothing is
    surely wrong."""
    findings = surely_wrong(text)
    shown = next((finding for finding in findings if finding.suggestion), None)
    if shown is None:
        return None
    return {
        "found": shown.found,
        "suggestion": shown.suggestion,
        "more": len(findings) - 1,
    }
