"""`tiendo template`: an office's own Word template, checked in words; the built-in one to begin
with."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.options import Subparsers, add_json
from bot.commands.output import DONE, Refused, refuse, say, say_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.report import Finding

_HEADINGS = {"fault": "faults", "lack": "lacks", "remark": "remarks"}
_NEEDS_WORD = ".docx"


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("template", help="an office's own Word template")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    checking = actions.add_parser(
        "check",
        help="what a template lacks or does not know, in words for its clerk",
        description="Says in Vietnamese, for the clerk who made it, what a Word template lacks or "
        "does not know. Exit code 0: it can be used; 1: it cannot.",
    )
    checking.add_argument("file", type=Path, metavar="FILE", help=".docx")
    add_json(checking)
    checking.set_defaults(run=run_check)
    exporting = actions.add_parser("export", help="write the built-in template, to be changed")
    exporting.add_argument("file", type=Path, metavar="FILE", help="a new .docx file")
    exporting.set_defaults(run=run_export)


def run_check(arguments: argparse.Namespace) -> int:
    from documents.report import Level, check_apart, read_template, template_phrase

    found = check_apart(read_template(arguments.file))
    if arguments.json:
        usable = all(finding.level is not Level.FAULT for finding in found)
        say_json({"usable": usable, "findings": [_as_json(finding) for finding in found]})
    else:
        _show(found)
    faults = sum(1 for finding in found if finding.level is Level.FAULT)
    return refuse(template_phrase("not_usable", count=str(faults))) if faults else DONE


def _as_json(finding: "Finding") -> dict[str, object]:
    return {
        "level": finding.level.value,
        "kind": finding.kind,
        "words": finding.words,
        **{name: finding.data.get(name) for name in ("tag", "near")},
        "suggestion": finding.data.get("alike") or None,
    }


def _show(found: "Sequence[Finding]") -> None:
    """What was found under a heading a level."""
    from documents.report import template_phrase

    if all(finding.level.value != "fault" for finding in found):
        say(template_phrase("usable"))
    for level, heading in _HEADINGS.items():
        words = [finding.words for finding in found if finding.level.value == level]
        if words:
            say(template_phrase(heading))
        for line in words:
            say(f"- {line}")


def run_export(arguments: argparse.Namespace) -> int:
    from documents.report.wording import template_file

    path: Path = arguments.file
    if path.suffix.lower() != _NEEDS_WORD:
        raise Refused(f"{path}: a Word template ends with .docx")
    try:
        with path.open("xb") as file:
            file.write(template_file().read_bytes())
    except FileExistsError:
        raise Refused(f"{path} exists already; name a new file") from None
    except OSError as error:
        raise Refused(
            f"{path}: cannot write there ({error.strerror}); name another file"
        ) from None
    say(f"{path}: change it in Word, then: tiendo template check {path}")
    return DONE
