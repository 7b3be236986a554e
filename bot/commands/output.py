"""What commands write: lines for a person, JSON for a program, one line for a refusal."""

import json
import sys
from collections.abc import Iterable, Sequence

from domain.errors import DomainError, TiendoError
from domain.messages import Reply

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class Refused(TiendoError):
    """What a command cannot do as it was asked: its text is the one line that says why."""


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")


def say_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as what stands in them."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())


def agrees(question: str) -> bool:
    """Asked of whoever started the command. Raises Refused where nobody answers."""
    sys.stderr.write(f"{question} [y/n] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise Refused("nobody is there to be asked: add --yes to agree beforehand")
    return answer.strip().lower() in ("y", "yes")


def warn(line: str) -> None:
    """What whoever started the command should know although it was done."""
    sys.stderr.write(" ".join(line.split()) + "\n")


def refuse(line: str) -> int:
    warn(line)
    return REFUSED


def refuse_in_words(error: DomainError) -> int:
    """What a person should know, in the words of its template."""
    from bot.render import Renderer

    return refuse(Renderer().text(Reply(error.template, error.data)))
