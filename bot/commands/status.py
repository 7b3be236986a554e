"""`tiendo status`: the situation of a period."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from bot.commands.moments import iso, shown
from bot.commands.options import Subparsers, add_json, add_programme
from bot.commands.output import DONE, say, say_json, say_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.bots import BotMonth, Quota
    from domain.facts import Board, UnitLine


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("status", help="who has sent, who owes, how the tasks stand")
    parser.add_argument("--period", metavar="CODE", help="the open one if left out")
    add_programme(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    board, months, quota = asyncio.run(_load(arguments))
    if arguments.json:
        say_json(_as_json(board))
    else:
        _show(board)
        _show_bots(months, quota)
    return DONE


async def _load(arguments: argparse.Namespace) -> "tuple[Board, Sequence[BotMonth], Quota]":
    from bot.commands.desk import open_desk
    from bot.loading.boards import board_of
    from bot.loading.bots import bot_months

    async with open_desk(arguments.config) as desk:
        period = (
            await desk.period(arguments.period, arguments.programme)
            if arguments.period
            else await desk.current_period(arguments.programme)
        )
        reader, rules = desk.database.reader, desk.book.rules
        months = await bot_months(reader, desk.book, desk.now)
        return await board_of(reader, period, rules.soon_days), months, rules.quota


def _roster(board: "Board") -> "list[UnitLine]":
    """The units of the opening: those added later do not change the denominator."""
    return [line for line in board.lines if not line.added_late]


def _counts(board: "Board") -> dict[str, int]:
    from domain.submission import State

    states = Counter(line.state for line in _roster(board))
    return {str(state): states[state] for state in State}


def _as_json(board: "Board") -> dict[str, object]:
    from bot.wording import period as in_words

    period = board.period
    return {
        "period": period.code,
        "label": in_words(period.code),
        "data_from": period.data_from.isoformat(),
        "data_to": period.data_to.isoformat(),
        "unit_due": iso(period.unit_due),
        "compile_due": iso(period.compile_due),
        "state": str(period.state),
        "roster": len(_roster(board)),
        "units": [_unit_json(line) for line in board.lines],
        "counts": _counts(board),
        "tasks_by_status": {str(status): n for status, n in sorted(board.statuses.items()) if n},
    }


def _unit_json(line: "UnitLine") -> dict[str, object]:
    return {
        "unit": line.unit,
        "state": str(line.state),
        "version": line.version,
        "sent_at": iso(line.sent_at),
        "late": line.late,
        "channels": list(line.channels),
    }


def _show(board: "Board") -> None:
    period = board.period
    say(f"{period.code} of {period.programme}: {period.state}")
    say(f"data {period.data_from} to {period.data_to}")
    say(f"units due {shown(period.unit_due)}, compiled by {shown(period.compile_due)}")
    counts = ", ".join(f"{n} {state}" for state, n in _counts(board).items() if n)
    say(f"{len(_roster(board))} units: {counts}")
    say(", ".join(f"{status} {n}" for status, n in sorted(board.statuses.items()) if n))
    _show_reach(board)
    head = ("unit", "name", "state", "version", "sent", "late", "channels")
    say()
    say_table([head, *map(_row, board.lines)])


def _show_bots(months: "Sequence[BotMonth]", quota: "Quota") -> None:
    if not months:
        return
    head = ("bot", "title", "people", "month", "sent", "received", "of", "at most to come")
    say()
    say_table([head, *(_bot_row(month, quota) for month in months)])


def _bot_row(month: "BotMonth", quota: "Quota") -> tuple[str, ...]:
    enough = "enough" if month.suffices(quota) else "not enough"
    return (
        f"{month.bot.channel}:{month.bot.name}",
        month.bot.title,
        f"{month.people}/{quota.people}",
        month.month,
        str(month.usage.sent),
        str(month.usage.received),
        str(quota.messages),
        f"{quota.counted(month.ahead)} ({enough})",
    )


def _show_reach(board: "Board") -> None:
    """Units by channel, and who owes but is called by no message."""
    from handlers.coordinator.overview import owing

    by_channel = Counter(channel for line in board.lines for channel in line.channels)
    nobody = sum(not line.channels for line in board.lines)
    counts = [f"{channel} {n}" for channel, n in by_channel.most_common()]
    say(f"units reached by: {', '.join([*counts, f'nothing {nobody}'])}")
    for line in owing(board):
        if line.to_call:
            names = ", ".join(contact.name for contact in line.to_call)
            say(f"to call: {line.name} ({names})")
        elif not line.contacts:
            say(f"to invite: {line.name} (no focal point)")


def _row(line: "UnitLine") -> tuple[str, ...]:
    return (
        line.unit,
        line.name,
        str(line.state),
        str(line.version),
        shown(line.sent_at),
        "late" if line.late else "-",
        ", ".join(line.channels) or "-",
    )
