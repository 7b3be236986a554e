"""Answers to several tasks without list marks: "nv1 xong, nv2 chưa làm", a line a task."""

import re
from itertools import pairwise

from domain.understanding.folding import fold
from domain.understanding.lexicon import fill

_NUMBER = re.compile(r"(?<![\d.,/:\-])(?P<number>\d{1,3})(?=[^\S\n]+[^\W\d])")
_TASK_END = fill(r"{task} ?$", "numbered")
_TASK_LEFT = fill(r"{task} ?\d", "numbered")
_BEGIN = fill(r"{done}|{nothing}|{doing}|{not_started}|{unfinished}|{not_started_alone}", "status")
_LINE = re.compile(r"(?:^|\n)[^\S\n]*\d{1,3}[^\S\n]+[^\W\d]")
_ENOUGH = 3
"""One line of bare numbers: two may be counts ("1 xong, 2 chưa"), 1 2 3 in a row are tasks."""
_NEAR = 32

Place = tuple[int, int, int]
"""A task's number, where its mark starts and where its answer starts."""


def unmarked(text: str) -> list[Place]:
    """The tasks that `text` answers one by one without list marks; empty where in doubt."""
    found = [place for match in _NUMBER.finditer(text) if (place := _place(text, match))]
    worded = {text[start : start + 1].isdigit() for _, start, _ in found} == {False}
    if not found or (not worded and not _in_a_row(text, found)):
        return []
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    answers = [text[begin:end] for (_, _, begin), end in zip(found, ends, strict=True)]
    if any(_TASK_LEFT.search(fold(answer).text) for answer in answers) or _twice(found):
        return []
    return found


def _place(text: str, match: re.Match[str]) -> Place | None:
    """The task at `match`, where a status follows."""
    if not _BEGIN.match(fold(text[match.end() : match.end() + _NEAR]).text):
        return None
    base = max(0, match.start() - _NEAR)
    said = fold(text[base : match.start()])
    word = _TASK_END.search(said.text)
    start = base + said.origin[word.start()] if word else match.start()
    return int(match["number"]), start, match.end()


def _in_a_row(text: str, found: list[Place]) -> bool:
    """1, 2, 3 …, each on a line of its own or at least three of them."""
    numbers = [number for number, _, _ in found]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) < 2:
        return False
    if len(_LINE.findall(text)) not in {1, len(found)}:
        return False  # a line that answers in other words would be lost in the one before
    lines = all("\n" in text[one[2] : other[1]] for one, other in pairwise(found))
    return lines or len(numbers) >= _ENOUGH


def _twice(found: list[Place]) -> bool:
    return len({number for number, _, _ in found}) < len(found)
