"""`tiendo chat`: the conversation in a terminal."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.options import Subparsers
from bot.commands.output import DONE, Refused, say

if TYPE_CHECKING:
    from bot.terminal import Terminal


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("chat", help="talk to the bot in this terminal, as a person")
    parser.add_argument(
        "--as", dest="person", required=True, metavar="PERSON", help="a code, p-0007, or a name"
    )
    parser.add_argument(
        "--transcript", type=Path, metavar="FILE", help="keep the conversation as a test file"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    if arguments.transcript:
        _keep(arguments.transcript, [])  # Refused now, not after the conversation.
    asyncio.run(_talk(arguments))
    return DONE


async def _talk(arguments: argparse.Namespace) -> None:
    from bot.config import load_settings
    from bot.private import load_secrets
    from bot.terminal import open_terminal

    settings = load_settings(arguments.config)
    secrets = load_secrets(settings.folder)
    async with open_terminal(settings, secrets, arguments.person) as terminal:
        try:
            await _converse(terminal)
        finally:
            if arguments.transcript:
                _keep(arguments.transcript, terminal.lines)


async def _converse(terminal: "Terminal") -> None:
    """A line is a message; the end of the input ends the conversation."""
    import asyncio

    if sys.stdin.isatty():
        say("A line is a message, as the person would type it. Ctrl+D ends.")
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            for answer in await terminal.say(line.strip()):
                say(answer)
                say()
            sys.stdout.flush()


def _keep(path: Path, lines: list[str]) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise Refused(f"--transcript {path}: cannot be written ({error.strerror})") from None
