"""What was heard, said as it is meant; and what a thief of the disk would find."""

from collections.abc import Sequence
from pathlib import Path

from aiosqlite import Connection

from bot.channels.memory import MemoryChannel
from bot.world import World
from domain.conversation import Event, Said
from domain.messages import Address
from storage import addresses, inbox, people
from tests.cast import Persona


class Ear:
    """Listens to the messenger: each `assert_…` is about what was sent since the one before."""

    def __init__(self, channel: MemoryChannel) -> None:
        self._channel = channel

    def heard(self) -> dict[str, list[str]]:
        """By chat, what came there since the last time."""
        texts: dict[str, list[str]] = {}
        for sent in self._channel.take():
            texts.setdefault(sent.chat, []).append(sent.part.text)
        return texts

    def assert_nobody_was_disturbed(self) -> None:
        assert self.heard() == {}

    def assert_only_reminded(self, *personas: Persona, of: str = "") -> None:
        """Each of them by one message, which says `of`; nobody else by any."""
        heard = self.heard()
        assert {chat: len(texts) for chat, texts in heard.items()} == {
            persona.chat: 1 for persona in personas
        }, heard
        assert all(of in text for texts in heard.values() for text in texts), heard

    def assert_only_heard(self, persona: Persona, *words: str) -> None:
        """One message a word, in this order; nobody else hears anything."""
        heard = self.heard()
        assert list(heard) == [persona.chat], heard
        texts = heard[persona.chat]
        assert len(texts) == len(words), texts
        assert all(word in text for word, text in zip(words, texts, strict=True)), texts


_numbers = iter(range(1, 1_000_000))


async def receive(world: World, who: Persona | Address, what: Event | str) -> None:
    """Something came in and waits to be handled."""
    address = who if isinstance(who, Address) else who.address
    event = Said(what) if isinstance(what, str) else what
    async with world.database.transaction() as connection:
        await inbox.add(connection, address, f"e{next(_numbers)}", event, world.clock())


async def known(connection: Connection, persona: Persona) -> str | None:
    """The code by which the books know a persona, if they do: by the messenger of the tests; for
    who joined by a page, by the name, since an address there tells nothing."""
    if code := await addresses.behind(connection, persona.address):
        return code
    everybody = await people.everybody(connection)
    return next((person.code for person in everybody if person.name == persona.name), None)


async def code_of(connection: Connection, persona: Persona) -> str:
    """The code by which the books know a persona."""
    code = await known(connection, persona)
    assert code is not None
    return code


async def rows(world: World, sql: str, *values: object) -> list[tuple[object, ...]]:
    """What is committed."""
    return [tuple(row) for row in await world.database.reader.execute_fetchall(sql, values)]


def files_that_hold(folder: Path, words: str) -> Sequence[str]:
    """The files of a data folder in whose bytes some words stand, as UTF-8 or escaped."""
    forms = (words.encode(), words.encode("unicode_escape"))
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p.name for p in paths if any(form in p.read_bytes() for form in forms))
