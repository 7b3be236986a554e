"""`tiendo run`: the bot; the only command that holds the lock on the data folder."""

import argparse
import sys

from bot.commands.output import DONE


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("run", help="run the bot until it is stopped")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    from bot.config import load_settings
    from bot.logs import set_up_logging
    from bot.private import load_secrets

    settings = load_settings(arguments.config)
    secrets = load_secrets(settings.folder)
    set_up_logging(secrets.words())
    from bot.app import serve
    from bot.trial import is_trial, serve_trial

    if is_trial(settings, secrets):
        asyncio.run(serve_trial(settings, _say_at_once))
    else:
        asyncio.run(serve(settings, secrets))
    return DONE


def _say_at_once(text: str) -> None:
    """Seen through a pipe, too, while the bot runs on."""
    sys.stdout.write(text)
    sys.stdout.flush()
