"""What is left when the demo is over: the compiled reports, what a proofreader would ask, and
what it cost."""

import asyncio
from pathlib import Path

from bot.demo import accounts
from bot.demo.messengers import PAGES, ZALO
from bot.demo.play import Stage
from bot.demo.score import Score
from bot.demo.timeline import Timeline
from bot.report_forms import load_compiled
from bot.world import World, load_file
from domain.messages import PAGE, Reply
from domain.report_files import WHOLE
from handlers.coordinator.proofreading import finding_line
from storage import ledger, reports


async def hand_over(world: World, timeline: Timeline, period: str, out: Path) -> Path:
    """Every compiled version, as it was and as it was issued; returns where the last one lies as
    it went to be signed."""
    drafts: list[Path] = []
    for stored in await reports.every(world.database.reader, period):
        drafts.append(await _put(world, stored.docx, out))
        paths = [await _put(world, sha256, out) for sha256 in stored.given(WHOLE)]
        missing = "; ".join(stored.units_missing)
        timeline.report(stored, str(paths[0]), missing)
    return drafts[-1]


async def read_again(world: World, timeline: Timeline, period: str) -> None:
    """What a proofreader points at in the last version, in the words of the chat."""
    stored = await reports.newest(world.database.reader, period)
    assert stored is not None, "the plot compiles"
    report = await load_compiled(world.database.reader, stored)
    data = {
        "period": stored.code,
        "version": stored.version,
        "count": len(report.findings),
        "findings": [finding_line(placed, timeline.units) for placed in report.findings],
        "page": 1,
        "pages": 1,
    }
    timeline.say("findings", words=world.renderer.text(Reply("coordinator/findings.j2", data)))


async def tell_costs(world: World, stage: Stage, score: Score) -> None:
    """The ledger, what the pages saw, and what a report took."""
    reader = world.database.reader
    months = {month: await ledger.used_by_all(reader, month) for month in score.months}
    passed = stage.messengers.passed(PAGE, PAGES)
    for line in (
        *accounts.ledger(months, world.book.rules.quota, stage.spent),
        accounts.pages(passed),
        *accounts.cost(stage.costs.get(ZALO, ())),
    ):
        stage.timeline.write(line)


async def _put(world: World, sha256: str, out: Path) -> Path:
    file = await load_file(world.database, world.book, sha256)
    path = out / file.name
    await asyncio.to_thread(path.write_bytes, file.content)
    return path
