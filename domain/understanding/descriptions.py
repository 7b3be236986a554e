"""A statement with a description: "Hoàn thành ngày 26/11: đưa 14 sản phẩm lên sàn"."""

import re
from collections.abc import Iterator

from domain.understanding import statements as reading
from domain.understanding.answers import Context
from domain.understanding.folding import fold, is_marked
from domain.understanding.lexicon import any_of, phrases
from domain.understanding.moments import Moment

_BREAK = re.compile(r"[,;.:](?= )|:(?=[^\W\d])| ?\(| - ")
_CLAUSES = 3
"""A statement that is clear by itself is no longer than this."""
_AGAINST = [
    word
    for name in ("contradicts", "planned", "almost", "denial")
    for word in phrases("status", name)
]
_CONTRADICTION = re.compile(any_of(_AGAINST))
_CONTRADICTION_AS_WRITTEN = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(fold(word).text) for word in _AGAINST) + r")(?!\w)"
)
_HARMLESS = reading.words(r"{harmless}")
_OWN_PERCENT = reading.words(r"^ ?(?:{already} )*(?:{before_percent} )*$")


def described(text: str, context: Context) -> Iterator[str]:
    """Every statement in front of a description that does not contradict it, the longest first;
    then those that stand behind one."""
    breaks = list(_BREAK.finditer(text))
    pairs = [(text[: one.start()], text[one.end() :]) for one in reversed(breaks[:_CLAUSES])]
    pairs += [(text[one.end() :], text[: one.start()]) for one in breaks[-_CLAUSES:]]
    for statement, description in pairs:
        if reading.DONE.search(statement) and _only_describes(description, context):
            yield statement.strip()


def _only_describes(text: str, context: Context) -> bool:
    """Whether `text` tells of the result alone: no other status, no rest, no plan, no doubt."""
    text = _HARMLESS.sub(" ", text)
    if _contradicts(text) or reading.SHARE.search(text):
        return False
    if any(pattern.search(text) for name, pattern in reading.SIGNALS if name != "done"):
        return False
    if any(_OWN_PERCENT.match(_clause(text[: one.start()])) for one in _percents(text)):
        return False
    moments = reading.moments(text, context)
    today = context.today
    if any(one.kind == "bad" or (today and one.first > today) for one in moments):
        return False
    return bool(_content(text, moments))


def _contradicts(text: str) -> bool:
    """Who writes diacritics means "cho" by "cho"; else it may be "chờ"."""
    words = _CONTRADICTION_AS_WRITTEN if is_marked(text) else _CONTRADICTION
    return bool(words.search(text))


def _percents(text: str) -> Iterator[re.Match[str]]:
    return reading.PERCENT.finditer(text)


def _clause(before: str) -> str:
    return _BREAK.split(before)[-1]


def _content(text: str, moments: list[Moment]) -> list[str]:
    """The words of `text` that are neither a day nor said of any status."""
    for one in reversed(moments):
        text = text[: one.start] + " " + text[one.end :]
    return reading.left_over(reading.PERCENT.sub(" ", text))
