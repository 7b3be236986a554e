"""Slots for bots and chats, time moved by hand."""

import itertools

import pytest

from bot.lanes import Lanes, Rate
from domain.messages import Address


def chat(number: int, bot: str = "b") -> Address:
    return Address("telegram", bot, str(number))


@pytest.fixture
def lanes() -> Lanes:
    return Lanes({"telegram": Rate(per_bot=20.0, per_chat=1.0, chat_burst=3)})


def send_for(lanes: Lanes, seconds: float, chats: int) -> list[float]:
    """When slots were given if somebody asks every millisecond."""
    moments = [step / 1000 for step in range(int(seconds * 1000))]
    return [at for at in moments if lanes.take(chat(int(at * 1000) % chats), at)]


def test_a_bot_sends_evenly_and_never_above_its_rate(lanes: Lanes) -> None:
    given = send_for(lanes, 3, 1000)
    assert 59 <= len(given) <= 62
    assert max(b - a for a, b in itertools.pairwise(given)) < 0.06


def test_a_chat_takes_a_short_burst_and_then_one_a_second(lanes: Lanes) -> None:
    given = send_for(lanes, 4, 1)
    assert len([at for at in given if at < 0.5]) == 3
    assert len(given) == 6


def test_bots_do_not_share_their_slots(lanes: Lanes) -> None:
    assert lanes.take(chat(1, "a"), 0.0)
    assert lanes.take(chat(2, "a"), 0.0)
    assert not lanes.take(chat(3, "a"), 0.0)
    assert lanes.resting_bots(0.0) == ["telegram:a"]
    assert lanes.take(chat(1, "b"), 0.0)


def test_a_held_chat_rests_alone(lanes: Lanes) -> None:
    lanes.hold(chat(1), 30.0)
    assert not lanes.take(chat(1), 1.0)
    assert lanes.take(chat(2), 1.0)
    assert lanes.resting_chats(1.0) == ["telegram:b:1"]
    assert lanes.take(chat(1), 30.0)


def test_it_says_when_to_look_again(lanes: Lanes) -> None:
    assert lanes.wait(0.0) is None
    lanes.take(chat(1), 0.0)
    lanes.take(chat(2), 0.0)
    assert lanes.wait(0.0) == pytest.approx(0.05)
    lanes.hold(chat(3), 0.02)
    assert lanes.wait(0.0) == pytest.approx(0.02)


def test_a_clock_set_back_gives_nothing_away(lanes: Lanes) -> None:
    assert lanes.take(chat(1), 100.0)
    assert lanes.take(chat(2), 100.0)
    assert not lanes.take(chat(3), 50.0)
    assert lanes.take(chat(3), 50.06)


def test_quiet_chats_are_forgotten(lanes: Lanes) -> None:
    for number in range(50):
        lanes.take(chat(number), number)
    lanes.resting_chats(1000.0)
    assert lanes._chats == {}
