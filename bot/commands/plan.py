"""`tiendo plan`: read a plan and take it over, show it, mend what people see of its tasks."""

import argparse
from pathlib import Path

from bot.commands.options import Parser, Subparsers, add_json, add_programme


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("plan", help="the plan that is followed")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_import(actions.add_parser("import", help="read a document, compare, take it over"))
    showing = actions.add_parser("show", help="units, tasks and headings as they are followed")
    add_programme(showing)
    add_json(showing)
    showing.set_defaults(run=_show)
    _add_set(actions.add_parser("set", help="mend a task's short title or report heading"))
    _add_outline(actions.add_parser("outline", help="the report's headings as JSON, to be edited"))


def _add_import(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=".md, .txt or .docx")
    parser.add_argument(
        "--members", type=Path, metavar="FILE", help="units of a group: CSV with `name`, or lines"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and show, change nothing")
    parser.add_argument("--yes", action="store_true", help="take changes over without asking")
    add_programme(parser)
    add_json(parser)
    parser.set_defaults(run=_import)


def _add_set(parser: Parser) -> None:
    parser.add_argument("task", metavar="TASK", help="block.number, as 1.3")
    parser.add_argument("--short-title", metavar="T", help="up to 60 letters, for menus")
    parser.add_argument(
        "--heading", metavar="H", help="the report's heading it belongs to, as I.3"
    )
    add_programme(parser)
    add_json(parser)
    parser.set_defaults(run=_set, parser=parser)


def _add_outline(parser: Parser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        nargs="?",
        help="the edited JSON; without it the outline is written out",
    )
    add_programme(parser)
    parser.set_defaults(run=_outline)


def _import(arguments: argparse.Namespace) -> int:
    from bot.commands.plan_import import run

    return run(arguments)


def _show(arguments: argparse.Namespace) -> int:
    from bot.commands.plan_show import run

    return run(arguments)


def _set(arguments: argparse.Namespace) -> int:
    from bot.commands.plan_set import run

    if arguments.short_title is None and arguments.heading is None:
        # argparse ends here, with exit code 2.
        arguments.parser.error("say what to mend: --short-title or --heading")
    return run(arguments)


def _outline(arguments: argparse.Namespace) -> int:
    from bot.commands.plan_outline import run

    return run(arguments)
