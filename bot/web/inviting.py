"""Fresh invites for units, each with its code drawn to be scanned. Codes are never kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from aiosqlite import Connection
from markupsafe import Markup

from bot.applying import Context, apply_all
from bot.applying.others import owner_of
from bot.codes import fresh_code
from bot.loading.seats import seats_for
from bot.web.site import Site
from bot.web_links import join_link
from domain.bots import MessengerBot
from domain.effects import IssueInvite
from domain.people import Person, Role
from domain.programme import Unit
from domain.seats import share_out


@dataclass(frozen=True, slots=True)
class Strip:
    """What one unit gets."""

    unit: str
    role: Role
    code: str
    picture: Markup
    bot: MessengerBot | None
    """Where the code is sent on Zalo."""
    bot_picture: Markup | None
    """Of the link to that bot, where it has one."""


async def make_strips(
    site: Site, person: Person, units: Sequence[Unit]
) -> tuple[list[Strip], datetime]:
    """An invite for a focal point of each unit, all or none; and until when they are good."""
    now = site.now()
    lasts = timedelta(hours=site.world.book.rules.invite_hours)
    expires_at = (now + lasts).replace(microsecond=0)
    role = Role.FOCAL_POINT
    codes = [fresh_code() for _ in units]
    async with site.world.database.transaction() as connection:
        bots = await _bots_for(site, connection, now, len(units))
        issued = [
            IssueInvite(code, role, unit.code, None, expires_at, bot=bot.name if bot else None)
            for unit, code, bot in zip(units, codes, bots, strict=True)
        ]
        owner = owner_of(person.code)
        context = Context(connection, site.world.book, now, person.code, owner)
        await apply_all(context, issued)
    url, given = site.public.url, list(zip(units, codes, bots, strict=True))
    strips = await asyncio.to_thread(lambda: [_strip(url, role, *one) for one in given])
    return strips, expires_at


async def _bots_for(
    site: Site, connection: Connection, now: datetime, people: int
) -> list[MessengerBot | None]:
    rules = site.world.book.rules
    seats = await seats_for(connection, now)
    return list(share_out(rules.bots, rules.quota, seats, people))


def _strip(url: str, role: Role, unit: Unit, code: str, bot: MessengerBot | None) -> Strip:
    bot_picture = scannable(bot.link) if bot and bot.link else None
    return Strip(unit.name, role, code, scannable(join_link(url, code)), bot, bot_picture)


def scannable(link: str) -> Markup:
    """A QR code as SVG, its white border included: dark on light whatever the page's colours."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 (drawn by us from a link; no text stands in it)
