"""Fresh invites for units, each with its code drawn to be scanned. Codes are never kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from markupsafe import Markup

from bot.applying import Context, apply_all
from bot.applying.others import owner_of
from bot.codes import fresh_code
from bot.web.site import Site
from bot.web_links import join_link
from domain.effects import IssueInvite
from domain.people import Person, Role
from domain.programme import Unit


@dataclass(frozen=True, slots=True)
class Strip:
    """What one unit gets."""

    unit: str
    role: Role
    code: str
    picture: Markup


async def make_strips(
    site: Site, person: Person, units: Sequence[Unit]
) -> tuple[list[Strip], datetime]:
    """An invite for a focal point of each unit, all or none; and until when they are good."""
    now = site.now()
    lasts = timedelta(hours=site.world.book.rules.invite_hours)
    expires_at = (now + lasts).replace(microsecond=0)
    role = Role.FOCAL_POINT
    codes = [fresh_code() for _ in units]
    issued = [
        IssueInvite(code, role, unit.code, None, expires_at)
        for unit, code in zip(units, codes, strict=True)
    ]
    async with site.world.database.transaction() as connection:
        owner = owner_of(person.code)
        context = Context(connection, site.world.book, now, person.code, owner)
        await apply_all(context, issued)
    links = [join_link(site.public.url, code) for code in codes]
    pictures = await asyncio.to_thread(lambda: [scannable(link) for link in links])
    drawn = zip(units, codes, pictures, strict=True)
    return [Strip(unit.name, role, code, picture) for unit, code, picture in drawn], expires_at


def scannable(link: str) -> Markup:
    """A QR code as SVG, its white border included: dark on light whatever the page's colours."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 (drawn by us from a link of ours; no text stands in it)
