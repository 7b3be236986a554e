"""The command line: `tiendo`, also `python -m bot`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.commands import (
    chat,
    check,
    demo,
    invite,
    period,
    plan,
    report,
    run,
    status,
    template,
    understand,
)
from bot.commands.output import DONE, REFUSED, refuse, refuse_in_words
from bot.faults import trace
from bot.logs import set_up_logging
from bot.private import SECRET_KEY, TELEGRAM_TOKEN, WEBHOOK_SECRET
from domain.errors import DomainError, TiendoError

COMMANDS = (run, demo, chat, plan, invite, period, status, report, template, understand, check)

_STOPPED_BY_HAND = 130


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tiendo",
        description="Collects the progress of public offices by chat and compiles their report.",
        allow_abbrev=False,
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    _add_config(parser)
    parser.set_defaults(config=Path("config.toml"))
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    """`--config FILE` may stand before the command's name and after it."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the settings (default: config.toml)",
    )
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for subparser in action.choices.values():
                _add_config(subparser)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: done; 1: refused, with one line on standard error; 2: wrong usage."""
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as stopped:
        return int(stopped.code or DONE)
    secrets = (TELEGRAM_TOKEN, SECRET_KEY, WEBHOOK_SECRET)
    set_up_logging(filter(None, map(os.environ.get, secrets)))
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return _STOPPED_BY_HAND
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:
        where = trace(error)
        logging.getLogger("bot").error(
            "`tiendo %s`: an error of ours: %s", arguments.command, where
        )
        return REFUSED


def _run(arguments: argparse.Namespace) -> int:
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except SystemExit as stopped:
        return int(stopped.code or DONE)
    except DomainError as error:
        return refuse_in_words(error)
    except TiendoError as error:
        return refuse(str(error))


if __name__ == "__main__":
    sys.exit(main())
