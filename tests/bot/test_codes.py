"""A one-time code is nowhere in the books once it was handed over."""

import re

from bot.channels.memory import MemoryChannel
from bot.codes import fresh_code, hash_code
from bot.rulebook import DATABASE
from bot.world import World
from domain.invite_codes import ALPHABET, find_code
from tests.cast import HA, let_in
from tests.hand_clock import HandClock
from tests.play import Player


def test_codes_are_typed_easily_and_never_alike() -> None:
    codes = {fresh_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 9 and set(code.replace("-", "")) <= set(ALPHABET) for code in codes)
    assert all(find_code(f"mã của tôi là {code}") == code for code in codes)


def test_a_code_is_found_however_it_was_typed() -> None:
    assert hash_code(b"key", "K7Q2-M9XD") == hash_code(b"key", " k7q2m9xd ")
    assert hash_code(b"key", "K7Q2-M9XD") != hash_code(b"another", "K7Q2-M9XD")


async def test_a_code_that_was_handed_over_is_not_kept(
    district: World, clock: HandClock, channel: MemoryChannel
) -> None:
    await let_in(district, HA)
    shown: list[str] = []
    channel.on_send = lambda sent: shown.append(sent.part.text)
    await Player(district, clock, channel).play("ha> mời Phòng Y tế\nha> [Không ghi tên]\n")
    (code,) = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "\n".join(shown))
    await district.tick()
    for path in district.book.folder.glob(f"{DATABASE}*"):
        assert code.encode() not in path.read_bytes(), path.name
