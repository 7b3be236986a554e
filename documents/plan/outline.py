"""The outline of the report: each heading of the document and who is asked under it."""

from collections.abc import Iterator
from importlib.resources import files

from documents.plan.items import Item, Rank, item_of, looks_like_heading
from documents.plan.ledger import Ledger
from documents.plan.lines import Line
from documents.plan.sections import About, Section, title_of
from documents.plan.units import units_in
from documents.plan.words import WORDS, contains, same
from domain.programme import Asks, Heading

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ANSWERED = (About.RESULTS, About.DIFFICULTIES, About.PROPOSALS)
ADDED_TITLE = files("templates").joinpath("report/tasks_heading.txt").read_text("utf-8").strip()


def read_answers(
    sections: list[Section], ledger: Ledger, matters: set[str]
) -> tuple[list[Heading], dict[str, tuple[str, ...]]]:
    """The headings of all sections, and the sentences under those that a report answers.

    Blocks of units are entered in the ledger before. `matters`: those of the plan's blocks; a
    heading of the same matter is filled by its tasks.
    """
    report = any(section.about is About.RESULTS for section in sections)
    headings: list[Heading] = []
    answers: dict[str, tuple[str, ...]] = {}
    for section in sections:
        ledger.place([section.heading], f"heading {section.number}")
        if section.about in _ANSWERED or (report and _is_plain(section, ledger)):
            heading, said = _answered(section, ledger, matters)
            answers |= said
        else:
            asks = Asks.FRAME if section.about in (About.FRAME, About.OTHER) else Asks.COMPUTED
            heading = Heading(section.number, section.title, asks)
        headings.append(heading)
    return headings, answers


def _is_plain(section: Section, ledger: Ledger) -> bool:
    """A section of a report that its writer answered too: also a plan that names no units."""
    if section.about is About.PLAN:
        return not ledger.holds(section.items)
    return section.about is About.OTHER


def with_tasks_heading(
    headings: list[Heading], fits_all: bool, matters: set[str]
) -> tuple[list[Heading], str]:
    """The outline with a heading that tasks of all `matters` fill, and its number.

    One is added, last under the results of the period, where none is there; not where every task
    `fits_all` a heading of its own.
    """
    number = next((h.number for h in _walk(headings) if _is_for_tasks(h, matters)), "")
    if number or fits_all:
        return headings, number
    for position, heading in enumerate(headings):
        if heading.asks is Asks.UNITS and heading.children and _about_results(heading):
            added = _added(heading)
            return [*headings[:position], added, *headings[position + 1 :]], added.children[
                -1
            ].number
        if heading.asks is Asks.DRAFTING_UNIT:
            mended = Heading(heading.number, heading.title, Asks.TASKS)
            return [*headings[:position], mended, *headings[position + 1 :]], heading.number
    taken = {heading.number for heading in headings}
    number = next((roman for roman in _ROMANS if roman not in taken), ADDED_TITLE)
    return [*headings, Heading(number, ADDED_TITLE, Asks.TASKS)], number


def matter_of(heading: str) -> str:
    """A heading without its number, for comparing."""
    return same(item_of(Line(0, heading)).text).strip(" :.;")


def heading_of(units: tuple[str, ...], block: str, headings: list[Heading]) -> str | None:
    """The heading of the block's matter, or the one that is named after one of these units."""
    wanted = {same(name) for name in units}
    matter = matter_of(block)
    for heading in _walk(headings):
        if heading.asks is Asks.TASKS and matter_of(heading.title) == matter:
            return heading.number
        named = units_in(heading.title) if heading.asks is Asks.TASKS else None
        if named and wanted & {same(name) for name in named.names}:
            return heading.number
    return None


def _walk(headings: list[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield from heading.walk()


def _answered(
    section: Section, ledger: Ledger, matters: set[str]
) -> tuple[Heading, dict[str, tuple[str, ...]]]:
    number = section.number
    children: list[Heading] = []
    said: dict[str, list[str]] = {}
    taken: set[str] = set()
    for position, item in enumerate(section.items):
        if _is_child(section.items, position):
            number = f"{section.number}.{_local(item.label, taken)}"
            children.append(Heading(number, title_of(item), _asks_child(section, item, matters)))
            ledger.place([item], f"heading {number}")
        else:
            said.setdefault(number, []).append(_sentence(item))
            ledger.place([item], f"answer {number}")
    asks = _asks(section, children)
    heading = Heading(section.number, section.title, asks, tuple(children))
    return heading, {key: tuple(texts) for key, texts in said.items()}


def _sentence(item: Item) -> str:
    return item.text if item.rank in (Rank.DASH, Rank.NONE) else item.raw


def _is_child(items: tuple[Item, ...], position: int) -> bool:
    item = items[position]
    if item.rank is not Rank.NUMBER or not looks_like_heading(item):
        return False
    after = items[position + 1].rank if position + 1 < len(items) else Rank.NUMBER
    return item.strong or item.text.endswith(":") or after > Rank.NUMBER


def _local(label: str, taken: set[str]) -> str:
    """The heading's own number, or the next one that is free."""
    number = len(taken)
    while label in taken:
        number += 1
        label = str(number)
    taken.add(label)
    return label


def _asks_child(section: Section, item: Item, matters: set[str]) -> Asks:
    if section.about is About.PLAN:
        return Asks.DRAFTING_UNIT
    if section.about is not About.RESULTS:
        return Asks.UNITS
    for_tasks = contains(item.text, WORDS["headings"]["added"]) or units_in(item.text)
    return Asks.TASKS if for_tasks or matter_of(item.text) in matters else Asks.DRAFTING_UNIT


def _asks(section: Section, children: list[Heading]) -> Asks:
    if section.about is About.PLAN:
        return Asks.COMPUTED
    alone = section.about is About.RESULTS and not children
    return Asks.DRAFTING_UNIT if alone else Asks.UNITS


def _is_for_tasks(heading: Heading, matters: set[str]) -> bool:
    """Not for those of one unit or one matter alone."""
    if heading.asks is not Asks.TASKS or matter_of(heading.title) in matters:
        return False
    return units_in(heading.title) is None


def _about_results(heading: Heading) -> bool:
    return any(child.asks is not Asks.UNITS for child in heading.children)


def _added(heading: Heading) -> Heading:
    last = heading.children[-1].number.rsplit(".", 1)[-1]
    number = f"{heading.number}.{int(last) + 1 if last.isdigit() else len(heading.children) + 1}"
    children = (*heading.children, Heading(number, ADDED_TITLE, Asks.TASKS))
    return Heading(heading.number, heading.title, heading.asks, children)
