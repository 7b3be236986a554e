"""`tiendo chat --as PERSON`: the same conversation in a terminal."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import DONE, Refused, say

if TYPE_CHECKING:
    from bot.terminal import Terminal


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("chat", help="talk to the bot in this terminal")
    parser.add_argument(
        "--as",
        dest="person",
        metavar="PERSON",
        required=True,
        help='a person\'s code ("p-0007") or unique name, or a word for somebody not known yet',
    )
    parser.add_argument(
        "--transcript", type=Path, metavar="FILE", help="keep the conversation as a test file"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    return asyncio.run(_chat(arguments))


async def _chat(arguments: argparse.Namespace) -> int:
    from bot.config import load_settings
    from bot.private import load_secrets
    from bot.terminal import open_terminal

    settings = load_settings(arguments.config)
    secrets = load_secrets(settings.folder)
    async with open_terminal(settings, secrets, arguments.person) as terminal:
        await _converse(terminal)
        if arguments.transcript:
            _keep(arguments.transcript, terminal.lines)
    return DONE


async def _converse(terminal: "Terminal") -> None:
    """Until the end of input. One line is one message; a line of several: end each with a \\ ."""
    while True:
        message = _read()
        if message is None:
            return
        for line in await terminal.say(message):
            say(line)


def _read() -> str | None:
    if sys.stdin.isatty():
        sys.stderr.write("> ")
        sys.stderr.flush()
    lines: list[str] = []
    while line := sys.stdin.readline():
        lines.append(line.rstrip("\n").removesuffix("\\"))
        if not line.rstrip("\n").endswith("\\"):
            return "\n".join(lines)
    return "\n".join(lines) if lines else None


def _keep(path: Path, lines: list[str]) -> None:
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path}: cannot be written ({error.strerror})") from error
