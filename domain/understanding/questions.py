"""Questions of the coordinator that data can answer."""

import re

from domain.understanding.answers import NONE, Context, Understood
from domain.understanding.folding import Folded
from domain.understanding.lexicon import fill
from domain.understanding.periods import find_period
from domain.understanding.unit_index import names_of
from domain.understanding.unit_name import find_unit


def _words(grammar: str) -> re.Pattern[str]:
    return fill(grammar, "coordinator")


_ASKING = _words(r"{asking}")
_WORD = _words(r"{question}$")
_NOT_DATA = _words(r"{not_data}")
_KINDS = (
    ("late", _words(r"{late}")),
    ("missing", _words(r"{owing}|{chase}|chưa$")),
    ("figure", _words(r"{figure}")),
    ("content", _words(r"{content}")),
)
_TASK = _words(
    r"{task} ?(?P<task>\d{1,3}(?:\.\d{1,3})?)(?![\d/])|(?<![\d/.,])(?P<code>\d{1,2}\.\d{1,2})(?![\d/.])"
)


def is_question(text: str, folded: str) -> bool:
    """Whether a message asks something."""
    return text.rstrip().endswith("?") or bool(_ASKING.search(folded) or _WORD.search(folded))


def question(folded: Folded, context: Context, *, ordered: bool = False) -> Understood:
    """ask with `kind`, `task`, `unit` and `period`; none for what data cannot answer."""
    text = folded.text
    kind = next((name for name, pattern in _KINDS if pattern.search(text)), None)
    if _NOT_DATA.search(text) or (kind is None and not ordered):
        return NONE
    keys: dict[str, object] = {}
    unit = _unit_in(text, context)
    if unit:
        keys["unit"] = unit
    task = _TASK.search(text)
    if task:
        keys["task"] = task["task"] or task["code"]
    if kind:
        keys["kind"] = kind
    period = find_period(text, context)
    if period and period.code:
        keys["period"] = period.code
    return Understood("ask", keys)


def _unit_in(text: str, context: Context) -> str | None:
    """The unit that the question begins with or ends with."""
    names = names_of(context.units, context.old_names)
    words = re.findall(r"[\w&\-]+", text)
    for size in range(min(7, len(words)), 1, -1):
        for start in range(len(words) - size + 1):
            found = find_unit(" ".join(words[start : start + size]), names)
            if len(found) == 1 and _whole(words[start : start + size]):
                return next(iter(found))
    return None


def _whole(words: list[str]) -> bool:
    return not any(_ASKING.fullmatch(word) for word in words)
