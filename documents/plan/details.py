"""What a plan says beside a task: lead, supporting units, product, deadline."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from documents.plan.deadlines import deadline, deadline_said
from documents.plan.leads import led_by
from documents.plan.units import units_in
from documents.plan.words import WORDS, any_of, begins, same

_WORDS = WORDS["details"]
_LABELS = ("lead", "supporting", "deadline", "product", "task", "number")
_HEAD_LENGTH = 80
_COLUMNS = (*_LABELS, "unit_of_measure", "target", "other")
_LABEL = {kind: rf"(?<!\w)(?:{any_of(_WORDS[kind])})\s*:" for kind in _LABELS[:4]}
# A value ends where the next label begins.
_VALUE = rf"\s*((?:(?!\s*(?:{'|'.join(_LABEL.values())}))[^;.()\n])+)"
_SAID = {kind: re.compile(label + _VALUE) for kind, label in _LABEL.items()}
_ANY_LABEL = re.compile("|".join(_LABEL.values()))


@dataclass(frozen=True, slots=True)
class Details:
    """None and empty where nothing is said. `deadline` is an ISO date, `deadline_words` what the
    document says of it, also where that is no date ("thường xuyên"); `lead` may be several units,
    parted by semicolons."""

    lead: str | None = None
    supporting: tuple[str, ...] = ()
    product: str | None = None
    deadline: str | None = None
    deadline_words: str | None = None

    def over(self, other: "Details") -> "Details":
        """These, and the other's where these say nothing."""
        return Details(
            self.lead or other.lead,
            self.supporting or other.supporting,
            self.product or other.product,
            *self._time(other),
        )

    def _time(self, other: "Details") -> tuple[str | None, str | None]:
        """A day and its words stay together; a day says more than words alone."""
        chosen = self if self.deadline or not other.deadline else other
        words = chosen.deadline_words or self.deadline_words or other.deadline_words
        return chosen.deadline, words


def label_of(text: str) -> tuple[str, str] | None:
    """The kind and value of a line like "Đơn vị chủ trì: Phòng Y tế"; the value may be empty."""
    label, colon, value = text.partition(":")
    kind = kind_of(label) if colon else None
    return (kind, value.strip(" .;")) if kind else None


def several_in(text: str, year: int | None) -> Details | None:
    """A line of labels: "Chủ trì: Sở Y tế; phối hợp: Công an tỉnh"; None where there is one."""
    low = same(text)
    if len(_ANY_LABEL.findall(low)) < 2 or not _ANY_LABEL.match(low):
        return None
    said = Details()
    for kind, pattern in _SAID.items():
        if found := pattern.search(low):
            value = text[found.start(1) : found.end(1)].strip(" ,;.–-")
            said = said.over(detail(kind, value, year))
    return said


def kind_of(label: str) -> str | None:
    """What a label holds."""
    bare = same(label.strip(" *.:"))
    return next((kind for kind in _LABELS if bare in _WORDS[kind]), None)


@lru_cache(maxsize=4096)
def column_of(label: str) -> str | None:
    """What a table's column holds, also where its head says more ("Cơ quan chủ trì thực hiện")."""
    if len(label) > _HEAD_LENGTH:
        return None
    fitting = [
        (len(word), kind) for kind in _COLUMNS if (word := begins(label.strip(), _WORDS[kind]))
    ]
    return max(fitting)[1] if fitting else None


def is_figure(label: str) -> bool:
    """A column of figures to reach: "Chỉ tiêu"."""
    return begins(label.strip(), _WORDS["figure"]) is not None


def detail(kind: str, value: str, year: int | None) -> Details:
    """One labelled value."""
    if kind == "lead":
        led = led_by(value)
        return Details(lead="; ".join(led.leads) or None, supporting=led.supporting)
    if kind == "supporting":
        return Details(supporting=_names(value))
    if kind == "product":
        return Details(product=value or None)
    return Details(deadline=deadline(value, year), deadline_words=value or None)


def details_in(text: str, year: int | None) -> Details:
    """What a task's own text says with a label, and its deadline where it says "hoàn thành".

    A label that begins the text is its matter.
    """
    said = Details()
    for kind, pattern in _SAID.items():
        found = next((match for match in pattern.finditer(same(text)) if match.start()), None)
        if found:
            said = said.over(detail(kind, text[found.start(1) : found.end(1)].strip(" ,–-"), year))
    found_day = None if said.deadline else deadline_said(text, year)
    if found_day:
        said = replace(said, deadline=found_day[0], deadline_words=found_day[1])
    return said


def _names(value: str) -> tuple[str, ...]:
    """Units that are known as such, and words between semicolons."""
    if named := units_in(value):
        return named.names
    parts = [part.strip(" .,") for part in value.split(";")]
    if len(parts) == 1:
        return tuple(filter(None, [value]))
    return tuple(name for part in parts if part for name in _names(part))
