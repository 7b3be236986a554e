"""Which task or heading of a unit is meant."""

import re
from collections.abc import Mapping

from domain.facts import Board
from domain.understanding.folding import fold, plain

_CODE = re.compile(r"(?<![\w.])([0-9]+\.[0-9]+|[IVX]+(?:\.[0-9]+)?)(?![\w.]*\w)")


def titles(board: Board, unit: str) -> Mapping[str, str]:
    """What a unit is asked, by task code or heading number, in the order of its menu."""
    tasks = {task.code: task.short_title for task in board.programme.tasks_of(unit)}
    headings = {h.number: h.title for h in board.programme.questions_of(unit)}
    return {**tasks, **headings}


def find_item(text: str, known: Mapping[str, str]) -> str | None:
    """The one item whose code stands in `text`, or whose title `text` is."""
    codes = {code for code in _CODE.findall(text) if code in known}
    if len(codes) == 1:
        return str(codes.pop())
    folded = plain(fold(text).text)
    titled = [item for item, title in known.items() if plain(fold(title).text) == folded]
    return titled[0] if len(titled) == 1 else None
