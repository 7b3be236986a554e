"""Tasks and blocks of a plan, made of what was read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from documents.plan.details import Details
from documents.plan.leads import assigned_in, leads_itself
from documents.plan.tables import Row
from documents.plan.tasks import Draft
from documents.plan.units import is_many, units_in
from domain.plan import PlannedBlock, PlannedTask, short_titles
from domain.programme import Indicator

Tasks: TypeAlias = tuple[PlannedTask, ...]


def drafted(drafts: Sequence[Draft], code: str, named: tuple[str, ...]) -> Tasks:
    """The tasks of a block, whose heading perhaps names units."""
    return _planned([_own_lead(draft, named) if named else draft for draft in drafts], code)


def assigned(drafts: Sequence[Draft], code: str) -> Tasks:
    """The tasks of a matter that say who does them; others are nobody's."""
    told = [answered for draft in drafts if (answered := _answered(draft))]
    tasks = _planned([draft for draft, _ in told], code)
    return tuple(replace(task, units=units) for task, (_, units) in zip(tasks, told, strict=True))


def _answered(draft: Draft) -> tuple[Draft, tuple[str, ...]] | None:
    """With the units that its label or sentence names."""
    if draft.details.lead:
        return draft, names_in(draft.details.lead)
    led = assigned_in(draft.text)
    if led is None:
        return None
    lead = "; ".join(led.leads) if led.plainly else None
    said = Details(lead=lead, supporting=led.supporting if led.plainly else ())
    return replace(draft, details=draft.details.over(said)), led.leads


def from_rows(rows: Sequence[Row], code: str) -> Tasks:
    """The tasks of a table's rows that have the same lead."""
    drafts = [Draft([row.item], row.details, row.text, row.figure) for row in rows]
    return _planned(drafts, code)


def block(heading: str, units: tuple[str, ...], tasks: Tasks, line: int) -> PlannedBlock:
    """A block whose tasks its units answer, where a task has none of its own."""
    answered = tuple(replace(task, units=task.units or units) for task in tasks)
    return PlannedBlock(heading, units, any(map(is_many, units)), answered, line)


def renamed(given: PlannedBlock, called: Callable[[str], str]) -> PlannedBlock:
    """With one name for each unit; the heading stays in the document's words."""
    units = tuple(dict.fromkeys(map(called, given.units)))
    tasks = tuple(
        replace(
            task,
            units=tuple(dict.fromkeys(map(called, task.units))),
            lead="; ".join(map(called, task.lead.split("; "))) if task.lead else None,
            supporting=tuple(dict.fromkeys(map(called, task.supporting))),
        )
        for task in given.tasks
    )
    return replace(given, units=units, tasks=tasks)


def names_in(lead: str) -> tuple[str, ...]:
    """The units of `Details.lead`; words that name none are one name."""
    found: list[str] = []
    for part in lead.split("; "):
        named = units_in(part)
        found += named.names if named else [part]
    return tuple(dict.fromkeys(found))


def _own_lead(draft: Draft, units: tuple[str, ...]) -> Draft:
    """ "Chủ trì, phối hợp với …" says that the block's units lead."""
    supporting = None if draft.details.lead else leads_itself(draft.text)
    if supporting is None:
        return draft
    said = Details(lead="; ".join(units), supporting=supporting)
    return replace(draft, details=draft.details.over(said))


def _planned(drafts: Sequence[Draft], code: str) -> Tasks:
    titles = short_titles([draft.text for draft in drafts])
    return tuple(
        _task(draft, f"{code}.{number}", title)
        for number, (title, draft) in enumerate(zip(titles, drafts, strict=True), 1)
    )


def _task(draft: Draft, code: str, title: str) -> PlannedTask:
    details = draft.details
    return PlannedTask(
        code=code,
        short_title=title,
        text=draft.text,
        units=(),
        line=draft.items[0].line,
        lead=details.lead,
        supporting=details.supporting,
        product=details.product,
        deadline=details.deadline,
        indicators=_figures(draft.figure, code),
        deadline_words=details.deadline_words,
        lines=tuple(item.line for item in draft.items),
    )


def _figures(figure: Indicator | None, code: str) -> tuple[Indicator, ...]:
    return (replace(figure, task=code),) if figure else ()
