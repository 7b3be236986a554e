"""All blocks of a document, from headings of units, topics with a lead unit, and tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from documents.plan.blocks import cut
from documents.plan.items import Item, Rank
from documents.plan.ledger import Ledger
from documents.plan.naming import one_name
from documents.plan.own import own_blocks, topics
from documents.plan.planned import Tasks, assigned, block, drafted, from_rows, names_in, renamed
from documents.plan.sections import About, Section
from documents.plan.tables import Row, rows_of
from documents.plan.tasks import Draft, drafts_of
from documents.plan.units import is_many
from documents.plan.years import own_year
from domain.plan import PlannedBlock

_LEAD_IN = 3
_ANSWERED = (About.RESULTS, About.DIFFICULTIES, About.PROPOSALS)


@dataclass(frozen=True, slots=True)
class Told:
    """What the head of the document says to its tasks. `issuer` governs; `unit` is it, named."""

    issuer: str | None = None
    unit: str | None = None
    title: str | None = None
    date: str | None = None

    @property
    def year(self) -> int | None:
        dated = re.match(r"\d{4}", self.date or "")
        return own_year(self.title) or (int(dated[0]) if dated else None)


@dataclass
class Found:
    """`sections` with what they turned out to be about; `lead_ins` by heading number."""

    sections: list[Section] = field(default_factory=list)
    blocks: list[PlannedBlock] = field(default_factory=list)
    lead_ins: dict[str, list[str]] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[str, ...]:
        names = [name for block in self.blocks for name in block.units if is_many(name)]
        return tuple(dict.fromkeys(names))

    @property
    def next_code(self) -> str:
        return str(len(self.blocks) + 1)


def blocks_of(
    sections: Sequence[Section], annex: Sequence[Item], told: Told, ledger: Ledger
) -> Found:
    """The blocks of all sections but those that are answers, then those of tables.

    Where no unit is named at all, the tasks are the issuer's own.
    """
    found = Found()
    tables: list[tuple[Sequence[Item], int | None]] = []
    for section in sections:
        year = own_year(section.title) or told.year
        if section.about in _ANSWERED:
            found.sections.append(section)
            continue
        count = len(found.blocks)
        _read_units(found, section, year, ledger)
        if len(found.blocks) == count and section.about is not About.FRAME:
            _read_topics(found, section, year, ledger)
        has_blocks = len(found.blocks) > count
        found.sections.append(replace(section, about=About.PLAN) if has_blocks else section)
        tables.append((section.items, year))
    rows = [
        row
        for items, year in [*tables, (annex, told.year)]
        for row in rows_of(items, year, ledger)
    ]
    _name_and_add(found, rows, told, ledger)
    if not found.blocks and told.unit:
        found.blocks += own_blocks(found.sections, told.unit, told.year, ledger)
    return found


def _read_units(found: Found, section: Section, year: int | None, ledger: Ledger) -> None:
    parts = cut(section.items)
    if not parts.blocks:
        return
    if _leads_in(parts.before):
        found.lead_ins[section.number] = [item.raw for item in parts.before]
        ledger.place(parts.before, f"lead-in {section.number}")
    for header, items in parts.blocks:
        code, units = found.next_code, header.named.names
        ledger.place([header.item], f"block {code}")
        tasks = drafted(drafts_of(items, year, ledger, code), code, units)
        many = bool(header.named.many)
        found.blocks.append(
            replace(block(header.text, units, tasks, header.item.line), group=many)
        )


def _leads_in(items: Sequence[Item]) -> bool:
    """A sentence or two before the first block, not matter of its own."""
    return len(items) <= _LEAD_IN and all(i.rank is Rank.NONE and not i.cells for i in items)


def _read_topics(found: Found, section: Section, year: int | None, ledger: Ledger) -> None:
    """Headings of a matter under which the lead unit is named ("Đơn vị chủ trì: …"), once for
    all its tasks or in each; with nothing but labels below, the heading is the task. A section
    without such headings is one matter."""
    above: Item | None = None
    for heading, items in topics(section.items) or [(section.heading, list(section.items))]:
        above = heading if not items and heading.rank is Rank.NUMBER else above
        code, trial = found.next_code, Ledger()
        drafts = drafts_of(items, year, trial, code)
        if items and not drafts and heading is not section.heading:
            drafts = drafts_of([heading, *items], year, trial := Ledger(), code)
        tasks = assigned(drafts, code)
        units = tuple(dict.fromkeys(name for task in tasks for name in task.units))
        if not units:
            continue
        trial.number(_numbers(drafts, tasks, code))
        ledger.join(trial)
        if heading is not section.heading:
            ledger.place([heading], f"block {code}")
        if above and heading.rank is Rank.DECIMAL:
            ledger.place([above], f"heading {section.number}.{above.label}")
        found.blocks.append(block(heading.raw.rstrip(" :.;"), units, tasks, heading.line))


def _numbers(drafts: Sequence[Draft], tasks: Tasks, code: str) -> dict[str, str | None]:
    """What each draft became: the task of its line, or none."""
    codes = {task.line: task.code for task in tasks}
    became = (codes.get(draft.items[0].line) for draft in drafts)
    return {f"task {code}.{n}": f"task {to}" if to else None for n, to in enumerate(became, 1)}


def _name_and_add(found: Found, rows: list[Row], told: Told, ledger: Ledger) -> None:
    """One name for each unit; then a block for each lead of the rows, in the tables' order."""
    leads = [row.details.lead or "" for row in rows]
    answering = [name for each in found.blocks for name in each.units]
    answering += [name for lead in leads for name in names_in(lead)]
    beside = [name for each in found.blocks for task in each.tasks for name in task.supporting]
    called = one_name([*answering, *beside], told.issuer)
    found.blocks = [renamed(each, called) for each in found.blocks]
    by_lead: dict[tuple[str, ...], list[Row]] = {}
    for row, lead in zip(rows, leads, strict=True):
        led = tuple(dict.fromkeys(called(name) for name in names_in(lead)))
        by_lead.setdefault(led, []).append(row)
    for units, own in by_lead.items():
        code = found.next_code
        tasks = from_rows(own, code)
        for task, row in zip(tasks, own, strict=True):
            ledger.place([row.item], f"task {task.code}")
        added = block("; ".join(units), units, tasks, own[0].item.line)
        found.blocks.append(renamed(added, called))
