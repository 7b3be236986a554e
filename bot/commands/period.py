"""`tiendo period`: list, open, extend, lock and unlock reporting periods."""

import argparse
from typing import TYPE_CHECKING

from bot.commands.moments import Typed, iso, shown, typed_moment
from bot.commands.options import Parser, Subparsers, add_json, add_programme
from bot.commands.output import DONE, say, say_json, say_table

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.commands.desk import Desk
    from domain.period_state import Period


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("period", help="reporting periods")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add(actions.add_parser("list", help="all that were opened"), _list)
    opening = _add(actions.add_parser("open", help="open one; freezes its roster"), _open)
    _add_code(opening)
    _add_moment(opening, "--due", "when the units' reports are due; by the settings if left out")
    extending = _add(actions.add_parser("extend", help="a later due time"), _extend)
    _add_code(extending)
    _add_moment(extending, "--until", "the new due time", required=True)
    extending.add_argument("--unit", metavar="CODE", help="for this unit alone")
    _add_code(_add(actions.add_parser("lock", help="nothing changes any more"), _lock))
    unlocking = _add(actions.add_parser("unlock", help="open a locked one again"), _unlock)
    _add_code(unlocking)
    unlocking.add_argument("--reason", required=True, help="kept in the audit log")


def _add(parser: Parser, act: "Callable[[Desk, argparse.Namespace], Awaitable[None]]") -> Parser:
    add_programme(parser)
    add_json(parser)
    parser.set_defaults(run=run, act=act)
    return parser


def _add_code(parser: Parser) -> None:
    parser.add_argument("code", metavar="CODE", help="2022, 2026-H1, 2026-9M, 2026-Q4, 2026-11, …")


def _add_moment(parser: Parser, name: str, help: str, required: bool = False) -> None:
    parser.add_argument(name, type=typed_moment, metavar="T", required=required, help=help)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    return asyncio.run(_run(arguments))


async def _run(arguments: argparse.Namespace) -> int:
    from bot.commands.desk import open_desk

    async with open_desk(arguments.config) as desk:
        await arguments.act(desk, arguments)
    return DONE


async def _list(desk: "Desk", arguments: argparse.Namespace) -> None:
    from storage import periods

    found = [
        period
        for period in await periods.every(desk.database.reader)
        if arguments.programme in (None, period.programme)
    ]
    if arguments.json:
        say_json([_as_json(period) for period in found])
    elif found:
        head = ("period", "programme", "state", "opened", "units due", "compiled by", "locks")
        say_table([head, *map(_row, found)])
    else:
        say("No period has been opened yet.")


async def _open(desk: "Desk", arguments: argparse.Namespace) -> None:
    from domain.effects import OpenPeriod
    from domain.periods import parse_code

    programme = await desk.programme(arguments.programme)
    label = parse_code(arguments.code)
    due = _at(desk, label.code, arguments.due) if arguments.due else None
    await desk.apply(OpenPeriod(f"{programme.code}:{label.code}", due))
    await _show(desk, arguments)


async def _extend(desk: "Desk", arguments: argparse.Namespace) -> None:
    from domain.effects import ExtendPeriod

    period = await desk.period(arguments.code, arguments.programme)
    until = _at(desk, period.code, arguments.until)
    if arguments.unit:
        await _extend_unit(desk, period, arguments.unit, until)
    else:
        await desk.apply(ExtendPeriod(period.key, until))
    await _show(desk, arguments)


async def _extend_unit(desk: "Desk", period: "Period", said: str, until: "datetime") -> None:
    """Its focal points are told as if the coordinator had granted it."""
    from bot.commands.desk import find_unit
    from domain.effects import FocalPointsOf, GrantExtension, Tell
    from domain.messages import Choice
    from handlers.coordinator.offering import offer
    from storage import programmes

    unit = find_unit(await programmes.of_period(desk.database.reader, period.key), said)
    told = offer(
        "coordinator/told_extended.j2",
        Choice(f"report|{period.key}|{unit.code}", "order_start"),
        unit=unit.name,
        period=period.code,
        until=until.isoformat(),
    )
    granted = GrantExtension(period.key, unit.code, until)
    await desk.apply(granted, Tell(FocalPointsOf(unit.code), told))


async def _lock(desk: "Desk", arguments: argparse.Namespace) -> None:
    from domain.effects import LockPeriod

    period = await desk.period(arguments.code, arguments.programme)
    await desk.apply(LockPeriod(period.key))
    await _show(desk, arguments)


async def _unlock(desk: "Desk", arguments: argparse.Namespace) -> None:
    from domain.effects import UnlockPeriod

    period = await desk.period(arguments.code, arguments.programme)
    await desk.apply(UnlockPeriod(period.key, arguments.reason))
    await _show(desk, arguments)


async def _show(desk: "Desk", arguments: argparse.Namespace) -> None:
    """The period as it stands now."""
    period = await desk.period(arguments.code, arguments.programme)
    if arguments.json:
        say_json(_as_json(period))
    else:
        say(f"{period.code} of {period.programme}: {period.state}")
        say(f"data {period.data_from} to {period.data_to}")
        say(f"units due {shown(period.unit_due)}, compiled by {shown(period.compile_due)}")
        say(f"locks {shown(period.lock_at)}")


def _at(desk: "Desk", code: str, typed: Typed) -> "datetime":
    from domain.periods import parse_code

    return typed.at(desk.settings.period_rules(parse_code(code).kind).unit_due_time)


def _as_json(period: "Period") -> dict[str, object]:
    from bot.wording import period as in_words

    return {
        "period": period.code,
        "programme": period.programme,
        "label": in_words(period.code),
        "state": str(period.state),
        "data_from": period.data_from.isoformat(),
        "data_to": period.data_to.isoformat(),
        "opens_at": iso(period.opens_at),
        "unit_due": iso(period.unit_due),
        "compile_due": iso(period.compile_due),
        "lock_at": iso(period.lock_at),
    }


def _row(period: "Period") -> tuple[str, ...]:
    moments = (period.opened_at, period.unit_due, period.compile_due, period.lock_at)
    return (period.code, period.programme, str(period.state), *map(shown, moments))
