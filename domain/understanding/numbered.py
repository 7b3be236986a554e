"""One message that answers several tasks: "1. … 2) … 3: …"."""

import re
import unicodedata
from dataclasses import dataclass

from domain.understanding.answers import Context, Understood
from domain.understanding.folding import fold
from domain.understanding.lexicon import fill, polite_off
from domain.understanding.unmarked import unmarked

_MARK = r"(?P<number>\d{1,3})(?:\ufe0f?\u20e3|[^\S\n]*(?:[.):/\-–—]|\]))"
_WORD = r"(?:(?P<word>[^\W\d]+(?: [^\W\d]+)?)[^\S\n]*)?"
_GAP = r"(?P<gap>[^\S\n]*)(?=(?P<next>.|\n|\Z))"
_LINE = re.compile(rf"(?:^|\n)[^\S\n]*(?:[-•*+–][^\S\n]+)?[(\[]?{_WORD}{_MARK}{_GAP}")
_INLINE = re.compile(
    r"(?:(?<=[^\S\n])|(?<=[^\W\d][;,.])|(?<=[^\W\d]))(?:[-•*+–][^\S\n]+)?[(\[]?" + _MARK + _GAP
)
_TASK_END = fill(r"{task} ?$", "numbered")
_TASK_WORD = fill(r"{task}", "numbered")
_COUNTED = fill(r"(?:^| ){counted}$", "numbered")
_ANSWERED = fill(r"(?:{done}|{nothing}|{doing}|{not_started})$", "status")
_GREETING = 160
"""Characters of courtesy that may stand before the first mark."""
_CODE = re.compile(r"\d+[/-][^\W\d_]{1,10}[-/&][^\W\d_]")
_ENDS = (";", ",", ".", ")", "]", ":")


@dataclass(frozen=True, slots=True)
class Item:
    """What was said about task `number`: `text` is trimmed NFC, `words` keep their last mark."""

    number: int
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int
    start: int
    end: int


def understand_numbered(text: str, context: Context) -> Understood:
    """`items`: [task number, length] in order; `out_of_range`: numbers that do not exist."""
    items = numbered_items(text)
    tasks = context.tasks
    known = [item for item in items if _exists(item.number, tasks)]
    unknown = [item.number for item in items if not _exists(item.number, tasks)]
    keys: dict[str, object] = {"items": [[item.number, len(item.text)] for item in known]}
    if unknown:
        keys["out_of_range"] = unknown
    return Understood("numbered" if items else "none", keys)


def _exists(number: int, tasks: int | None) -> bool:
    return number >= 1 and (tasks is None or number <= tasks)


def numbered_items(text: str) -> tuple[Item, ...]:
    """What the message says about each task; empty where it is not a numbered message."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    marks = _marks(composed) or [_Mark(*place) for place in unmarked(composed)]
    if not marks or not _is_greeting(composed[: marks[0].start]):
        return ()
    ends = [mark.start for mark in marks[1:]] + [len(composed)]
    parts = zip(marks, ends, strict=True)
    said = [(mark.number, composed[mark.end : end].strip()) for mark, end in parts]
    items = [Item(number, trimmed(words), words) for number, words in said]
    return tuple(item for item in items if item.text)


def trimmed(text: str) -> str:
    """`text` without blanks at its ends and without one final ; , or ."""
    text = text.strip()
    return text[:-1].rstrip() if text.endswith((";", ",", ".")) else text


def _is_greeting(text: str) -> bool:
    """What stands before the first mark may only be courtesy; nothing else may get lost."""
    rest = polite_off(fold(text + " 0")).text.rstrip("0 .,:;-")
    return not rest or bool(_HEADING.fullmatch(rest))


_HEADING = fill(r"{heading}(?: {heading})*", "numbered")


def _marks(text: str) -> list[_Mark]:
    lines = [mark for match in _LINE.finditer(text) if (mark := _line_mark(match))]
    if not lines:
        first = _first_inline(text)
        lines = [first] if first else []
    if not lines:
        return []
    marks: list[_Mark] = []
    bounds = [line.start for line in lines[1:]] + [len(text)]
    for line, end in zip(lines, bounds, strict=True):
        marks.append(line)
        marks += _inline_marks(text, line, end)
    return marks


def _line_mark(match: re.Match[str]) -> _Mark | None:
    if match["word"] and not _is_task_word(match["word"]):
        return None
    if not match["gap"] and (match["next"].isdigit() or match["next"] == "/"):
        return None
    if _CODE.match(match.string, match.start("number")):
        return None
    start = match.start() + (1 if match[0].startswith("\n") else 0)
    return _Mark(int(match["number"]), start, match.end())


def _is_task_word(word: str) -> bool:
    return bool(_TASK_WORD.fullmatch(fold(word).text))


def _first_inline(text: str) -> _Mark | None:
    """The first mark behind a greeting on the same line."""
    for match in _INLINE.finditer(text):
        if match.start() > _GREETING:
            break
        mark = _inline_mark(match, {})
        if mark and _is_greeting(text[: mark.start]):
            return mark
    return None


def _inline_marks(text: str, line: _Mark, end: int) -> list[_Mark]:
    """Marks behind `line`'s on the same line: they stand where a clause may begin."""
    found = [line]
    used = {line.number: None}
    place = line.end - text[line.end - 1].isspace()
    while match := _INLINE.search(text, place, end):
        mark = _inline_mark(match, used)
        if mark:
            found.append(mark)
            used[mark.number] = None
        place = match.end() - match["gap"][:1].isspace() if mark else match.start("number") + 1
    return found[1:]


def _inline_mark(match: re.Match[str], used: dict[int, None]) -> _Mark | None:
    """The mark at `match`, unless its number is `used` or something else is counted there."""
    number = int(match["number"])
    if number in used or _is_glued(match):
        return None
    base = max(0, match.start() - 30)
    said = fold(match.string[base : match.start()])
    word = _TASK_END.search(said.text)
    start = base + said.origin[word.start()] if word else match.start()
    clause = _begins_clause(said.text[: word.start()] if word else said.text)
    if word and not clause:
        return None
    if not word and (_COUNTED.search(said.text) or _inside_word(match)):
        return None
    follows = bool(used) and number == next(reversed(used)) + 1
    figure_next = match["gap"] and match["next"].isdigit()
    if not clause and (not follows or figure_next):
        return None if used else _Mark(number, start, match.end())
    return _Mark(number, start, match.end())


def _inside_word(match: re.Match[str]) -> bool:
    """A number straight behind a letter ("m2:") is no mark; "NV2:" is one by its word."""
    return match[0][0].isdigit() and match.string[match.start() - 1].isalpha()


def _is_glued(match: re.Match[str]) -> bool:
    """A decimal, a date, an hour or a paper: "2.5", "5/11", "14:30", "5/QĐ-UBND"."""
    if _CODE.match(match.string, match.start("number")):
        return True
    return not match["gap"] and (match["next"].isdigit() or match["next"] in {"/", "-"})


def _begins_clause(before: str) -> bool:
    text = before.rstrip()
    return not text or text.endswith(_ENDS) or bool(_ANSWERED.search(text))
