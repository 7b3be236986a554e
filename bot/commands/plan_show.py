"""The body of `tiendo plan show`, and how plans and their changes are shown."""

import argparse
import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from bot.commands.desk import open_desk
from bot.commands.output import DONE, say, say_json
from domain.plan import ImportedPlan, PlanChanges, PlannedGoal, ReportDuty, empty_groups
from domain.plan_duties import due_value
from domain.programme import Block, Frame, Programme, Task, Unit, UnitGroup


def run(arguments: argparse.Namespace) -> int:
    programme = asyncio.run(_load(arguments))
    if arguments.json:
        say_json(asdict(programme))
    else:
        show_programme(programme)
    return DONE


async def _load(arguments: argparse.Namespace) -> Programme:
    async with open_desk(arguments.config) as desk:
        return await desk.programme(arguments.programme)


def show_plan(plan: ImportedPlan) -> None:
    """What stands beside the tasks: the frame, and what could not be placed."""
    frame = plan.frame
    say(f"from {frame.issuer or '?'} to {frame.receiver or '?'}")
    say(f"read: {len(plan.blocks)} blocks, {len(list(plan.tasks()))} tasks")
    for goal in plan.goals:
        say(f"nobody answers for, line {goal.line}: {_goal(goal)}")
    for duty in plan.report_duties:
        _show_duty(duty)
    for left in plan.unplaced:
        say(f"not placed, line {left.line}: {left.text}")
    say()


def _goal(goal: PlannedGoal) -> str:
    figure = goal.indicator
    by = f" by {goal.deadline}" if goal.deadline else ""
    return f"{figure.name} {figure.comparator} {figure.target} {figure.unit_of_measure}{by}"


def _show_duty(duty: ReportDuty) -> None:
    """With the settings that say the same, ready for config.toml."""
    between = f"{duty.sender or '?'} to {duty.receiver or '?'}"
    say(f"reports are due, line {duty.line}: {between}, {duty.due}")
    for rule in duty.rules:
        if settings := rule.settings():
            for line in settings.split("\n"):
                say(f"    {line}")
        elif rule.unit_due:
            say(f"    {rule.period}, no setting: open it by hand with {due_value(rule.unit_due)}")
        else:
            say(f"    {rule.period}, by the dates of its own settings")
    if not duty.rules:
        say("    not read as a rule of the calendar")


def show_programme(programme: Programme) -> None:
    say(f"{programme.code}: {programme.title}")
    say(f"{len(programme.blocks)} blocks, {len(programme.tasks)} tasks")
    for block in programme.blocks:
        _show_block(programme, block)
    say()
    say("The report's headings, and who fills them:")
    for heading in programme.headings():
        say(f"  {heading.number:<6} {heading.title}  [{heading.asks}]")
    say()


def _show_block(programme: Programme, block: Block) -> None:
    say()
    say(block.heading)
    for code in block.units:
        say(f"  unit {code}{_members(programme, code)}")
    for code in block.tasks:
        say(f"  {_line(programme.task(code))}")


def _members(programme: Programme, code: str) -> str:
    if any(group.code == code for group in empty_groups(programme)):
        return ": nobody in it yet; name its units by --members FILE"
    group = next((group for group in programme.groups if group.code == code), None)
    return f": {len(group.members)} units" if group else ""


def _line(task: Task) -> str:
    deadline = f"  by {task.deadline}" if task.deadline else ""
    return f"{task.code:<6} {task.short_title}  -> {task.heading}{deadline}"


def show_changes(changes: PlanChanges, old: Programme, new: Programme) -> None:
    for task in changes.added:
        say(f"added    {_line(task)}")
    for change in changes.changed:
        say(f"changed  {change.old.code:<6} {change.old.text}")
        say(f"      to {'':<6} {change.new.text}")
    for task in changes.ended:
        say(f"ended    {_line(task)}")
    for part in changes.beside:
        for line in _differences(part, getattr(old, part), getattr(new, part)):
            say(f"differs  {line}")


def _differences(part: str, old: Any, new: Any) -> Iterator[str]:
    """What of a part that is no task: fields of the frame, names that come and go."""
    name = part.replace("_", " ")
    if isinstance(old, Frame):
        for field in fields(Frame):
            was, now = getattr(old, field.name), getattr(new, field.name)
            if was != now:
                yield f"{field.name.replace('_', ' ')}: {_words(was)} -> {_words(now)}"
    elif part in ("units", "groups"):
        yield from (f"{name}: - {each}" for each in _named(old) if each not in _named(new))
        yield from (f"{name}: + {each}" for each in _named(new) if each not in _named(old))
    elif part == "drafting_unit":
        yield f"{name}: {_words(old)} -> {_words(new)}"
    else:
        yield name


def _named(parts: Iterable[Unit | UnitGroup]) -> list[str]:
    return [
        f"{p.name} ({len(p.members)} units)" if isinstance(p, UnitGroup) else p.name for p in parts
    ]


def _words(value: str | tuple[str, ...] | None) -> str:
    said = "; ".join(value) if isinstance(value, tuple) else value
    return said or "nothing"
