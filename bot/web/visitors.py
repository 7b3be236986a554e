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
ON_ITS_WAY = timedelta(minutes=1)
"""How long an answer that brings one may take."""
GRACE = timedelta(minutes=5)
"""How long the cookie before is still taken once the newest was shown."""


@dataclass(frozen=True, slots=True)
class Visitor:
    browser: Browser
    came_with: str
    """The digest of the cookie."""
    address: Address
    person: Person | None
    places: tuple[Address, ...]
    """Everywhere the person is reached, this page among them."""

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose lines make up the conversation."""
        own = (owner_of(self.person.code),) if self.person else ()
        return (*own, *dict.fromkeys(str(place) for place in (self.address, *self.places)))

    @property
    def name(self) -> str:
        """For counting: the person, or the chat of somebody unknown."""
        return self.person.code if self.person else self.address.chat


def digest(secret: bytes, cookie: str) -> str:
    text = f"browser:{cookie}".encode(errors="replace")
    return hmac.new(secret, text, hashlib.sha256).hexdigest()


async def recognise(
    database: Database, secret: bytes, cookie: str, now: datetime
) -> Visitor | None:
    """None where the cookie is nobody's: unknown, ended, too old, or the person holds no role."""
    came_with = digest(secret, cookie)
    browser = await browsers.behind(database.reader, came_with)
    if browser and _is_stolen(browser, came_with, now):
        async with database.transaction() as connection:
            await browsers.end(connection, browser.id, now)
        return None
    visitor = await _visitor(database.reader, browser, came_with, now)
    if visitor and visitor.browser.digest == came_with and visitor.browser.shown_at is None:
        async with database.transaction() as connection:
            await browsers.show(connection, visitor.browser.id, came_with, now)
    return visitor


def _is_stolen(browser: Browser, came_with: str, now: datetime) -> bool:
    """The cookie before, long after the newest was shown: two browsers have it, and nobody can say
    which of them is the person's."""
    is_newest = browser.digest == came_with
    return not is_newest and browser.shown_at is not None and now - browser.shown_at > GRACE


async def again(reader: Connection, visitor: Visitor, now: datetime) -> Visitor | None:
    """The same browser a while later, whatever its cookie is by now."""
    browser = await browsers.get(reader, visitor.browser.id)
    return await _visitor(reader, browser, visitor.came_with, now)


async def _visitor(
    reader: Connection, browser: Browser | None, came_with: str, now: datetime
) -> Visitor | None:
    if browser is None or now - browser.changed_at > IDLE:
        return None
    address = Address(PAGE, BOT, browser.chat)
    code = await addresses.behind(reader, address)
    person = await load_person(reader, code, now) if code else None
    if not _may_stay(browser, code, person, now):
        return None
    places = await addresses.every(reader, person.code) if person else ()
    return Visitor(browser, came_with, address, person, tuple(places))


def _may_stay(browser: Browser, code: str | None, person: Person | None, now: datetime) -> bool:
    if code is None:
        return now - browser.opened_at < STRANGERS
    return person is not None and bool(person.grants)


async def let_in(database: Database, secret: bytes, now: datetime) -> tuple[str, Address]:
    """A cookie for a browser that nobody speaks through yet."""
    cookie, chat = secrets.token_urlsafe(32), secrets.token_hex(12)
    async with database.transaction() as connection:
        await browsers.let_in(connection, chat, digest(secret, cookie), now)
    return cookie, Address(PAGE, BOT, chat)


async def another_cookie(
    database: Database, secret: bytes, visitor: Visitor, now: datetime
) -> str | None:
    """Every day another one, so that a stolen one does not last; and where the last one seems to
    have been lost on its way. Two pages opened at once get one between them."""
    if not _wants_another(visitor, now):
        return None
    cookie = secrets.token_urlsafe(32)
    async with database.transaction() as connection:
        changed = await browsers.change(
            connection, visitor.browser, visitor.came_with, digest(secret, cookie), now
        )
    return cookie if changed else None


def _wants_another(visitor: Visitor, now: datetime) -> bool:
    browser = visitor.browser
    age = now - browser.changed_at
    if visitor.came_with == browser.digest:
        return age >= CHANGES
    return browser.shown_at is None and age >= ON_ITS_WAY
