"""What was found about an office's Word template, in words for its clerk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape

from documents.report.wording import phrases

NEAR = 120
"""Letters of the paragraph that are shown around a place."""


class Level(StrEnum):
    """A fault keeps the template from being used; a lack leaves something out of the report; a
    remark is advice."""

    FAULT = "fault"
    LACK = "lack"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` names a macro of checking.txt.j2; `data` are its values."""

    level: Level
    kind: str
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """One or two sentences of Vietnamese."""
        return template_phrase(self.kind, **self.data)


class TemplateRefused(Exception):
    """The template cannot be used, because of `finding`."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.kind)
        self.finding = finding


def template_phrase(name: str, **values: str) -> str:
    """A phrase of checking.txt.j2, in one line."""
    return " ".join(str(getattr(phrases("checking.txt.j2"), name)(**values)).split())


def fault(kind: str, **data: str) -> Finding:
    """What keeps a template from being used."""
    return Finding(Level.FAULT, kind, data)


def lack(kind: str, **data: str) -> Finding:
    """What the report would not have."""
    return Finding(Level.LACK, kind, data)


def remark(kind: str, **data: str) -> Finding:
    """Advice: what differs from the decree, say."""
    return Finding(Level.REMARK, kind, data)


def near(text: str, tag: str = "") -> str:
    """The words of a paragraph around a tag, as the clerk sees them in Word."""
    plain = " ".join(unescape(text).split())
    if len(plain) <= NEAR:
        return plain
    start = max(0, plain.find(tag) - NEAR // 3)
    shown = plain[start : start + NEAR].strip()
    return f"{'…' if start else ''}{shown}{'…' if start + NEAR < len(plain) else ''}"
