"""A unit's submission as overseers may see it: every version that was sent, never a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.web.board_view import standing_of
from documents.thumbnails import MIMES
from domain.calendar import in_vietnam
from domain.facts import Board, UnitLine
from domain.messages import Choice
from domain.period_state import PeriodState
from domain.submission import Evidence, Paper, PlanItem
from handlers.coordinator.paper import paper_data, task_data
from handlers.coordinator.view import deeds, line_data
from storage.submissions import Sent, SentVersion

Item = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Content:
    """What one version says: by number, the tasks, the outline's questions, the next plan."""

    entries: Mapping[str, Item]
    headings: Mapping[str, Item]
    plan: tuple[Item, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An item that differs; `before` or `after` is None where there was nothing."""

    item: str
    title: str
    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class Past:
    """One sending, and what it changed against the one before; the first one changed nothing."""

    number: int
    at: str
    person: str
    first: bool
    entries: tuple[Change, ...]
    headings: tuple[Change, ...]
    plan: tuple[Item, ...] | None
    """As it was then, where it differs."""
    added: tuple[str, ...]
    removed: tuple[str, ...]


def unit_data(
    board: Board,
    line: UnitLine,
    paper: Paper,
    versions: Sequence[SentVersion],
    soon_days: int,
    now: datetime,
    *,
    orders: bool,
) -> dict[str, object]:
    contents = [_content(paper, version.sent, soon_days) for version in versions]
    last = contents[-1] if contents else Content({}, {}, (), ())
    said = paper_data(paper, soon_days)
    may_order = orders and board.period.state is PeriodState.OPEN
    choices: Sequence[Choice] = deeds(board.period.key, line) if may_order else ()
    return {
        "key": board.period.key,
        "period": board.period.code,
        "period_state": board.period.state,
        "standing": standing_of(line, board.period, now),
        **line_data(line),
        **{name: said[name] for name in ("remarks", "mend_due", "waits_for_head")},
        "entries": list(last.entries.values()),
        "headings": list(last.headings.values()),
        "plan": last.plan,
        "late_words": [
            {"text": word.text, "at": in_vietnam(word.at).isoformat()} for word in paper.late_words
        ],
        "evidence": [_evidence_data(piece) for piece in last.evidence],
        "history": _history(versions, contents),
        "orders": choices,
    }


def _content(paper: Paper, sent: Sent, soon_days: int) -> Content:
    spoken = sent.entries
    return Content(
        {
            task.code: task_data(task, spoken.get(task.code), paper.period.data_to, soon_days)
            for task in paper.tasks
        },
        {
            heading.number: {"number": heading.number, "title": heading.title, "text": entry.text}
            for heading in paper.questions
            if (entry := spoken.get(heading.number)) and entry.text
        },
        tuple(map(_plan_data, sent.plan)),
        sent.evidence,
    )


def _plan_data(item: PlanItem) -> Item:
    text = item.statement.text if item.statement else ""
    return {"key": item.key, "action": item.action, "text": text}


def _evidence_data(piece: Evidence) -> Item:
    return {
        "sha256": piece.sha256,
        "title": piece.title,
        "name": piece.name,
        "item": piece.item,
        "size": piece.size,
        "at": in_vietnam(piece.at).isoformat(),
        "is_picture": piece.mime in MIMES,
    }


def _history(versions: Sequence[SentVersion], contents: Sequence[Content]) -> list[Past]:
    """The newest first."""
    before = [None, *contents]
    pasts = [
        _past(version, was, became)
        for version, was, became in zip(versions, before, contents, strict=False)
    ]
    return pasts[::-1]


def _past(version: SentVersion, was: Content | None, now: Content) -> Past:
    old = was or now
    return Past(
        version.number,
        in_vietnam(version.at).isoformat(),
        version.person,
        was is None,
        _changes(old.entries, now.entries),
        _changes(old.headings, now.headings),
        now.plan if now.plan != old.plan else None,
        _titles_not_in(now.evidence, old.evidence),
        _titles_not_in(old.evidence, now.evidence),
    )


def _changes(old: Mapping[str, Item], new: Mapping[str, Item]) -> tuple[Change, ...]:
    return tuple(
        Change(item, str((new.get(item) or old[item])["title"]), old.get(item), new.get(item))
        for item in dict.fromkeys([*old, *new])
        if old.get(item) != new.get(item)
    )


def _titles_not_in(these: Sequence[Evidence], those: Sequence[Evidence]) -> tuple[str, ...]:
    known = {piece.sha256 for piece in those}
    return tuple(piece.title for piece in these if piece.sha256 not in known)
