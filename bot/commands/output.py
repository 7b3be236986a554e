"""What commands write: lines for a person, JSON for a program, one line for a refusal."""

import json
import sys

from domain.errors import DomainError
from domain.messages import Reply

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")


def say_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


def refuse(line: str) -> int:
    sys.stderr.write(" ".join(line.split()) + "\n")
    return REFUSED


def refuse_in_words(error: DomainError) -> int:
    """What a person should know, in the words of its template."""
    from bot.render import Renderer

    return refuse(Renderer().text(Reply(error.template, error.data)))
