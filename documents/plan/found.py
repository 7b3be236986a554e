"""All blocks of a document, from headings of units, topics with a lead unit, and tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from documents.plan.blocks import Header, cut
from documents.plan.details import Details
from documents.plan.items import Item, Rank, looks_like_heading
from documents.plan.ledger import Ledger
from documents.plan.sections import About, Section
from documents.plan.tables import Row, rows_of
from documents.plan.tasks import Draft, drafts_of
from documents.plan.units import before_verb, is_many, units_in
from domain.plan import PlannedBlock, PlannedTask, short_titles

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_LEAD_IN = 3
_ANSWERED = (About.RESULTS, About.DIFFICULTIES, About.PROPOSALS)


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
    sections: Sequence[Section], annex: Sequence[Item], date: str | None, ledger: Ledger
) -> Found:
    """The blocks of all sections but those that are answers, then those of tables."""
    found = Found()
    tables: list[tuple[Sequence[Item], int | None]] = []
    for section in sections:
        year = _year(section.title, date)
        if section.about in _ANSWERED:
            found.sections.append(section)
            continue
        count = len(found.blocks)
        _read_units(found, section, year, ledger)
        if len(found.blocks) == count and section.about is About.PLAN:
            _read_topics(found, section, year, ledger)
        has_blocks = len(found.blocks) > count
        found.sections.append(replace(section, about=About.PLAN) if has_blocks else section)
        tables.append((section.items, year))
    for items, year in [*tables, (annex, _year("", date))]:
        _read_rows(found, rows_of(items, year, ledger), ledger)
    return found


def _year(title: str, date: str | None) -> int | None:
    said = _YEAR.findall(title) or _YEAR.findall(date or "")
    return int(said[-1]) if said else None


def _read_units(found: Found, section: Section, year: int | None, ledger: Ledger) -> None:
    parts = cut(section.items)
    if not parts.blocks:
        return
    if _leads_in(parts.before):
        found.lead_ins[section.number] = [item.raw for item in parts.before]
        ledger.place(parts.before, f"lead-in {section.number}")
    for header, items in parts.blocks:
        code = found.next_code
        ledger.place([header.item], f"block {code}")
        tasks = _tasks(drafts_of(items, year, ledger, code), code, header.named.names)
        found.blocks.append(_block(header, tasks))


def _leads_in(items: Sequence[Item]) -> bool:
    """A sentence or two before the first block, not matter of its own."""
    return len(items) <= _LEAD_IN and all(i.rank is Rank.NONE and not i.cells for i in items)


def _block(header: Header, tasks: tuple[PlannedTask, ...]) -> PlannedBlock:
    named = header.named
    return PlannedBlock(header.text, named.names, bool(named.many), tasks, header.item.line)


def _tasks(drafts: list[Draft], code: str, units: tuple[str, ...]) -> tuple[PlannedTask, ...]:
    said = [(draft.text, draft.items[0].line, draft.details) for draft in drafts]
    return _planned(said, code, units)


def _planned(
    said: list[tuple[str, int, Details]], code: str, units: tuple[str, ...]
) -> tuple[PlannedTask, ...]:
    titles = short_titles([text for text, _, _ in said])
    return tuple(
        PlannedTask(
            code=f"{code}.{number}",
            short_title=title,
            text=text,
            units=units,
            line=line,
            lead=details.lead,
            supporting=details.supporting,
            product=details.product,
            deadline=details.deadline,
        )
        for number, (title, (text, line, details)) in enumerate(zip(titles, said, strict=True), 1)
    )


def _read_topics(found: Found, section: Section, year: int | None, ledger: Ledger) -> None:
    """Headings of a matter under which the lead unit is named ("Đơn vị chủ trì: …")."""
    for heading, items in _topics(section.items):
        code = found.next_code
        trial = Ledger()
        drafts = drafts_of(items, year, trial, code)
        leads = dict.fromkeys(draft.details.lead for draft in drafts)
        names = [name for lead in leads if lead for name in _named(lead)]
        if not names:
            continue
        ledger.place([heading], f"block {code}")
        ledger.join(trial)
        units = tuple(dict.fromkeys(names))
        tasks = _tasks(drafts, code, units)
        many = any(is_many(name) for name in units)
        shown = heading.raw.rstrip(" :.;")
        found.blocks.append(PlannedBlock(shown, units, many, tasks, heading.line))


def _topics(items: Iterable[Item]) -> list[tuple[Item, list[Item]]]:
    topics: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.rank in (Rank.NUMBER, Rank.DECIMAL) and looks_like_heading(item):
            topics.append((item, []))
        elif topics:
            topics[-1][1].append(item)
    return topics


def _named(lead: str) -> tuple[str, ...]:
    """The units of a lead, also of "Sở Y tế chủ trì, tổng hợp"; else its words as one name."""
    named = units_in(lead) or units_in(before_verb(lead))
    return named.names if named else (lead,)


def _read_rows(found: Found, rows: list[Row], ledger: Ledger) -> None:
    """A block for each lead unit, in the order of the table."""
    by_lead: dict[str, list[Row]] = {}
    for row in rows:
        by_lead.setdefault(row.details.lead or "", []).append(row)
    for lead, own in by_lead.items():
        code = found.next_code
        units = _named(lead)
        tasks = _planned([(row.text, row.item.line, row.details) for row in own], code, units)
        for task, row in zip(tasks, own, strict=True):
            ledger.place([row.item], f"task {task.code}")
        many = any(is_many(name) for name in units)
        found.blocks.append(PlannedBlock(lead, units, many, tasks, own[0].item.line))
