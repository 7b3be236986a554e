"""Which figures are kept only after the person confirms them."""

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from domain.understanding.answers import Context
from domain.understanding.lexicon import fill
from domain.understanding.literals import LITERAL, read_literal
from domain.understanding.measures import Measured, money_size

_LEAP = 10
_THOUSAND_PERCENT = 1000
_MILLION = Decimal(1_000_000)
_AT_MOST = fill(r"(?:[<≤]|{comparators_most})", "figure")


def questionable(one: Measured, context: Context, *, alone: bool = True) -> str:
    """ "" (sound), "confirm" or "unclear" for the figure `one`.

    `alone`: compare with the previous figure and the target as well.
    """
    if "comma" in one.doubts or (_percent(context) and one.value >= _THOUSAND_PERCENT):
        return "unclear"
    if one.whole and one.value != one.value.to_integral_value() and not one.other_measure:
        return "unclear"
    if _odd(one, context) or (alone and _surprising(one.value, context)):
        return "confirm"
    return ""


def comma_read(one: Measured, context: Context) -> Measured:
    """ "1,200": 1200 for whole pieces where the previous figure agrees, else 1.2 (if measured)."""
    if "comma" not in one.doubts:
        return one
    if one.scale != 1 or (context.unit_of_measure and not one.whole):
        return replace(one, doubts=one.doubts - {"comma"})
    thousands = one.value * 1000
    if one.whole and context.prev and not _leaps(thousands, context.prev):
        return replace(one, value=thousands, doubts=one.doubts - {"comma"})
    return one


def _odd(one: Measured, context: Context) -> bool:
    odd = one.doubts & {"english", "spaced"}
    if "point" in one.doubts and one.measure != "%" and not _percent(context) and one.scale == 1:
        odd |= {"point"}
    size = money_size(context.unit_of_measure)
    in_dong = size is not None and size >= _MILLION and one.scale == 1 and one.value >= _MILLION
    return bool(odd) or (in_dong and context.prev is None)


def _percent(context: Context) -> bool:
    return "%" in (context.unit_of_measure or "")


def _surprising(value: Decimal, context: Context) -> bool:
    """A tenfold jump, more than 100 %, a falling cumulative figure, a missed target."""
    prev = context.prev
    if prev is not None and _leaps(value, prev):
        return True
    if prev is not None and context.ask == "cumulative" and value < prev:
        return True
    if _percent(context) and value > 100:
        return True
    return misses(value, context.target)


def _leaps(value: Decimal, prev: Decimal) -> bool:
    if prev == 0 or value == 0:
        return prev != value and prev != 0
    if (prev < 0) != (value < 0):
        return True
    low, high = sorted((abs(value), abs(prev)))
    return high >= low * _LEAP


def misses(value: Decimal, target: str | None) -> bool:
    """Whether `value` falls short of `target` ("95"; with "≤" before it: exceeds it)."""
    if not target:
        return False
    match = re.search(LITERAL, target)
    number = _target(target, match)
    if number is None:
        return False
    at_most = _AT_MOST.match(target.strip().lower())
    return value > number if at_most else value < number


def _target(target: str, match: re.Match[str] | None) -> Decimal | None:
    try:
        return Decimal(target)
    except InvalidOperation:
        return read_literal(match[0]).value if match else None
