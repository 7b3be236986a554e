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
_BOUND = any_of([w for w in _BOUNDS if w not in _WORDS["loose"]])
_UNIT = r"(?P<unit>[^\W\d_]+(?:[ ][^\W\d_]+){0,3})(?!\w)"
_COUNT = re.compile(rf"(?<!\w)(?P<word>{_BOUND})\s*{_NUMBER}\s+{_UNIT}")
_REACHED = re.compile(
    rf"(?<!\w)(?:{any_of(_WORDS['reached'])})\s+(?:(?P<word>{any_of(_BOUNDS)})\s+)?{_NUMBER}\s+{_UNIT}"
)
_TARGET = re.compile(rf"(?:(?P<word>{any_of(list(_COMPARATORS))})\s*)?{_NUMBER}\s*(?P<unit>.*)")
_LED_IN = re.compile(rf"(?:\s|^)(?:{any_of(_WORDS['led_in_by'])})\s*$")
_NAME_LENGTH = 120
_REACH = 400
_CLAUSE_WORDS = 3


def indicators_in(text: str, task: str) -> tuple[Indicator, ...]:
    """The figures of a task's text, each with its comparator (">", ">=", "<", "<=", "=")."""
    return tuple(indicator for _, indicator in figures_in(text, task))


def figures_in(text: str, task: str) -> list[tuple[int, Indicator]]:
    """As `indicators_in`, each with where it stands in the text."""
    low = same(text)
    found = {
        match.start("number"): match
        for pattern in (_REACHED, _COUNT, _PERCENT)
        for match in pattern.finditer(low)
    }
    return [(at, _indicator(text, low, found[at], task)) for at in sorted(found)]


def target_in(cell: str, name: str, unit: str, task: str) -> Indicator | None:
    """The indicator of a table's row: what it measures, its unit, and its cell "≥ 95%"."""
    found = _TARGET.fullmatch(same(" ".join(cell.split())).strip(" ."))
    if not found:
        return None
    comparator = _COMPARATORS.get(found["word"] or "", "=")
    rest = found["unit"].removesuffix(_WORDS["upward"]).strip()
    if found["unit"].endswith(_WORDS["upward"]):
        comparator = ">="
    measured = " ".join(unit.split()) or rest or None
    return Indicator(task, name[:_NAME_LENGTH], comparator, _plain(found["number"]), measured)


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
        unit_of_measure=_counted(counted) if counted else "%",
    )


def _counted(words: str) -> str:
    """What is counted, of the words behind a number: "tập dữ liệu", "chuyên gia", "người"."""
    first, *others = words.split()
    if first in _WORDS["alone"]:
        return first
    pair, further = " ".join([first, *others[:1]]), " ".join(others[:2])
    if further in _WORDS["compounds"] and first in _WORDS["classifiers"]:
        return f"{first} {further}"
    behind = " ".join(others[1:3])
    if pair in _WORDS["classifiers"] and behind in _WORDS["compounds"]:
        return f"{pair} {behind}"
    return pair


def _name(text: str, found: re.Match[str]) -> str:
    """What is measured: the rest of the clause, with its beginning in brackets."""
    start = found.start("unit") if "unit" in found.groupdict() else found.end()
    told = found.start("word") if found["word"] else found.start("number")
    before = re.split(r"[,;:.](?=\s|$)", text[max(told - _REACH, 0) : told])[-1].strip()
    after = _clause(text[start : start + _REACH])
    if same(after).startswith(_WORDS["upward"]):
        after = after[len(_WORDS["upward"]) :].strip()
    led = _LED_IN.search(same(before))
    before = before[: led.start()].strip() if led else before
    name = f"{after} ({before})" if after and before else after or before or text
    return (name[:1].upper() + name[1:])[:_NAME_LENGTH]


def _clause(text: str) -> str:
    """Up to the first mark, beyond commas as long as only a word or two stand between them."""
    parts = re.split(r"[;:.](?=\s|$)|\s\(", text)[0].strip(" ;:,.)").split(", ")
    whole = (n for n, part in enumerate(parts, 1) if len(part.split()) >= _CLAUSE_WORDS)
    return ", ".join(parts[: next(whole, 2)])


def _plain(number: str) -> str:
    """A Vietnamese figure with a point and no grouping: 1.234,5 is 1234.5, "02" is 2."""
    grouped = bool(re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", number))
    plain = (number.replace(".", "") if grouped else number).replace(",", ".")
    whole, point, rest = plain.partition(".")
    return (whole.lstrip("0") or "0") + point + rest
