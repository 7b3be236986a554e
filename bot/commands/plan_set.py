"""The body of `tiendo plan set`."""

import argparse
import asyncio
from dataclasses import replace

from bot.commands.desk import ACTOR, Desk, open_desk
from bot.commands.output import DONE, Refused, say, say_json
from domain.plan_names import SHORT_TITLE_LENGTH
from domain.programme import Asks, Programme, Task
from storage import audit, programmes
from storage.audit import Deed


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_set(arguments))


async def _set(arguments: argparse.Namespace) -> int:
    async with open_desk(arguments.config) as desk:
        programme = await desk.programme(arguments.programme)
        task = _mended(programme, arguments)
        version = await _keep(desk, programme, task)
    if arguments.json:
        said = {"short_title": task.short_title, "heading": task.heading}
        say_json({"programme": programme.code, "version": version, "task": task.code} | said)
    else:
        say(f"{task.code}: {task.short_title}  -> {task.heading}")
        say(f"{programme.code}, version {version}; periods already open keep theirs.")
    return DONE


def _mended(programme: Programme, arguments: argparse.Namespace) -> Task:
    task = next((t for t in programme.tasks if t.code == arguments.task), None)
    if task is None:
        raise Refused(f"no task {arguments.task} in {programme.code}; see: tiendo plan show")
    title = arguments.short_title
    return replace(
        task,
        short_title=task.short_title if title is None else _short(title),
        heading=_heading(programme, arguments.heading or task.heading),
    )


def _short(said: str) -> str:
    title = " ".join(said.split())
    if not 0 < len(title) <= SHORT_TITLE_LENGTH:
        raise Refused(
            f"a short title has 1 to {SHORT_TITLE_LENGTH} letters, this one {len(title)}"
        )
    return title


def _heading(programme: Programme, number: str) -> str:
    """One that may hold tasks: no others under it, and neither computed nor fixed words."""
    fit = [
        heading.number
        for heading in programme.headings()
        if not heading.children and heading.asks not in (Asks.COMPUTED, Asks.FRAME)
    ]
    if number not in fit:
        raise Refused(f"no heading {number} that could hold a task; there are {', '.join(fit)}")
    return number


async def _keep(desk: Desk, programme: Programme, task: Task) -> int:
    tasks = tuple(task if old.code == task.code else old for old in programme.tasks)
    async with desk.database.transaction() as connection:
        mended = replace(programme, tasks=tasks)
        version = await programmes.put(connection, mended, ACTOR, desk.now)
        ids = {"programme": programme.code, "version": str(version), "item": task.code}
        content = f"{task.short_title}\n{task.heading}"
        await audit.record(connection, ACTOR, [Deed("SetTask", ids, content)], desk.now)
    return version
