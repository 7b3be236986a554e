"""`tiendo invite`: a one-time code by which a person joins."""

import argparse
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.commands.options import Subparsers, add_json, add_programme
from bot.commands.output import DONE, say, say_json
from domain.people import Role

if TYPE_CHECKING:
    from bot.settings.sections import Telegram

_logger = logging.getLogger(__name__)
_OF_A_UNIT = (Role.FOCAL_POINT, Role.UNIT_HEAD)
_MOST_DAYS = 30


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("invite", help="make a one-time code by which a person joins")
    parser.add_argument("--unit", metavar="CODE", help="the unit the person answers for")
    parser.add_argument(
        "--role", choices=[str(role) for role in Role], help="with --unit: focal_point by default"
    )
    parser.add_argument("--name", help="what the person is called")
    parser.add_argument(
        "--days", type=_days, metavar="D", help=f"how long the code is good for: 1 to {_MOST_DAYS}"
    )
    add_programme(parser)
    add_json(parser)
    parser.set_defaults(run=run, parser=parser)


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"write a whole number from 1 to {_MOST_DAYS}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    role = Role(arguments.role or Role.FOCAL_POINT)
    if (role in _OF_A_UNIT) != bool(arguments.unit):
        with_unit = "needs --unit" if role in _OF_A_UNIT else "takes no --unit"
        # argparse ends here, with exit code 2.
        arguments.parser.error(f"the role {role} {with_unit}")
    return asyncio.run(_invite(arguments, role))


async def _invite(arguments: argparse.Namespace, role: Role) -> int:
    from bot.codes import fresh_code
    from bot.commands.desk import find_unit, open_desk
    from domain.effects import IssueInvite

    async with open_desk(arguments.config) as desk:
        unit = None
        if arguments.unit:
            unit = find_unit(await desk.programme(arguments.programme), arguments.unit).code
        hours = desk.settings.limits.invite_hours
        lasts = timedelta(days=arguments.days) if arguments.days else timedelta(hours=hours)
        code, expires_at = fresh_code(), (desk.now + lasts).replace(microsecond=0)
        await desk.apply(IssueInvite(code, role, unit, arguments.name, expires_at))
    telegram = await _telegram_link(desk.settings.telegram, desk.secrets.telegram_token, code)
    if arguments.json:
        say_json(_as_json(code, unit, role, expires_at, telegram))
    else:
        say(f"{code}  {role}{f' of {unit}' if unit else ''}, until {expires_at:%Y-%m-%d %H:%M}")
        say(telegram or "To be typed to the bot in a private chat.")
    return DONE


async def _telegram_link(settings: "Telegram", token: str | None, code: str) -> str | None:
    """None where Telegram is not used or does not say our name; the code itself is good."""
    from telegram.error import TelegramError

    from bot.checks.telegram import ask_name

    if not settings.enabled or token is None:
        return None
    try:
        return f"https://t.me/{await ask_name(settings, token)}?start={code}"
    except (TelegramError, TimeoutError) as error:
        _logger.warning("no link, Telegram does not answer (%s)", type(error).__name__)
        return None


def _as_json(
    code: str, unit: str | None, role: Role, expires_at: datetime, telegram: str | None
) -> dict[str, object]:
    return {
        "code": code,
        "unit": unit,
        "role": str(role),
        "expires_at": expires_at.isoformat(),
        "links": {"telegram": telegram, "web": None, "zalo": None},
    }
