"""Turns through the whole shell: inbox, turn, outbox, sending; a real SQLite file."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.office import DISTRICT, Office, open_office

ONE_BY_ONE, IN_BATCHES, COMMITS = 150, 1000, 300
BASELINE = "raw durable one-row commits"


def measure(folder: Path) -> Iterator[Figure]:
    commits = _commits_a_second(folder / "baseline.sqlite3")
    for name, rate in asyncio.run(_rates(folder)).items():
        yield Figure(name, rate, "turns/s", BASELINE, commits)


def _commits_a_second(path: Path) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)")
        began = time.perf_counter()
        for _ in range(COMMITS):
            connection.execute("INSERT INTO rows (text) VALUES ('báo cáo')")
        return COMMITS / (time.perf_counter() - began)


async def _rates(folder: Path) -> dict[str, float]:
    async with open_office(folder, DISTRICT) as office:
        return {
            "a message, its turn and its answer, one by one": await _one_by_one(office),
            "the same, a thousand messages waiting": await _in_batches(office),
        }


async def _one_by_one(office: Office) -> float:
    began = time.perf_counter()
    for number in range(ONE_BY_ONE):
        await office.put_all([office.units[number % DISTRICT]], "báo cáo")
        await office.world.settle()
    assert len(office.channel.take()) == ONE_BY_ONE
    return ONE_BY_ONE / (time.perf_counter() - began)


async def _in_batches(office: Office) -> float:
    await office.put_all([office.units[n % DISTRICT] for n in range(IN_BATCHES)], "báo cáo")
    began = time.perf_counter()
    await office.world.settle()
    assert len(office.channel.take()) == IN_BATCHES
    return IN_BATCHES / (time.perf_counter() - began)
