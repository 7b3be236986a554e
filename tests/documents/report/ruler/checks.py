"""A rule to be measured: what is expected, how the file and the page are asked for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from tests.documents.report.ruler.paper import Paper

Value: TypeAlias = float | str
Asked: TypeAlias = Callable[[Paper], Iterable[Value]]
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """`text` for readers; `unit` follows what was measured."""

    text: str
    fits: Callable[[Value], bool]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """`source` is a part of Nghị định 30/2020/NĐ-CP, or "practice" where it leaves a choice.

    On the page the same is expected as in the file, unless `page_expected` says otherwise.
    """

    section: str
    rule: str
    source: str
    expected: Expected
    xml: Asked | None = None
    page: Asked | None = None
    page_expected: Expected | None = None

    @property
    def name(self) -> str:
        return f"{self.section} {self.rule}"

    @property
    def on_page(self) -> Expected:
        return self.page_expected or self.expected


@dataclass(frozen=True, slots=True)
class Measured:
    """What a check found, by paper."""

    expected: Expected
    found: tuple[tuple[str, Value], ...]

    @property
    def wrong(self) -> tuple[tuple[str, Value], ...]:
        return tuple(
            (paper, value) for paper, value in self.found if not self.expected.fits(value)
        )

    @property
    def holds(self) -> bool:
        """Nothing measured is no proof."""
        return bool(self.found) and not self.wrong

    def __str__(self) -> str:
        values = [value for _, value in self.found]
        numbers = [value for value in values if isinstance(value, int | float)]
        if not values:
            return "nothing found"
        if numbers:
            low, high = (f"{round(each, 2) + 0.0:g}" for each in (min(numbers), max(numbers)))
            span = low if low == high else f"{low} to {high}"
            return f"{span}{self.expected.unit} ({len(values)})"
        texts = list(dict.fromkeys(map(str, values)))
        more = f"; … {len(texts)} kinds" if len(texts) > _MOST_SHOWN else ""
        return f"{'; '.join(texts[:_MOST_SHOWN])}{more} ({len(values)})"


def ask(asked: Asked, expected: Expected, papers: Iterable[Paper]) -> Measured:
    found = tuple((paper.name, value) for paper in papers for value in asked(paper))
    return Measured(expected, found)


def within(low: float, high: float, unit: str) -> Expected:
    said = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return Expected(
        f"{said}{unit}",
        lambda v: isinstance(v, int | float) and low - 0.1 <= v <= high + 0.1,
        unit,
    )


def at_least(low: float, unit: str) -> Expected:
    return Expected(
        f"{low:g}{unit} at least", lambda v: isinstance(v, int | float) and v >= low - 0.3, unit
    )


def near(apart: float, unit: str = " mm") -> Expected:
    """Of a distance from where something should be."""
    return Expected(
        f"within {apart:g}{unit}", lambda v: isinstance(v, int | float) and abs(v) <= apart, unit
    )


def exactly(said: str, text: str = "") -> Expected:
    return Expected(text or said, lambda v: v == said)


def yes(text: str) -> Expected:
    """Of a question that is answered by "yes" or by what is wrong."""
    return Expected(text, lambda v: v == "yes")


def answer(right: bool, wrong: str = "no") -> str:
    return "yes" if right else wrong
