"""Questions of the coordinator that data can answer."""

import re

from domain.understanding.answers import NONE, Context, Understood
from domain.understanding.folding import Folded
from domain.understanding.lexicon import fill
from domain.understanding.order_parts import TASK
from domain.understanding.periods import find_period
from domain.understanding.unit_index import bare, called, words_of


def _words(grammar: str) -> re.Pattern[str]:
    return fill(grammar, "coordinator")


_ASKING = _words(r"{asking}")
_WORD = _words(r"{question}$")
_NOT_DATA = _words(r"{not_data}")
_KINDS = (
    ("late", _words(r"{late}")),
    ("missing", _words(r"{owing}|{chase}|chưa$|chua$|{sent}")),
    ("figure", _words(r"{figure}")),
    ("content", _words(r"{content}")),
)


def is_question(text: str, folded: str) -> bool:
    """Whether a message asks something."""
    return text.rstrip().endswith("?") or bool(_ASKING.search(folded) or _WORD.search(folded))


def is_asked_order(text: str, folded: str) -> bool:
    """Whether words that begin like an order ask after it: "duyệt chưa", "duyệt được không?"."""
    return text.rstrip().endswith("?") or bool(_WORD.search(folded))


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
    task = TASK.search(text)
    if task:
        keys["task"] = task["task"] or task["code"]
    if kind:
        keys["kind"] = kind
    period = find_period(text, context)
    if period and period.code:
        keys["period"] = period.code
    return Understood("ask", keys)


def _unit_in(text: str, context: Context) -> str | None:
    """The one unit that the question names in its words or a short form of them."""
    known = called(context.units, context.old_names)
    words = words_of(text)
    found: dict[str, None] = {}
    taken: set[int] = set()
    for size in range(min(9, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            places = set(range(start, start + size))
            units = known.get(bare(words[start : start + size]), ())
            if len(units) == 1 and not places & taken:
                found |= dict.fromkeys(units)
                taken |= places
    return ", ".join(found) or None
