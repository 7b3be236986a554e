"""Transcripts over Zalo's wire: raw events in, HTTP out, on a server that refuses what Zalo does.

Zalo knows no albums and gives pictures names of its own: both are brought back to what the
transcript says.
"""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.channels.base import Channel, Part
from bot.channels.memory import MemoryChannel, Sent
from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.keeping import translate
from bot.links import Links
from bot.rulebook import Rulebook
from bot.world import open_world
from domain.conversation import Event, Said, SentFile, SentUnreadable
from domain.messages import PAGE, Address
from tests.bot.zalo_server import PHOTO_HOST, TOKEN, ZaloServer
from tests.cast import CLOCK_START, EVERYBODY, let_in, take_over_sample
from tests.hand_clock import HandClock
from tests.play_zalo import PUBLIC_URL, SECRET, ZALO, ZaloPlayer

BOT = "tiendo"
FIRST_OF_ALBUM = re.compile(r"Đã nhận ảnh, kèm")


@dataclass
class WirePlayer(ZaloPlayer):
    server: ZaloServer = field(kw_only=True)
    name: str = ""
    """The transcript's of the picture sent last."""
    unnamed: list[str] = field(default_factory=list)
    """The transcript's of those pictures of which nothing else is known."""
    albums: list[str] = field(default_factory=list)
    album: str = ""
    """The one that the picture sent last belongs to."""
    seen: int = 0

    async def _receive(self, who: str, event: Event) -> None:
        self.album = event.album if isinstance(event, SentFile) else ""
        kind, content = self._raw(event)
        number = f"z{self.count}"
        message = {
            "message_id": number,
            "date": int(self.clock().timestamp() * 1000),
            "chat": {"id": who, "chat_type": "PRIVATE"},
            "from": {"id": who, "display_name": who, "is_bot": False},
            **content,
        }
        raw = {"event_name": f"message.{kind}.received", "message": message}
        await self.world.intake.store(translate(raw, BOT))
        await self.world.settle()

    def _raw(self, event: Event) -> tuple[str, Mapping[str, Any]]:
        match event:
            case Said(text):
                return "text", {"text": text}
            case SentUnreadable(kind):
                return kind, {}
            case SentFile(name=name, caption=caption):
                self.server.photos[name] = self.channel.files[name]
                self.name = name
                self.unnamed += [] if caption else [name]
                url = f"http://{PHOTO_HOST}:{self.server.port}/photo/{name}"
                return "image", {"photo_url": url, "caption": caption}
        raise AssertionError(f"not on Zalo: {event}")

    def _take(self) -> list[Sent]:
        calls, self.seen = self.server.calls[self.seen :], len(self.server.calls)
        sent = [call.body for call in calls if call.method == "sendMessage"]
        here = [Address(ZaloChannel.name, BOT, body["chat_id"]) for body in sent]
        return [Sent(at, Part(body["text"])) for at, body in zip(here, sent, strict=True)]

    def _heard(self, sent: Sent, speaker: str) -> list[str]:
        text = sent.part.text
        for place, name in enumerate(self.unnamed, 1):
            text = text.replace(f"Ảnh {place}", name)
        if self.album and FIRST_OF_ALBUM.match(text):
            if self.album in self.albums:
                return []
            self.albums.append(self.album)
            text = FIRST_OF_ALBUM.sub("Đã nhận các tệp vừa gửi, kèm", text)
        text = text.replace("Đã nhận ảnh,", f"Đã nhận tệp {self.name},")
        return super()._heard(Sent(sent.address, Part(text)), speaker)


@asynccontextmanager
async def on_the_wire(book: Rulebook, plan: Path | None = None) -> AsyncIterator[WirePlayer]:
    """The office of the transcripts, where everybody has written to the bot before."""
    clock = HandClock(CLOCK_START)
    links = Links(PUBLIC_URL, SECRET, clock)
    memory, page = MemoryChannel(carries=ZALO), MemoryChannel(PAGE)
    everybody = [replace(persona, channel=ZaloChannel.name) for persona in EVERYBODY]
    async with ZaloServer().running() as server:
        zalo = ZaloChannel({BOT: TOKEN}, [PHOTO_HOST], server.api_base_url)
        server.chats.update(persona.chat for persona in everybody)
        channels: dict[str, Channel] = {zalo.name: zalo, page.name: page}
        async with zalo.open(), open_world(book, clock, channels, signed=links) as world:
            await take_over_sample(world, plan=plan)
            await let_in(world, *everybody)
            yield WirePlayer(world, clock, memory, links=links, page=page, server=server)
