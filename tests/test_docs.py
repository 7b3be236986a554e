"""The documents say what is: links lead somewhere, commands and settings exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import build_parser

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SHELL = re.compile(r"^```(?:sh|bash|shell|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPOKEN = re.compile(r"`((?:\.venv/bin/)?tiendo [^`…]+)`")
MAKE = re.compile(r"^make ([a-z]+)|`make ([a-z]+)[^`]*`", re.MULTILINE)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        led_to = (page.parent / file) if file else page
        assert led_to.exists(), target
        if anchor and led_to.suffix == ".md":
            assert anchor in anchors(led_to.read_text(encoding="utf-8")), target


def shell_lines(text: str) -> Iterator[str]:
    for block in SHELL.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            command = line.removeprefix("$ ").split(" #")[0].strip()
            if re.match(r"(\.venv/bin/)?tiendo( |$)", command):
                yield command


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_in_examples_are_accepted(page: Path) -> None:
    for command in shell_lines(page.read_text(encoding="utf-8")):
        words = re.split(r"\s[|>]", command)[0]
        build_parser().parse_args(shlex.split(words)[1:])


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_spoken_of_exist(page: Path) -> None:
    commands = next(a for a in build_parser()._actions if a.dest == "command").choices
    assert commands is not None
    for spoken in SPOKEN.findall(page.read_text(encoding="utf-8")):
        word = spoken.split()[1]
        assert word.startswith("-") or word.isupper() or word in commands, spoken


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_make_targets_exist(page: Path) -> None:
    for found in MAKE.findall(page.read_text(encoding="utf-8")):
        target = next(filter(None, found))
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_the_operator_guide_names_every_command_and_section() -> None:
    guide = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")
    commands = next(a for a in build_parser()._actions if a.dest == "command").choices
    assert commands is not None
    assert [word for word in commands if f"tiendo {word}" not in guide] == []
    config = (ROOT / "config.toml").read_text(encoding="utf-8")
    for section in re.findall(r"^\[(\w+)\]$", config, re.MULTILINE):
        assert f"`[{section}]`" in guide, section
