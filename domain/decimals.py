"""Figures as numbers: decimals with a point and no grouping, exact."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import reduce

_EXACT = Context(prec=500, rounding=ROUND_HALF_UP)
"""More digits than any figure that somebody types."""
_TENTH = Decimal("0.1")


def decimal(value: str | None) -> Decimal | None:
    """The finite number in `value`; None where there is none."""
    try:
        number = Decimal(value) if value is not None else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def total(values: Sequence[str | None]) -> str | None:
    """The exact sum, None where one of the values is missing."""
    numbers = [decimal(value) for value in values]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    return format(reduce(_EXACT.add, known, Decimal()), "f")


def subtracted(number: Decimal, less: Decimal) -> Decimal:
    """Exact, whatever the number of digits."""
    return _EXACT.subtract(number, less)


def rounded(number: Decimal, times: int = 1, by: Decimal = Decimal(1)) -> str:
    """`number` x `times` / `by` to a tenth, half up, without zeros at its end: "104.7"."""
    exact = _EXACT.divide(_EXACT.multiply(number, Decimal(times)), by)
    tenth = _EXACT.quantize(exact, _TENTH).normalize(_EXACT)
    return format(_EXACT.add(tenth, Decimal()), "f")
