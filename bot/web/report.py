"""The report page: a compiled version like the paper, who said what, downloads, the next order."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from aiosqlite import Connection

from bot.loading.boards import current_period
from bot.report_forms import issued_as, load_compiled
from bot.web.bodies import read_order
from bot.web.pages import as_json
from bot.web.report_files import download
from bot.web.report_view import Known, Sheet, sheet, speakers
from bot.web.site import require, show, site_of
from bot.web.taking import pace, receive
from domain.conversation import Chose
from domain.facts import ReportState, StoredReport
from domain.people import Power, may
from domain.period_state import Period
from storage import entries, lines, people, periods, programmes, reports, submissions

ORDERS = ("compile", "sign_off")
_TO_BE_SHOWN = (ReportState.COMPILED, ReportState.SENT_BACK)


def routes() -> list[web.RouteDef]:
    return [
        web.get("/report", page),
        web.post("/report/order", order),
        web.get(r"/report/{id:\d{1,15}}/{form:docx|pdf|xlsx|txt|json}", download),
    ]


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list of all."""

    stored: StoredReport
    at: datetime
    by: str
    """The name of who had it compiled, "" for a command of the machine."""


async def page(request: web.Request) -> web.StreamResponse:
    site, visitor = site_of(request), require(request, Power.OVERSEE)
    reader = site.world.database.reader
    every = await periods.every(reader)
    period = _chosen(every, request.query.get("period", ""))
    data: dict[str, object] = {
        "periods": every,
        "titles": {known.code: known.title for known in await programmes.every(reader)},
        "period": period,
        "signs": may(visitor.person, Power.SIGN_OFF),
        "versions": (),
        "shown": None,
        "before": None,
        "to_be_shown": False,
        "waits": False,
    }
    if period:
        data |= await _of_period(reader, period, request.query.get("version", ""))
    return await show(request, "report.html", data)


def _chosen(every: Sequence[Period], key: str) -> Period | None:
    """The one asked for; else the open one that was opened last, else the last of all."""
    if not key:
        return current_period(every)
    found = next((period for period in every if period.key == key), None)
    if found is None:
        raise web.HTTPNotFound
    return found


async def _of_period(reader: Connection, period: Period, number: str) -> dict[str, object]:
    """All versions, and the one that is looked at; where there is none, how many have sent."""
    known = await people.names(reader)
    times = await reports.compiled_at(reader, period.key)
    versions = [
        Version(stored, times[stored.id], known.get(by, by) if (by := stored.compiled_by) else "")
        for stored in reversed(await reports.every(reader, period.key))
    ]
    roster = await submissions.roster(reader, period.key)
    counts: dict[str, object] = {
        "sent": sum(1 for s in roster if s.version),
        "roster": len(roster),
    }
    shown = _looked_at(versions, number)
    if shown is None:
        return counts
    since = shown.stored.since or shown.stored.version - 1
    before = next((v for v in versions if v.stored.version == since), None)
    return {
        **counts,
        "versions": versions,
        "shown": shown,
        "before": before,
        "sheet": await _sheet(reader, period, shown.stored, before.stored if before else None),
        "to_be_shown": shown is versions[0] and shown.stored.state in _TO_BE_SHOWN,
        "waits": shown is versions[0] and shown.stored.state is ReportState.SHOWN,
    }


def _looked_at(versions: Sequence[Version], number: str) -> Version | None:
    """The version of that number, or the newest; None where there is none at all."""
    if not number:
        return next(iter(versions), None)
    found = next((v for v in versions if str(v.stored.version) == number), None)
    if found is None:
        raise web.HTTPNotFound
    return found


async def _sheet(
    reader: Connection, period: Period, shown: StoredReport, before: StoredReport | None
) -> Sheet:
    """Drawn beside the loop: a province's report takes a while."""
    report = await load_compiled(reader, shown)
    earlier = await load_compiled(reader, before) if before else None
    known = Known(
        await people.names(reader),
        await lines.channels(reader, speakers(report)),
        await entries.entered_for(reader, period.key),
    )
    return await asyncio.to_thread(sheet, report, earlier, known, issued_as(shown))


async def order(request: web.Request) -> web.StreamResponse:
    """A button of this page is a press in the chat: the answer comes there."""
    site, visitor = site_of(request), require(request, Power.COORDINATE)
    spoken = await read_order(request)
    assert isinstance(spoken.event, Chose)
    if spoken.event.key.split("|")[0] not in ORDERS:
        raise web.HTTPBadRequest
    pace(site, visitor)
    await receive(site, visitor, spoken.key, spoken.event)
    return as_json({"to": "/chat"})
