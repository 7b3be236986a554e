"""`tiendo invite`: a one-time code by which a person joins, or reaches one more channel."""

import argparse
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.commands.options import Subparsers, add_json, add_programme
from bot.commands.output import DONE, say, say_json, warn
from domain.people import Grant, Role

if TYPE_CHECKING:
    from bot.commands.desk import Desk
    from bot.settings.sections import Telegram, Web
    from domain.bots import MessengerBot
    from domain.effects import IssueInvite

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
        "--person",
        metavar="P",
        help="somebody known, by code or name, who is to use one more channel or device",
    )
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

    if arguments.person is not None:
        _check_alone(arguments)
        return asyncio.run(_invite_known(arguments))
    role = Role(arguments.role or Role.FOCAL_POINT)
    if (role in _OF_A_UNIT) != bool(arguments.unit):
        with_unit = "needs --unit" if role in _OF_A_UNIT else "takes no --unit"
        # argparse ends here, with exit code 2.
        arguments.parser.error(f"the role {role} {with_unit}")
    return asyncio.run(_invite(arguments, role))


def _check_alone(arguments: argparse.Namespace) -> None:
    """What somebody known is called and does is known."""
    for option in ("unit", "role", "name"):
        if getattr(arguments, option) is not None:
            arguments.parser.error(f"--person takes no --{option}")


async def _invite(arguments: argparse.Namespace, role: Role) -> int:
    from bot.commands.desk import find_unit, open_desk

    async with open_desk(arguments.config) as desk:
        unit = None
        if arguments.unit:
            unit = find_unit(await desk.programme(arguments.programme), arguments.unit).code
        invite = _fresh(arguments, desk, Grant(role, unit), name=arguments.name)
        invite, bot = await _issue(desk, invite)
    return await _hand_out(arguments, desk, invite, bot)


async def _invite_known(arguments: argparse.Namespace) -> int:
    from bot.commands.desk import find_person, open_desk

    async with open_desk(arguments.config) as desk:
        person = await find_person(desk.database.reader, arguments.person)
        invite = _fresh(arguments, desk, person.grants[0], person=person.code)
        invite, bot = await _issue(desk, invite)
    return await _hand_out(arguments, desk, invite, bot)


async def _issue(desk: "Desk", invite: "IssueInvite") -> "tuple[IssueInvite, MessengerBot | None]":
    """With the Zalo bot that has room, where there is one."""
    from bot.loading.seats import seats_for
    from domain.seats import bot_with_room

    rules = desk.settings.rules
    seats = await seats_for(desk.database.reader, desk.now, invite.person)
    bot = bot_with_room(rules.bots, rules.quota, seats)
    invite = replace(invite, bot=bot.name if bot else None)
    await desk.apply(invite)
    return invite, bot


def _fresh(
    arguments: argparse.Namespace,
    desk: "Desk",
    grant: Grant,
    *,
    name: str | None = None,
    person: str | None = None,
) -> "IssueInvite":
    from bot.codes import fresh_code
    from domain.effects import IssueInvite

    hours = desk.settings.limits.invite_hours
    lasts = timedelta(days=arguments.days) if arguments.days else timedelta(hours=hours)
    expires_at = (desk.now + lasts).replace(microsecond=0)
    return IssueInvite(fresh_code(), grant.role, grant.unit, name, expires_at, person=person)


async def _hand_out(
    arguments: argparse.Namespace,
    desk: "Desk",
    invite: "IssueInvite",
    bot: "MessengerBot | None",
) -> int:
    links = {
        "telegram": await _telegram_link(
            desk.settings.telegram, desk.secrets.telegram_token, invite.code
        ),
        "web": _web_link(desk.settings.web, invite.code),
        "zalo": bot.link if bot else None,
    }
    if desk.settings.rules.bots and bot is None:
        warn("all Zalo bots are full: name another under [zalo], or use another channel")
    if arguments.json:
        say_json(_as_json(invite, links, bot))
    else:
        _say_in_lines(invite, links, bot)
    return DONE


def _say_in_lines(
    invite: "IssueInvite", links: Mapping[str, str | None], bot: "MessengerBot | None"
) -> None:
    whose = f"{invite.person}, " if invite.person else ""
    role = f"{invite.role} of {invite.unit}" if invite.unit else str(invite.role)
    say(f"{invite.code}  {whose}{role}, until {invite.expires_at:%Y-%m-%d %H:%M}")
    for link in filter(None, (links["telegram"], links["web"])):
        say(link)
    if bot:
        say(f"Zalo: the code is sent to “{bot.title}” {bot.link or ''}".rstrip())
    elif not any(links.values()):
        say("To be typed to the bot in a private chat.")


def _web_link(settings: "Web", code: str) -> str | None:
    from bot.web_links import join_link

    return join_link(settings.public_url, code) if settings.public_url else None


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
    invite: "IssueInvite", links: Mapping[str, str | None], bot: "MessengerBot | None"
) -> dict[str, object]:
    return {
        "code": invite.code,
        **({"person": invite.person} if invite.person else {}),
        "unit": invite.unit,
        "role": str(invite.role),
        "expires_at": invite.expires_at.isoformat(),
        "links": dict(links),
        "zalo_bot": bot.title if bot else None,
    }
