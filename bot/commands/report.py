"""`tiendo report`: compile a period's report; record the number and date it was issued with."""

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.moments import typed_day
from bot.commands.options import Subparsers, add_json, add_programme
from bot.commands.output import DONE, Refused, say, say_json, warn
from domain.report_files import (
    BRIEF,
    FORMS,
    WHOLE,
    forms_of,
    heading_of,
    heading_part,
    unit_of,
    unit_part,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.commands.desk import Desk
    from domain.facts import StoredReport
    from domain.findings import PlacedFinding
    from domain.report import CompiledReport


@dataclass(frozen=True, slots=True)
class _Given:
    """A version, the part of it that was asked for, and what is to be written of it by form."""

    stored: "StoredReport"
    report: "CompiledReport"
    part: str
    contents: dict[str, bytes]
    template_fault: str = ""


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("report", help="compile the report of a period")
    _add_shared(parser)
    parser.add_argument("--period", metavar="CODE")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the files are written")
    parser.add_argument("--form", choices=(*FORMS, "all"), default="docx", help="default: docx")
    parser.add_argument(
        "--version", type=int, metavar="N", help="give out version N again; compiles nothing"
    )
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--brief", action="store_true", help="one page for the leader")
    parts.add_argument("--unit", metavar="CODE", help="what one unit said and did")
    parts.add_argument("--heading", metavar="N", help="what stands under a heading, as I.3")
    parser.set_defaults(run=run, parser=parser)
    actions = parser.add_subparsers(metavar="issue")
    issuing = actions.add_parser("issue", help="record the number and date that the clerk gave")
    _add_shared(issuing)
    issuing.add_argument("--period", required=True, metavar="CODE")
    issuing.add_argument("--number", required=True, metavar="N", help="05/BC-UBND")
    issuing.add_argument("--date", required=True, type=typed_day, metavar="D", help="20/12/2022")
    issuing.set_defaults(run=run_issue)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    add_programme(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    import asyncio

    if not arguments.period or not arguments.out:
        # argparse ends here, with exit code 2.
        arguments.parser.error("--period and --out are needed")
    if arguments.brief and arguments.form not in (*forms_of(BRIEF), "all"):
        raise Refused(f"the brief has no {arguments.form}; it has {', '.join(forms_of(BRIEF))}")
    given = asyncio.run(_give(arguments))
    files = _write(given, arguments.out)
    if arguments.json:
        say_json(_as_json(given, files))
    else:
        _show(given, files)
    if given.template_fault:
        warn(f"in the built-in layout, not the office's own: {given.template_fault}")
    return DONE


async def _give(arguments: argparse.Namespace) -> _Given:
    from bot.commands.desk import open_desk
    from bot.report_forms import form_of

    async with open_desk(arguments.config) as desk:
        stored, report, fault = await _version(desk, arguments)
        part = _part(report, arguments)
        forms = forms_of(part) if arguments.form == "all" else (arguments.form,)
        contents = {}
        for form in forms:
            _, contents[form] = await form_of(
                desk.database, desk.book, stored, part, form, desk.now
            )
        return _Given(stored, report, part, contents, fault)


async def _version(
    desk: "Desk", arguments: argparse.Namespace
) -> "tuple[StoredReport, CompiledReport, str]":
    from bot.compiling import compile_period
    from bot.report_forms import load_compiled
    from storage import reports

    period = await desk.period(arguments.period, arguments.programme)
    if arguments.version is None:
        compiled = await compile_period(desk.database, desk.book, period.key, None, desk.now)
        return compiled.stored, compiled.report, compiled.template_fault
    reader = desk.database.reader
    stored = await reports.of_version(reader, period.key, arguments.version)
    if stored is None:
        newest = await reports.newest(reader, period.key)
        known = f"versions 1 to {newest.version}" if newest else "none"
        raise Refused(f"no version {arguments.version} of {period.code}; there are: {known}")
    return stored, await load_compiled(reader, stored), ""


def _part(report: "CompiledReport", arguments: argparse.Namespace) -> str:
    if arguments.unit is not None:
        if all(unit.unit != arguments.unit for unit in report.units):
            raise Refused(
                f"no unit {arguments.unit} in this report; the codes: tiendo status --json"
            )
        return unit_part(arguments.unit)
    if arguments.heading is not None:
        numbers = [section.number for section in report.sections]
        if arguments.heading not in numbers:
            raise Refused(
                f"no heading {arguments.heading} in this report; it has {', '.join(numbers)}"
            )
        return heading_part(arguments.heading)
    return BRIEF if arguments.brief else WHOLE


def _write(given: _Given, out: Path) -> list[dict[str, str]]:
    about = (unit_of(given.part), heading_of(given.part), given.part or None)
    suffix = next((f"-{name}" for name in about if name), "")
    name = f"{given.report.period}-v{given.stored.version}{suffix}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        return [
            _put(out / f"{name}.{form}", form, content) for form, content in given.contents.items()
        ]
    except OSError as error:
        raise Refused(
            f"{out}: cannot write there ({error.strerror}); name another --out"
        ) from None


def _put(path: Path, form: str, content: bytes) -> dict[str, str]:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {"form": form, "path": str(path), "sha256": digest}


def _as_json(given: _Given, files: list[dict[str, str]]) -> dict[str, object]:
    report = given.report
    return {
        "period": report.period,
        "version": given.stored.version,
        "files": files,
        "units_in": len(report.units_in),
        "units_missing": [unit.unit for unit in report.units_missing],
        "changed_since": [{"heading": c.heading, "unit": c.unit} for c in report.changed],
        "findings": [_finding(placed) for placed in report.findings],
    }


def _finding(placed: "PlacedFinding") -> dict[str, object]:
    return {
        "place": placed.heading or placed.region.value,
        "line": placed.line,
        "units": list(placed.units),
        "kind": placed.finding.kind.value,
        "found": placed.finding.found,
        "suggestion": placed.finding.suggestion,
    }


def _show(given: _Given, files: "Sequence[dict[str, str]]") -> None:
    report, stored = given.report, given.stored
    for file in files:
        say(f"{file['path']}  sha256 {file['sha256']}")
    issued = f", issued {stored.issued_on} as {stored.number}" if stored.is_issued else ""
    units = f"{len(report.units_in)}/{len(report.roster)} units"
    say(f"version {stored.version}: {units}{issued}")
    for unit in report.units_missing:
        say(f"has not sent: {unit.unit} ({unit.name})")
    before = f"version {stored.since}" if stored.since else "the version before"
    for change in report.changed:
        say(f"changed since {before}: {change.heading} {change.unit}")
    for section in report.stale:
        say(f"rewritten, but its sources have changed: {section.label} {section.title}")
    for placed in report.findings:
        say(f"look again at {_read_out(placed)}")


def _read_out(placed: "PlacedFinding") -> str:
    place = placed.label or placed.region.value
    found = placed.finding
    instead = f" -> {found.suggestion}" if found.suggestion else ""
    return f"{place}, line {placed.line}: {found.found}{instead} ({found.kind})"


def run_issue(arguments: argparse.Namespace) -> int:
    import asyncio

    return asyncio.run(_issue(arguments))


async def _issue(arguments: argparse.Namespace) -> int:
    from bot.commands.desk import open_desk
    from bot.report_forms import FULL, with_forms
    from domain.effects import IssueReport
    from storage import reports

    number = arguments.number.strip()
    if not number:
        raise Refused("--number is empty: write the number that the clerk gave, as 05/BC-UBND")
    async with open_desk(arguments.config) as desk:
        period = await desk.period(arguments.period, arguments.programme)
        if await reports.newest(desk.database.reader, period.key) is None:
            raise Refused(f"nothing compiled for {period.code} yet: tiendo report --period …")
        await desk.apply(IssueReport(period.key, number, arguments.date))
        issued = await reports.newest(desk.database.reader, period.key)
        assert issued is not None
        await with_forms(desk.database, desk.book, issued, FULL, desk.now)
    if arguments.json:
        on = arguments.date.isoformat()
        say_json({"period": period.code, "version": issued.version, "number": number, "date": on})
    else:
        say(f"version {issued.version} of {period.code}: issued {arguments.date} as {number}")
    return DONE
