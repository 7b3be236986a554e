"""Figures as numbers: decimals with a point and no grouping, exact."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation


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
    return format(sum(known, Decimal()), "f") if len(known) == len(numbers) else None
