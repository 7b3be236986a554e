"""The outline of the report as the office wants it: other headings, order and questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.errors import TiendoError
from domain.plan_words import point_letter
from domain.programme import AnnexKind, Asks, Heading, Programme

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class EditedHeading:
    """`number` is the one it had before, empty for a new heading; the place gives the new one."""

    title: str
    asks: Asks
    number: str = ""
    children: tuple["EditedHeading", ...] = ()

    def walk(self) -> Iterator["EditedHeading"]:
        yield self
        for child in self.children:
            yield from child.walk()


class OutlineNotSound(TiendoError):
    """The edited outline cannot be followed: `str` says why, for whoever edits it."""


def with_outline(
    programme: Programme, edited: Sequence[EditedHeading], annexes: Sequence[AnnexKind]
) -> Programme:
    """The programme with that outline; what refers to a heading follows it to its new number.

    Numbers are given by place: I, II; 1, 2; a, b, … Raises OutlineNotSound where a heading is
    named twice or unknown, blank, too deep, or gone though tasks are reported under it.
    """
    _check(programme, edited)
    moved: dict[str, str] = {}
    outline = tuple(_numbered(edited, "", 1, moved))
    answers = {moved[n]: said for n, said in programme.previous_answers.items() if n in moved}
    renewed = replace(
        programme,
        outline=outline,
        tasks=tuple(
            replace(task, heading=_moved(task.heading, moved)) for task in programme.tasks
        ),
        previous_answers=answers,
        annexes=tuple(kind for kind in AnnexKind if kind in annexes),
        own_outline=True,
    )
    _check_tasks(programme, renewed, moved)
    return renewed


def keep_outline(old: Programme, new: Programme) -> Programme:
    """`new`, read from a document anew, under the outline that was edited by hand in `old`."""
    if not old.own_outline:
        return new
    numbers = {heading.number for heading in old.headings() if not heading.children}
    common = next((h.number for h in old.headings() if h.asks is Asks.TASKS), "")
    tasks = tuple(
        task if task.heading in numbers else replace(task, heading=common) for task in new.tasks
    )
    return replace(new, outline=old.outline, annexes=old.annexes, tasks=tasks, own_outline=True)


def _check(programme: Programme, edited: Sequence[EditedHeading]) -> None:
    known = {heading.number for heading in programme.headings()}
    seen: set[str] = set()
    for heading in (each for top in edited for each in top.walk()):
        named = heading.number or heading.title
        if not heading.title.strip():
            raise OutlineNotSound(f"heading {named or '?'}: the title is blank")
        if heading.number and heading.number not in known:
            raise OutlineNotSound(
                f"heading {named}: there is no such number; leave it out for a new heading"
            )
        if heading.number in seen:
            raise OutlineNotSound(f"heading {named}: it stands here twice")
        seen |= {heading.number} - {""}
    if not edited:
        raise OutlineNotSound("there is no heading at all")


def _numbered(
    edited: Sequence[EditedHeading], above: str, level: int, moved: dict[str, str]
) -> Iterator[Heading]:
    if edited and level > DEEPEST:
        raise OutlineNotSound(f"heading {above}: headings stand at most {DEEPEST} deep")
    for place, heading in enumerate(edited):
        number = f"{above}.{_label(place, level)}" if above else _label(place, level)
        if heading.number:
            moved[heading.number] = number
        children = tuple(_numbered(heading.children, number, level + 1, moved))
        yield Heading(number, " ".join(heading.title.split()), heading.asks, children)


def _label(place: int, level: int) -> str:
    match level:
        case 1:
            return roman(place + 1)
        case 2:
            return str(place + 1)
        case _:
            return point_letter(place)


def roman(number: int) -> str:
    """Below 40, as headings are numbered: 14 → "XIV"."""
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters


def _moved(heading: str, moved: Mapping[str, str]) -> str:
    """ "" for one that is gone; a task without a heading stays so."""
    return moved.get(heading, "") if heading else heading


def _check_tasks(old: Programme, new: Programme, moved: Mapping[str, str]) -> None:
    """Every task that had a place has one still: a heading without others below it."""
    leaves = {heading.number: heading for heading in new.headings() if not heading.children}
    for before, after in zip(old.tasks, new.tasks, strict=True):
        if not before.heading:
            continue
        place = leaves.get(after.heading)
        if place is None or place.asks in (Asks.COMPUTED, Asks.FRAME):
            raise OutlineNotSound(
                f"task {before.code} is reported under {before.heading}, which is gone or can "
                "hold no task: keep it, or move the task first "
                f"(tiendo plan set {before.code} --heading H)"
            )
