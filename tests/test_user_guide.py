"""The user guide quotes what the bot really says and what it really understands."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.channels.memory import MemoryChannel
from bot.links import Links
from bot.world import open_world
from domain.messages import PAGE
from domain.understanding import understand
from handlers.coordinator import spoken
from handlers.words import said
from tests.cast import CLOCK_START, EVERYBODY, let_in, make_book, take_over_sample
from tests.hand_clock import HandClock
from tests.play_zalo import PUBLIC_URL, SECRET, ZALO, ZaloPlayer

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "huong-dan-su-dung.md").read_text(encoding="utf-8")
ON_ZALO = re.findall(r"^```zalo\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
ELSEWHERE = re.sub(r"^```zalo.*?^```", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
PROSE = re.sub(r"^```.*?^```", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
PLAYED = {
    line.partition("> ")[2] if "> " in line and not line.startswith(" ") else line.strip()
    for path in (ROOT / "tests" / "transcripts").glob("*.txt")
    for line in path.read_text(encoding="utf-8").splitlines()
}
LABELS = [
    text
    for path in (ROOT / "templates" / "messages" / "labels").glob("*.toml")
    for text in tomllib.loads(path.read_text(encoding="utf-8")).values()
]
CONTEXT = {
    "now": "2022-11-25T08:00:00+07:00",
    "today": "2022-11-25",
    "units": ["Phòng Y tế", "xã Cổ Đạm", "xã Xuân Lĩnh"],
    "step": "menu",
}


def shape(label: str) -> str:
    """A label as a pattern, with its data wild."""
    return ".+".join(re.escape(part) for part in re.split(r"\{[{%].*?[}%]\}", label))


NAMED = [shape(label) for label in LABELS if re.search(r"\w", re.sub(r"\{.*?\}+", "", label))]


@pytest.mark.parametrize("line", re.findall(r"^> (?!…$)(.+)$", ELSEWHERE, re.MULTILINE))
def test_quoted_words_of_the_bot_stand_in_a_played_conversation(line: str) -> None:
    assert line in PLAYED


@pytest.mark.parametrize("label", sorted(set(re.findall(r"\[([^\]\n]+)\](?!\()", GUIDE))))
def test_named_buttons_exist(label: str) -> None:
    assert any(re.fullmatch(named, label) for named in NAMED)


@pytest.mark.parametrize("typed", sorted(set(re.findall(r"`([^`\n]+)`", PROSE))))
def test_what_people_are_told_to_type_is_understood(typed: str) -> None:
    heads = {understand("command", typed, CONTEXT).head, spoken(typed, CONTEXT)}
    own = ("my_channels", "one_more_channel", "send_file")
    assert heads - {"none", "unclear", "reject"} or any(said(typed, words) for words in own)


@pytest.mark.parametrize("shown", ON_ZALO, ids=["step by step", "in one message"])
async def test_conversations_on_zalo_go_as_they_are_shown(shown: str, tmp_path: Path) -> None:
    clock, channel, page = HandClock(CLOCK_START), MemoryChannel(carries=ZALO), MemoryChannel(PAGE)
    links, channels = Links(PUBLIC_URL, SECRET, clock), {channel.name: channel, PAGE: page}
    async with open_world(make_book(tmp_path), clock, channels, signed=links) as world:
        await take_over_sample(world)
        await let_in(world, *EVERYBODY)
        player = ZaloPlayer(world, clock, channel, links=links, page=page)
        for who, typed, answer in re.findall(
            r"^([\w@-]+): (.+)\n((?:>.*\n)+)", shown, re.MULTILINE
        ):
            await player.play(f"{who}> {typed}")
            lines = [re.escape(line[2:]) for line in answer.splitlines()]
            pattern = "\n".join("(?s:.*)" if line == "…" else line for line in lines)
            assert re.fullmatch(pattern, player.texts[-1]), player.texts[-1]
