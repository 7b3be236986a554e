"""What a page sends becomes a message: on disk before it is confirmed, once however often sent."""

from aiohttp import web

from bot.channels.received import Received
from bot.web.site import Site
from bot.web.visitors import Visitor
from domain.conversation import Event, SentFile


def pace(site: Site, visitor: Visitor) -> None:
    if not site.limits.messages.allows(visitor.name, site.now().timestamp()):
        raise web.HTTPTooManyRequests


async def receive(site: Site, visitor: Visitor, key: str, event: Event) -> None:
    # Within the chat: nobody can take a number that somebody else will use.
    number = f"{visitor.address.chat}:{key}"
    stored = await site.world.intake.store([Received(number, visitor.address, event)])
    if not stored:
        drop_repeated(site, event)


def drop_repeated(site: Site, event: Event) -> None:
    """The bytes came before, and may have been refused since: they are not kept a second time."""
    if isinstance(event, SentFile):
        site.uploads.drop(event.reference)
