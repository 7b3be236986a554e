"""`tiendo demo`: a whole reporting period in virtual time."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import DONE, Refused

if TYPE_CHECKING:
    from bot.demo.score import Piece
    from domain.programme import Programme, UnitGroup

_YEAR = re.compile(r"\b(20\d\d)\b")
# A year whose working days are known, for a plan that names none.
_USUAL_YEAR = "2026"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("demo", help="play a whole reporting period in seconds")
    parser.add_argument("--plan", type=Path, metavar="FILE", help="a plan of your own")
    parser.add_argument(
        "--members", type=Path, metavar="FILE", help="the members of the plan's group"
    )
    parser.add_argument(
        "--echo", action="store_true", help="the officials say what the plan's document says"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", default=Path("out"), help="where the report is left"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from bot.demo import play_demo

    if arguments.members and not arguments.plan:
        raise Refused("--members goes with --plan: the sample programme has its own")
    if arguments.echo and not arguments.plan:
        raise Refused("--echo goes with --plan: it needs a document to give back")
    piece = _own(arguments) if arguments.plan else sample_piece()
    try:
        report = play_demo(piece, arguments.out, sys.stdout.write)
    except OSError as error:
        raise Refused(f"{arguments.out}: cannot be written ({error.strerror})") from error
    if arguments.echo:
        _compare(arguments.plan, report)
    return DONE


def _compare(document: Path, report: Path) -> None:
    from bot.demo.comparing import compare

    found = compare(document, report, sys.stdout.write)
    if found.lost:
        sys.stdout.flush()
        lost, many = len(found.lost), len(found.paragraphs)
        raise Refused(f"{lost} of {many} paragraphs of {document} are not wholly in the report")


def sample_piece() -> "Piece":
    from bot.demo.sayings import Sayings
    from bot.demo.score import Piece
    from documents.plan import read_members, read_plan
    from documents.samples import sample
    from domain.plan import to_programme

    plan, members = sample("nghi-xuan-2022")
    programme = to_programme(read_plan(plan), "ttnt-nghi-xuan", read_members(members))
    return Piece(programme, "2022", Sayings.of_sample("nghi-xuan-2022"))


def _own(arguments: argparse.Namespace) -> "Piece":
    from bot.demo import with_members
    from bot.demo.sayings import Sayings
    from bot.demo.score import Piece
    from documents.plan import read_members, read_plan
    from domain.plan import to_programme

    plan = read_plan(arguments.plan)
    members = read_members(arguments.members) if arguments.members else ()
    programme, invented = with_members(to_programme(plan, "demo", members))
    if not programme.units:
        raise Refused(f"{arguments.plan}: names no unit that could be asked to report")
    if arguments.echo:
        return _echo(arguments.plan, programme, invented)
    return Piece(programme, _year(programme), Sayings({}), invented)


def _echo(path: Path, programme: "Programme", invented: "tuple[UnitGroup, ...]") -> "Piece":
    from bot.demo.echo import bare, script_of
    from bot.demo.sayings import Sayings
    from bot.demo.score import Piece
    from domain.plan_words import own_period

    period = own_period(programme)
    if period is None:
        raise Refused(f"{path}: no heading says which year or month it reports on")
    return Piece(bare(programme), period, Sayings({}), invented, script_of(programme))


def _year(programme: "Programme") -> str:
    """The year that the plan's next tasks are for, as its heading says."""
    from domain.programme import Asks

    planned = [h.title for h in programme.headings() if h.asks is Asks.COMPUTED]
    years = [year for title in planned for year in _YEAR.findall(title)]
    return years[0] if years else _USUAL_YEAR
