"""Reading the sample plan, and compiling and writing the report, of a district and a province."""

import asyncio
import io
import time
from collections.abc import Iterator
from pathlib import Path

from docx import Document

from benchmarks.figures import Figure, seconds
from benchmarks.office import DISTRICT, PERIOD, PROVINCE, open_office
from bot.compiling import compile_period
from documents.plan import read_plan
from documents.samples import sample

BASELINE = "an empty python-docx document"


def measure(folder: Path) -> Iterator[Figure]:
    empty = seconds(lambda: Document().save(io.BytesIO()))
    plan, _ = sample("nghi-xuan-2022")
    yield Figure("reading the sample plan", seconds(lambda: read_plan(plan)), "s", BASELINE, empty)
    for size in (DISTRICT, PROVINCE):
        place = folder / str(size)
        place.mkdir()
        taken = asyncio.run(_compiled(place, size))
        name = f"the report of {size} units, compiled and written"
        yield Figure(name, taken, "s", BASELINE, empty)


async def _compiled(folder: Path, size: int) -> float:
    async with open_office(folder, size) as office:
        world = office.world
        began = time.perf_counter()
        await compile_period(world.database, world.book, PERIOD, None, world.clock())
        return time.perf_counter() - began
