"""Days and figures as official documents write them."""

from datetime import date
from decimal import Decimal, InvalidOperation


def written_day(day: date) -> str:
    """05/01/2022, 05/9/2022: NĐ 30/2020/NĐ-CP, Phụ lục I."""
    return f"{day.day:02}/{written_month(day.month)}/{day.year}"


def written_month(month: int) -> str:
    """Only January and February take a leading zero: NĐ 30/2020/NĐ-CP, Phụ lục I."""
    return f"{month:02}" if month < 3 else str(month)


def written_number(value: str | int) -> str:
    """ "1.234,5" from "1234.5", a decimal with a point and no grouping; what is none, as it is."""
    try:
        return f"{Decimal(value):,f}".translate(str.maketrans(",.", ".,"))
    except InvalidOperation:
        return str(value)
