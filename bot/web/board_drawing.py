"""Draws what a board's page shows, for the page itself and for the question whether it changed."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bot.loading.boards import current_period
from bot.loading.papers import paper_of
from bot.web.board_view import Asked, Show, board_data
from bot.web.site import Site
from bot.web.unit_view import unit_data
from bot.web.visitors import Visitor
from domain.facts import Board
from domain.people import Power, may
from domain.period_state import Period
from storage import periods, submissions

FARTHEST_PAGE = 999


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page: of a period (the current one where none is named), of a unit or of all."""

    period: str = ""
    unit: str | None = None
    asked: Asked = field(default_factory=Asked)

    def address(self, path: str) -> str:
        about = {"period": self.period, "unit": self.unit or ""}
        if not self.unit:
            about |= {"show": self.asked.show, "page": str(self.asked.page)}
        return f"{path}?{urlencode({name: said for name, said in about.items() if said})}"


def read_wanted(query: Mapping[str, str], unit: str | None = None) -> Wanted:
    """What makes no sense is left out."""
    show, page = query.get("show", ""), query.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 4 else 1
    return Wanted(
        query.get("period", "")[:200],
        unit or query.get("unit") or None,
        Asked(Show(show) if show in list(Show) else Show.ALL, min(max(number, 1), FARTHEST_PAGE)),
    )


async def draw(site: Site, visitor: Visitor, wanted: Wanted) -> str | None:
    """None where there is no such period or unit."""
    reader = site.world.database.reader
    every = await periods.every(reader)
    period = _period(every, wanted.period)
    if period is None:
        return None if wanted.period or wanted.unit else await _text(site, "board_none.html", {})
    board = await site.glances.board(site.world, period)
    if wanted.unit:
        return await _draw_unit(site, visitor, board, wanted.unit)
    data = await asyncio.to_thread(
        board_data,
        board,
        site.world.book.rules.soon_days,
        site.now(),
        wanted.asked,
        orders=may(visitor.person, Power.COORDINATE),
    )
    return await _text(site, "board_part.html", {**data, **_choice(every)})


def _choice(every: Sequence[Period]) -> dict[str, object]:
    return {"periods": every, "several": len({period.programme for period in every}) > 1}


def _period(every: Sequence[Period], key: str) -> Period | None:
    if not key:
        return current_period(every)
    return next((period for period in every if period.key == key), None)


async def _draw_unit(site: Site, visitor: Visitor, board: Board, unit: str) -> str | None:
    reader = site.world.database.reader
    line, paper = board.line(unit), await paper_of(reader, board.period, unit)
    if line is None or paper is None:
        return None
    data = unit_data(
        board,
        line,
        paper,
        await submissions.versions(reader, board.period.key, unit),
        site.world.book.rules.soon_days,
        site.now(),
        orders=may(visitor.person, Power.COORDINATE),
    )
    return await _text(site, "unit_part.html", data)


async def _text(site: Site, template: str, data: Mapping[str, object]) -> str:
    """In a thread: hundreds of units take their time."""
    words = {**data, "label": site.world.renderer.label}
    return await asyncio.to_thread(site.pages.text, template, words)


def digest(drawn: str | None) -> str:
    """By what it is known whether a page has changed."""
    return hashlib.sha256((drawn or "").encode()).hexdigest()[:16]
