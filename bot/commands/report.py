"""`tiendo report`: compile a period's report; record the number and date it was issued with."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.moments import typed_day
from bot.commands.options import Subparsers, add_json, add_programme
from bot.commands.output import DONE, Refused, say, say_json, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.compiling import Compiled
    from domain.findings import PlacedFinding

_FORMS = ("docx", "txt", "json")
_LATER = ("pdf", "xlsx")


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("report", help="compile the report of a period")
    _add_shared(parser)
    parser.add_argument("--period", metavar="CODE")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the files are written")
    parser.add_argument(
        "--form", choices=(*_FORMS, *_LATER, "all"), default="docx", help="default: docx"
    )
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
    if arguments.form in _LATER:
        raise Refused(f"this version does not write {arguments.form}; it writes {_listed()}")
    compiled = asyncio.run(_compile(arguments))
    files = _write(
        compiled, arguments.out, _FORMS if arguments.form == "all" else [arguments.form]
    )
    shown = _as_json(compiled, files)
    if arguments.json:
        say_json(shown)
    else:
        _show(compiled, files)
    if compiled.template_fault:
        warn(f"in the built-in layout, not the office's own: {compiled.template_fault}")
    return DONE


def _listed() -> str:
    return f"{', '.join(_FORMS[:-1])} and {_FORMS[-1]}"


async def _compile(arguments: argparse.Namespace) -> "Compiled":
    from bot.commands.desk import open_desk
    from bot.compiling import compile_period

    async with open_desk(arguments.config) as desk:
        period = await desk.period(arguments.period, arguments.programme)
        return await compile_period(desk.database, desk.book, period.key, None, desk.now)


def _write(compiled: "Compiled", out: Path, forms: "Sequence[str]") -> list[dict[str, str]]:
    from documents.report import report_json, view, write_text

    makers = {
        "docx": lambda: compiled.docx,
        "txt": lambda: write_text(view(compiled.report)).encode(),
        "json": lambda: json.dumps(report_json(compiled.report), ensure_ascii=False).encode(),
    }
    name = f"{compiled.report.period}-v{compiled.stored.version}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        return [_put(out / f"{name}.{form}", form, makers[form]()) for form in forms]
    except OSError as error:
        raise Refused(
            f"{out}: cannot write there ({error.strerror}); name another --out"
        ) from None


def _put(path: Path, form: str, content: bytes) -> dict[str, str]:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {"form": form, "path": str(path), "sha256": digest}


def _as_json(compiled: "Compiled", files: list[dict[str, str]]) -> dict[str, object]:
    report = compiled.report
    return {
        "period": report.period,
        "version": compiled.stored.version,
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


def _show(compiled: "Compiled", files: list[dict[str, str]]) -> None:
    report = compiled.report
    for file in files:
        say(f"{file['path']}  sha256 {file['sha256']}")
    say(f"version {compiled.stored.version}: {len(report.units_in)}/{len(report.roster)} units")
    for unit in report.units_missing:
        say(f"has not sent: {unit.unit} ({unit.name})")
    for change in report.changed:
        say(f"changed since the version before: {change.heading} {change.unit}")
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
    if arguments.json:
        on = arguments.date.isoformat()
        say_json({"period": period.code, "version": issued.version, "number": number, "date": on})
    else:
        say(f"version {issued.version} of {period.code}: issued {arguments.date} as {number}")
    return DONE
