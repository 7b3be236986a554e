"""Units of measure behind a number, and what they make of it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from domain.understanding.answers import Context
from domain.understanding.folding import fold, phrase_pattern, plain
from domain.understanding.lexicon import Meanings, any_of, phrases, table
from domain.understanding.quantities import Quantity

_MEASURES = table("figure", "measures")
_MONEY = {name: Decimal(size) for name, size in table("figure", "money").items()}
_KINDS = tuple(
    {plain(fold(name).text): Decimal(str(size)) for name, size in table("figure", kind).items()}
    for kind in ("length", "area", "weight")
)
_MEANING = Meanings(_MEASURES)
_MEASURED = re.compile(any_of(phrases("figure", "measured")))
_PERCENT = re.compile(r" ?(?:%|" + any_of(_MEASURES["%"]) + ")")
_MONEY_WORD = re.compile(r" ?" + any_of(phrases("figure", "of_money")))
_SIZED = re.compile(
    r" ?(?P<word>"
    + any_of(name for kind in ("length", "area", "weight") for name in table("figure", kind))
    + ")"
)
_COUNTED = re.compile(r" ?" + any_of(phrases("figure", "counted")))


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity in the indicator's unit of measure.

    `named`: the text names that unit; `measure`: the unit said; `other_measure`: it is another
    one that cannot be converted; `foreign`: something else is counted; `whole`: whole pieces.
    """

    value: Decimal
    start: int
    end: int
    doubts: frozenset[str]
    scale: Decimal
    measure: str | None = None
    named: bool = False
    other_measure: bool = False
    foreign: bool = False
    whole: bool = False


def is_whole(unit_of_measure: str | None) -> bool:
    """Whether things with this unit of measure are counted in whole pieces."""
    return bool(unit_of_measure) and not _MEASURED.fullmatch(fold(unit_of_measure or "").text)


@cache
def _named(unit_of_measure: str) -> re.Pattern[str]:
    """The unit of measure as it may stand behind a number, initials ("hs") included."""
    folded = fold(unit_of_measure).text
    spellings = [phrase_pattern(unit_of_measure)] if folded else [r"(?!)"]
    initials = "".join(word[0] for word in re.findall(r"\w+", plain(folded)))
    if len(initials) >= 2:
        spellings.append(rf"{re.escape(initials)}(?!\w)")
    return re.compile(r" ?(?:" + "|".join(spellings) + ")")


def in_measure(quantity: Quantity, text: str, context: Context) -> Measured:
    """`quantity` converted into the context's unit of measure by the words behind it."""
    unit = context.unit_of_measure
    one = Measured(
        quantity.value,
        quantity.start,
        quantity.end,
        quantity.doubts,
        quantity.scale,
        whole=is_whole(unit),
    )
    for read in (_percent, _named_unit, _money, _sized, _counted_otherwise):
        found = read(one, text, unit)
        if found:
            return found
    return one


def _with(one: Measured, end: int, **changes: object) -> Measured:
    values = {name: getattr(one, name) for name in Measured.__slots__}
    return Measured(**{**values, "end": end, **changes})


def _percent(one: Measured, text: str, unit: str | None) -> Measured | None:
    match = _PERCENT.match(text[one.end :])
    if not match:
        return None
    fits = unit is None or "%" in unit
    return _with(
        one, one.end + match.end(), measure="%", named=fits, other_measure=not fits, whole=False
    )


def _named_unit(one: Measured, text: str, unit: str | None) -> Measured | None:
    if not unit or _size_of(unit) or (one.scale != 1 and is_money(unit)):
        return None
    match = _named(unit).match(text[one.end :])
    return _with(one, one.end + match.end(), measure=unit, named=True) if match else None


def is_money(unit: str | None) -> bool:
    return money_size(unit) is not None


def money_size(unit: str | None) -> Decimal | None:
    """How many đồng one of `unit` is; None for what is no money."""
    name = _MEANING.of(fold(unit).text) if unit else None
    return _MONEY.get(name or "")


def _money(one: Measured, text: str, unit: str | None) -> Measured | None:
    """Money said in đồng, thousands, millions or milliards."""
    match = _MONEY_WORD.match(text[one.end :])
    size = money_size(unit)
    end = one.end + (match.end() if match else 0)
    if size is not None and (match or one.scale != 1):
        return _with(one, end, value=one.value / size, measure=unit, named=True)
    if match and unit:
        return _with(one, end, measure="đồng", other_measure=True, whole=False)
    return _with(one, end, measure="đồng", named=True) if match else None


def _size_of(unit: str | None) -> tuple[int, Decimal] | None:
    word = plain(fold(unit).text) if unit else ""
    return next(((kind, sizes[word]) for kind, sizes in enumerate(_KINDS) if word in sizes), None)


def _sized(one: Measured, text: str, unit: str | None) -> Measured | None:
    """Lengths, areas and weights, converted where both are of one kind."""
    match = _SIZED.match(text[one.end :])
    if not match:
        return None
    said, wanted = _size_of(match["word"]), _size_of(unit)
    if said and wanted and said[0] == wanted[0]:
        value = (one.value * said[1] / wanted[1]).normalize()
        return _with(one, one.end + match.end(), value=value, measure=unit, named=True)
    if unit is None:
        return _with(one, one.end + match.end(), measure=match["word"], named=True)
    return _with(one, one.end + match.end(), foreign=True)


def _counted_otherwise(one: Measured, text: str, unit: str | None) -> Measured | None:
    match = _COUNTED.match(text[one.end :])
    if not match:
        return None
    short = unit is not None and fold(unit).text.startswith(match[0].strip() + " ")
    return _with(one, one.end + match.end(), foreign=not short and unit is not None, named=short)
