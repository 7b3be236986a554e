"""The report in brief: one page for the leader, whatever its length."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.report.view import Issued, Part, View, view
from documents.report.wording import phrase
from domain.indicator_rows import misses_plan
from domain.programme import Asks
from domain.report import CompiledReport, Kind, Paragraph, Row
from domain.status import TaskStatus

_OVERDUE = frozenset({TaskStatus.DTH_QUA_HAN, TaskStatus.CTH_QUA_HAN})
_WORDS = frozenset({Kind.SAID, Kind.NOT_STARTED, Kind.REWRITTEN})
_STEP = 80
"""Letters: about a line of the page."""


def brief(
    report: CompiledReport,
    pages: Callable[[View], int],
    issued: Issued | None = None,
    most_names: int | None = None,
) -> View:
    """Who has sent, how the tasks stand, what is overdue or short of its plan, the difficulties
    and proposals that most units have.

    `pages` counts the pages of a view. Lists are shortened together until there is one page; what
    was left out is counted and said. Nobody signs it. `most_names` is how many units are named of
    those that have not sent.
    """
    frame = _frame(view(report, issued), report)
    lists = tuple(_lists(report, most_names))
    whole = _drawn(frame, report, lists, _longest(lists))
    if pages(whole) == 1:
        return whole
    steps = range(_longest(lists) // _STEP + 1)
    too_much = bisect_left(
        steps, True, key=lambda n: pages(_drawn(frame, report, lists, n * _STEP)) > 1
    )
    return _drawn(frame, report, lists, max(too_much - 1, 0) * _STEP)


@dataclass(frozen=True, slots=True)
class _List:
    """A part of the page: what always stands there, and what may be shortened. Of `names` one
    sentence is made, `items` are lines."""

    title: str
    always: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    most_names: int | None = None
    items: tuple[str, ...] = ()


def _frame(seen: View, report: CompiledReport) -> View:
    return replace(
        seen,
        kind=phrase("brief_kind", report),
        receivers=(),
        opening=(),
        parts=(),
        closing=phrase("brief_closing", report),
        recipients=(),
        signing=(),
        signer="",
        annex_tasks=None,
        annex_indicators=None,
        annex_evidence=None,
        annex_units=None,
    )


def _lists(report: CompiledReport, most_names: int | None) -> Iterator[_List]:
    missing = tuple(unit.name for unit in report.units_missing)
    sent = phrase("units_in", report)
    yield _List(phrase("brief_title", "units"), (sent,), missing, most_names)
    if report.rows:
        yield _tasks(report)
    yield from _indicators(report)
    for section in report.sections:
        if section.level == 1 and section.asks is Asks.UNITS:
            said = [p for p in section.paragraphs if p.kind in _WORDS]
            if said:
                yield _List(section.title, items=tuple(_most_said_first(said, report)))


def _tasks(report: CompiledReport) -> _List:
    overdue = tuple(_overdue(report))
    none = () if overdue else (phrase("brief_none", "tasks"),)
    totals = phrase("brief_tasks", report)
    return _List(phrase("brief_title", "tasks"), (totals, *none), items=overdue)


def _overdue(report: CompiledReport) -> Iterator[str]:
    for row in report.rows:
        if names := _late_units(row):
            yield phrase("brief_overdue", row, names)


def _late_units(row: Row) -> list[str]:
    return [cell.name for cell in row.cells if cell.status in _OVERDUE]


def _indicators(report: CompiledReport) -> Iterator[_List]:
    planned = [row for row in report.indicators if row.target and row.figure]
    short = tuple(phrase("brief_indicator", row) for row in planned if misses_plan(row))
    none = () if short else (phrase("brief_none", "indicators"),)
    if planned:
        yield _List(phrase("brief_title", "indicators"), none, items=short)


def _most_said_first(paragraphs: Sequence[Paragraph], report: CompiledReport) -> Iterator[str]:
    by_voices = sorted(paragraphs, key=lambda p: -len({source.unit for source in p.sources}))
    return (phrase("paragraph", paragraph, report) for paragraph in by_voices)


def _longest(lists: Sequence[_List]) -> int:
    """Letters of the longest list, to the next step above."""
    most = max(sum(map(len, (*each.names, *each.items))) for each in lists)
    return (most // _STEP + 1) * _STEP


def _drawn(frame: View, report: CompiledReport, lists: Sequence[_List], room: int) -> View:
    """With at most `room` letters of what may be shortened in each part."""
    parts = tuple(
        Part(1, f"{n}.", each.title, tuple(_lines(each, room)))
        for n, each in enumerate(lists, start=1)
    )
    return replace(frame, parts=parts)


def _lines(each: _List, room: int) -> Iterator[str]:
    yield from each.always
    if each.names:
        names = _fitting(each.names, room)[: each.most_names]
        yield phrase("brief_missing", names, len(each.names) - len(names))
    items = _fitting(each.items, room)
    yield from (f"- {item}" for item in items)
    if more := len(each.items) - len(items):
        yield f"- {phrase('brief_more', more, len(items))}"


def _fitting(items: Sequence[str], room: int) -> list[str]:
    """Those that fit, in their order; one that is too long makes way for shorter ones."""
    kept, left = [], room
    for item in items:
        if len(item) <= left:
            kept.append(item)
            left -= len(item)
    return kept
