"""A short mark of what stands in a draft, by which it is noticed that it has changed."""

import hashlib

from domain.submission import Paper

_LENGTH = 12


def mark_of(paper: Paper) -> str:
    """Twelve characters, the same as long as words, plan and files of the draft are the same."""
    entries = sorted((entry.item, entry.version) for entry in paper.entries.values())
    plan = [
        (item.key, item.action.value, item.statement.text if item.statement else "")
        for item in paper.plan
    ]
    files = sorted({(file.item or "", file.sha256) for file in paper.evidence})
    standing = repr((entries, sorted(plan), files))
    return hashlib.sha256(standing.encode()).hexdigest()[:_LENGTH]
