"""Figures that a task must reach: "trên 95% hồ sơ đạt chất lượng"."""

import re

from documents.plan.words import WORDS, any_of, same
from domain.programme import Indicator

_WORDS = WORDS["indicators"]
_COMPARATORS = {
    **dict.fromkeys(_WORDS["above"], ">"),
    **dict.fromkeys(_WORDS["at_least"], ">="),
    **dict.fromkeys(_WORDS["below"], "<"),
    **dict.fromkeys(_WORDS["at_most"], "<="),
    **dict.fromkeys(_WORDS["exactly"], "="),
}
_BOUNDS = [*_WORDS["at_least"], *_WORDS["at_most"]]
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_PERCENT = re.compile(
    rf"(?:(?<!\w)(?P<word>{any_of(list(_COMPARATORS))})\s*)?(?<![\d.,/-]){_NUMBER}\s*%(?!\s*[-–]\s*\d)"
)
_COUNT = re.compile(
    rf"(?<!\w)(?P<word>{any_of([w for w in _BOUNDS if w not in _WORDS['loose']])})\s*{_NUMBER}\s+"
    r"(?P<unit>[^\W\d_]+(?:\s[^\W\d_]+)?)(?!\w)"
)
_LED_IN = re.compile(rf"(?:\s|^)(?:{any_of(_WORDS['led_in_by'])})\s*$")
_NAME_LENGTH = 120
_REACH = 400
_CLAUSE_WORDS = 3


def indicators_in(text: str, task: str) -> tuple[Indicator, ...]:
    """The figures of a task's text, each with its comparator (">", ">=", "<", "<=", "=")."""
    low = same(text)
    found = [*_PERCENT.finditer(low), *_COUNT.finditer(low)]
    return tuple(
        _indicator(text, low, match, task) for match in sorted(found, key=lambda m: m.start())
    )


def _indicator(text: str, low: str, found: re.Match[str], task: str) -> Indicator:
    counted = found.groupdict().get("unit")
    comparator = _COMPARATORS.get(found["word"] or "", "=")
    if low[found.end() : found.end() + _REACH].lstrip().startswith(_WORDS["upward"]):
        comparator = ">="
    return Indicator(
        task=task,
        name=_name(text, found),
        comparator=comparator,
        target=_plain(found["number"]),
        unit_of_measure=counted or "%",
    )


def _name(text: str, found: re.Match[str]) -> str:
    """What is measured: the rest of the clause, with its beginning in brackets."""
    start = found.start("unit") if "unit" in found.groupdict() else found.end()
    before = re.split(r"[,;:.](?=\s|$)", text[max(found.start() - _REACH, 0) : found.start()])[
        -1
    ].strip()
    after = _clause(text[start : start + _REACH])
    if same(after).startswith(_WORDS["upward"]):
        after = after[len(_WORDS["upward"]) :].strip()
    led = _LED_IN.search(same(before))
    before = before[: led.start()].strip() if led else before
    name = f"{after} ({before})" if after and before else after or before or text
    return (name[:1].upper() + name[1:])[:_NAME_LENGTH]


def _clause(text: str) -> str:
    """Up to the first mark, beyond a comma where only a word or two stand before it."""
    whole = re.split(r"[;:.](?=\s|$)|\s\(", text)[0].strip(" ;:,.)")
    first, _, rest = whole.partition(", ")
    if len(first.split()) >= _CLAUSE_WORDS or not rest:
        return first
    return f"{first}, {rest.partition(', ')[0]}"


def _plain(number: str) -> str:
    """A Vietnamese figure with a point and no grouping: 1.234,5 is 1234.5, "02" is 2."""
    grouped = bool(re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", number))
    plain = (number.replace(".", "") if grouped else number).replace(",", ".")
    whole, point, rest = plain.partition(".")
    return (whole.lstrip("0") or "0") + point + rest
