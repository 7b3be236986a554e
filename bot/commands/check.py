"""`tiendo check`: what an installation lacks, a line each."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import DONE, refuse, say, say_json, warn

if TYPE_CHECKING:
    from bot.checks.findings import Finding
    from bot.config import Settings

TRY_SECONDS, LONGEST_TRY = 60, 600


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "check", help="look at settings, folder, database, templates, fonts, clock and channels"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--zalo",
        type=_seconds,
        nargs="?",
        const=TRY_SECONDS,
        metavar="SECONDS",
        help="try each Zalo bot: a word is typed to it within that time "
        f"({TRY_SECONDS} where none is given), and answered; not while the bot runs",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from bot.checks.findings import Level

    findings = []
    for finding in _find(arguments.config, arguments.zalo):
        findings.append(finding)
        if not arguments.json:
            say(str(finding))
    if arguments.json:
        say_json([asdict(finding) for finding in findings])
    return _conclude([finding for finding in findings if finding.level is Level.ERROR])


def _conclude(errors: "list[Finding]") -> int:
    if not errors:
        return DONE
    more = f" (and {len(errors) - 1} more)" if errors[1:] else ""
    return refuse(f"{errors[0].what}: {errors[0].text}{more}")


def _seconds(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_TRY:
        raise argparse.ArgumentTypeError(f"write seconds, 1 to {LONGEST_TRY}")
    return int(text)


def _find(config: Path, try_seconds: int | None) -> "Iterator[Finding]":
    from bot.checks.findings import error, ok
    from bot.checks.words import check_fonts, check_messages
    from bot.config import load_settings
    from domain.errors import StartError

    try:
        settings = load_settings(config)
    except StartError as refused:
        yield error("settings", str(refused))
    else:
        yield ok("settings", str(config))
        yield from _found_by(settings, try_seconds)
    yield check_messages()
    yield check_fonts()


def _found_by(settings: "Settings", try_seconds: int | None) -> "Iterator[Finding]":
    from bot.checks.days import check_calendar, check_clock
    from bot.checks.place import check_database, check_folder
    from bot.checks.seats import check_seats
    from bot.checks.telegram import check_telegram
    from bot.checks.web import check_carrying, check_web
    from bot.checks.words import check_report_template
    from bot.checks.zalo import check_zalo
    from bot.clock import system_clock

    now = system_clock(settings.zone)()
    yield from check_folder(settings.folder)
    yield check_database(settings.database)
    yield check_clock(now)
    yield from check_calendar(settings.calendar, now.year)
    if settings.template is not None:
        yield check_report_template(settings.template)
    yield check_telegram(settings.telegram)
    yield from check_zalo(settings.zalo)
    yield from check_seats(settings.rules, settings.database, now)
    if try_seconds is not None:
        from bot.checks.zalo_trying import try_zalo

        yield from try_zalo(settings, try_seconds, warn)
    yield from check_web(settings.web, settings.folder)
    yield from check_carrying(settings.zalo, settings.web)
