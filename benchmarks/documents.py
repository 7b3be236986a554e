"""Reading the sample plan, and compiling and writing reports, in Word and as PDF."""

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
from documents.report import View, page_count, view, write_docx, write_pdf
from documents.samples import sample

COMMUNES = 79
"""Ten offices and the 69 communes of a province."""
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
    (folder / "pdf").mkdir()
    seen = asyncio.run(_seen(folder / "pdf", COMMUNES))
    # Once, for typst remembers: fonts and all it has set before.
    began = time.perf_counter()
    write_pdf(seen)
    taken = time.perf_counter() - began
    name = f"the first PDF, {COMMUNES} units on {page_count(seen)} pages"
    yield Figure(name, taken, "s", "the same in Word", seconds(lambda: write_docx(seen)))


async def _seen(folder: Path, size: int) -> View:
    async with open_office(folder, size) as office:
        world = office.world
        done = await compile_period(world.database, world.book, PERIOD, None, world.clock())
        return view(done.report)


async def _compiled(folder: Path, size: int) -> float:
    async with open_office(folder, size) as office:
        world = office.world
        began = time.perf_counter()
        await compile_period(world.database, world.book, PERIOD, None, world.clock())
        return time.perf_counter() - began
