"""Who opens a page: a browser with a cookie of ours, and the person who speaks through it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiosqlite import Connection

from bot.applying.others import owner_of
from bot.channels.web import BOT
from bot.loading.facts import load_person
from domain.messages import PAGE, Address
from domain.people import Person
from storage import addresses, browsers
from storage.browsers import Browser
from storage.database import Database

IDLE = timedelta(days=90)
"""How long a person may stay away before the cookie ends."""
STRANGERS = timedelta(hours=24)
"""How long somebody may take to join."""
CHANGES = timedelta(days=1)
"""How often a browser gets another cookie."""


@dataclass(frozen=True, slots=True)
class Visitor:
    browser: int
    address: Address
    person: Person | None
    places: tuple[Address, ...]
    """Everywhere the person is reached, this page among them."""
    changed_at: datetime

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose lines make up the conversation."""
        own = (owner_of(self.person.code),) if self.person else ()
        return (*own, *dict.fromkeys(str(place) for place in (self.address, *self.places)))

    @property
    def name(self) -> str:
        """For counting: the person, or the chat of somebody unknown."""
        return self.person.code if self.person else self.address.chat


def fresh_cookie() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: bytes, cookie: str) -> str:
    return hmac.new(secret, f"browser:{cookie}".encode(), hashlib.sha256).hexdigest()


async def recognise(
    reader: Connection, secret: bytes, cookie: str, now: datetime
) -> Visitor | None:
    """None where the cookie is nobody's: unknown, ended, too old, or the person holds no role."""
    browser = await browsers.behind(reader, digest(secret, cookie), now)
    return await _visitor(reader, browser, now)


async def again(reader: Connection, visitor: Visitor, now: datetime) -> Visitor | None:
    """The same browser a while later, whatever its cookie is by now."""
    return await _visitor(reader, await browsers.get(reader, visitor.browser), now)


async def _visitor(reader: Connection, browser: Browser | None, now: datetime) -> Visitor | None:
    if browser is None or now - browser.changed_at > IDLE:
        return None
    address = Address(PAGE, BOT, browser.chat)
    code = await addresses.behind(reader, address)
    person = await load_person(reader, code, now) if code else None
    if not _may_stay(browser, code, person, now):
        return None
    places = await addresses.every(reader, person.code) if person else ()
    return Visitor(browser.id, address, person, tuple(places), browser.changed_at)


def _may_stay(browser: Browser, code: str | None, person: Person | None, now: datetime) -> bool:
    if code is None:
        return now - browser.opened_at < STRANGERS
    return person is not None and bool(person.grants)


async def let_in(database: Database, secret: bytes, now: datetime) -> tuple[str, Address]:
    """A cookie for a browser that nobody speaks through yet."""
    cookie, chat = fresh_cookie(), secrets.token_hex(12)
    async with database.transaction() as connection:
        await browsers.let_in(connection, chat, digest(secret, cookie), now)
    return cookie, Address(PAGE, BOT, chat)


async def another_cookie(
    database: Database, secret: bytes, visitor: Visitor, now: datetime
) -> str | None:
    """Every day another one, so that a stolen one does not last; and once somebody has joined:
    whoever knew the stranger's cookie does not know the person's."""
    bound_at = await addresses.bound_at(database.reader, visitor.address)
    is_as_it_came = bound_at is None or bound_at < visitor.changed_at
    if is_as_it_came and now - visitor.changed_at < CHANGES:
        return None
    cookie = fresh_cookie()
    async with database.transaction() as connection:
        await browsers.change(connection, visitor.browser, digest(secret, cookie), now)
    return cookie
