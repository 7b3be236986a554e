"""A tick and the coordinator's orders for 3,321 units against a district's 27, by unit."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.office import COORDINATOR, DISTRICT, PROVINCE, START, Office, open_office

ORDERS = {"tình hình": "tình hình", "đôn đốc": "đôn đốc", "xin chào": "a word that is no order"}
BASELINE = f"the same by unit, {DISTRICT} units"


def measure(folder: Path) -> Iterator[Figure]:
    taken = {}
    for size in (DISTRICT, PROVINCE):
        place = folder / str(size)
        place.mkdir()
        taken[size] = asyncio.run(_taken(place, size))
    for name, all_units in taken[PROVINCE].items():
        by_unit = 1e6 * all_units / PROVINCE
        of_few = 1e6 * taken[DISTRICT][name] / DISTRICT
        whole = f"{name}: {PROVINCE} units in {all_units:.3f} s"
        yield Figure(whole, by_unit, "µs/unit", BASELINE, of_few)


async def _taken(folder: Path, size: int) -> dict[str, float]:
    async with open_office(folder, size) as office:
        taken = {name: await _answer(office, text) for text, name in ORDERS.items()}
        taken["a press of all who owe"] = await _press(office)
        office.clock.now = START + timedelta(days=17, hours=2)
        taken["a tick that reminds all who owe"] = await _seconds(office.world.tick)
        taken["a tick with nothing to say"] = await _seconds(office.world.tick)
        return taken


async def _answer(office: Office, text: str) -> float:
    """The second of two: the first one reads the names into the memory."""
    for _ in range(2):
        await office.put(COORDINATOR, text)
        taken = await _seconds(office.world.turns.handle_waiting)
    return taken


async def _press(office: Office) -> float:
    await _answer(office, "đôn đốc")
    await office.put(COORDINATOR, "1")
    return await _seconds(office.world.turns.handle_waiting)


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began
