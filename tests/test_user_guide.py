"""The user guide quotes what the bot really says and what it really understands."""

import re
import tomllib
from pathlib import Path

import pytest

from domain.understanding import understand
from handlers.coordinator import spoken
from handlers.words import said

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "huong-dan-su-dung.md").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("line", re.findall(r"^> (?!…$)(.+)$", GUIDE, re.MULTILINE))
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
