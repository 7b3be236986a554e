"""What a plan says beside a task: lead, supporting units, product, deadline."""

import re
from dataclasses import dataclass, replace

from documents.plan.deadlines import deadline, deadline_said
from documents.plan.units import units_in
from documents.plan.words import WORDS, any_of, begins, contains, same

_WORDS = WORDS["details"]
KINDS = ("lead", "supporting", "deadline", "product", "task", "number")
_SAID = {
    kind: re.compile(rf"(?<!\w)(?:{any_of(_WORDS[kind])})\s*:\s*([^;.()\n]+)")
    for kind in ("lead", "supporting", "product", "deadline")
}


@dataclass(frozen=True, slots=True)
class Details:
    """None and empty where nothing is said; `deadline` is an ISO date."""

    lead: str | None = None
    supporting: tuple[str, ...] = ()
    product: str | None = None
    deadline: str | None = None

    def over(self, other: "Details") -> "Details":
        """These, and the other's where these say nothing."""
        return Details(
            self.lead or other.lead,
            self.supporting or other.supporting,
            self.product or other.product,
            self.deadline or other.deadline,
        )


def label_of(text: str) -> tuple[str, str] | None:
    """The kind and value of a line like "Đơn vị chủ trì: Phòng Y tế"; the value may be empty."""
    label, colon, value = text.partition(":")
    kind = kind_of(label) if colon else None
    return (kind, value.strip(" .;")) if kind else None


def kind_of(label: str) -> str | None:
    """What a label or a table's column holds: one of KINDS."""
    bare = same(label.strip(" *.:"))
    return next((kind for kind in KINDS if bare in _WORDS[kind]), None)


def column_of(label: str) -> str | None:
    """As `kind_of`, also where the label says more ("Cơ quan chủ trì thực hiện")."""
    fitting = [
        (len(word), kind) for kind in KINDS if (word := begins(label.strip(), _WORDS[kind]))
    ]
    return max(fitting)[1] if fitting else None


def detail(kind: str, value: str, year: int | None) -> Details:
    """One labelled value."""
    if kind == "lead":
        return Details(lead=value or None)
    if kind == "supporting":
        return Details(supporting=_names(value))
    if kind == "product":
        return Details(product=value or None)
    return Details(deadline=deadline(value, year))


def is_standing(kind: str, value: str) -> bool:
    """A time that means no deadline: "thường xuyên"."""
    return kind == "deadline" and contains(value, _WORDS["standing"])


def details_in(text: str, year: int | None) -> Details:
    """What a task's own text says with a label, and its deadline where it says "hoàn thành"."""
    said = Details()
    for kind, pattern in _SAID.items():
        found = pattern.search(same(text))
        if found:
            said = said.over(detail(kind, text[found.start(1) : found.end(1)].strip(), year))
    return said if said.deadline else replace(said, deadline=deadline_said(text, year))


def _names(value: str) -> tuple[str, ...]:
    named = units_in(value)
    return named.names if named else tuple(filter(None, [value]))
