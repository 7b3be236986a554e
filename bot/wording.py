"""The filters of the templates: dates, numbers, periods and states in words."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from importlib.resources import files
from itertools import count
from typing import Any

from domain.calendar import in_vietnam
from domain.file_names import is_unnamed_photo
from domain.messages import PAGE
from domain.period_codes import PeriodKind, parse_code
from domain.written import written_day, written_number


def _table(*place: str) -> Any:
    return tomllib.loads(files("templates").joinpath(*place).read_text(encoding="utf-8"))


_WORDS = _table("messages", "words.toml")
_STATUSES: dict[str, str] = _table("statuses.toml")
_ROMAN = ("", "I", "II", "III", "IV")


def _date(text: str) -> date:
    return _time(text).date() if "T" in text else date.fromisoformat(text)


def _time(text: str) -> datetime:
    return in_vietnam(datetime.fromisoformat(text))


def day(text: str) -> str:
    return written_day(_date(text))


def weekday_day(text: str) -> str:
    weekday = _WORDS["weekdays"]["names"][_date(text).weekday()]
    return str(_WORDS["weekdays"]["day"]).format(weekday=weekday, day=day(text))


def clock(text: str) -> str:
    at = _time(text)
    form = _WORDS["moments"]["clock" if at.minute else "full_hour"]
    return str(form).format(hour=at.hour, minute=at.minute)


def moment(text: str) -> str:
    at = _time(text)
    form = str(_WORDS["moments"]["moment"])
    return form.format(hour=at.hour, minute=at.minute, day=day(text))


def period(text: str) -> str:
    """In words, from a code or a key."""
    label = parse_code(text.rpartition(":")[2])
    name = str(label.kind)
    if label.kind is PeriodKind.HALF_YEAR:
        name = f"half_year_{label.ordinal}"
    roman = _ROMAN[label.ordinal] if label.ordinal < len(_ROMAN) else ""
    form = str(_WORDS["periods"][name])
    return form.format(year=label.year, ordinal=label.ordinal, roman=roman)


def _word(table: str) -> Callable[[str], str]:
    return lambda name: str(_WORDS[table][name])


def channel(name: str) -> str:
    return str(_WORDS["channel"].get(name, name))


def place(one: Mapping[str, Any]) -> str:
    """One of a person's own channels: its messenger, the bot's title where there are several, and
    the how-manieth it is where two would read alike."""
    forms, name = _WORDS["place"], channel(one["channel"])
    if one["title"]:
        name = str(forms["titled"]).format(name=name, title=one["title"])
    form = str(forms["device" if one["channel"] == PAGE else "account"])
    return form.format(name=name, nth=one["nth"]) if one["nth"] else name


def file(name: str) -> str:
    """What is said of a file that came: with its name, if it has one of its own."""
    form = _WORDS["file"]["photo" if is_unnamed_photo(name) else "named"]
    return str(form).format(name=name)


def file_title(name: str, nth: int) -> str:
    """What a file is called in a list: the `nth` photo without a name of its own is numbered."""
    return str(_WORDS["file"]["listed"]).format(nth=nth) if is_unnamed_photo(name) else name


def file_titles(names: Iterable[str]) -> str:
    """Those of one item, in a row."""
    photos = count(1)
    titles = (file_title(n, next(photos) if is_unnamed_photo(n) else 0) for n in names)
    return "; ".join(titles)


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "weekday_day": weekday_day,
    "clock": clock,
    "moment": moment,
    "number": written_number,
    "period": period,
    "state_word": _word("submission"),
    "item_state": _word("item"),
    "status_word": _STATUSES.__getitem__,
    "role_word": _word("role"),
    "channel_word": channel,
    "place_word": place,
    "file_word": file,
    "file_title": file_title,
    "file_titles": file_titles,
    "flaw_word": _word("flaw"),
    "region_word": _word("region"),
}
