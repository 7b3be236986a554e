"""A day, a month or a range given as an answer."""

import re
from datetime import timedelta

from domain.understanding.answers import LONG_ANSWER, REJECT, UNCLEAR, Context, Understood
from domain.understanding.clock import CLOCK
from domain.understanding.day_words import NAMED_ALONE, find_moments
from domain.understanding.folding import fold, plain
from domain.understanding.lexicon import fill, polite_off
from domain.understanding.moments import (
    VAGUE,
    Almanac,
    Moment,
    add_months,
    day,
    days_between,
    working_days_on,
)
from domain.understanding.numbers import SMALL, small_number

_PREFER = {"completed_on": "past", "extend_to": "future"}
_AROUND = fill(r"{around}", "dates")
_DOUBT = fill(r"{doubt}", "dates")
_RANGE = fill(r" ?(?:-|{range_to}|\.\.) ?", "dates")
_ADDED = fill(
    r"(?:.* )?{add} (?P<count>{n}) "
    r"(?:(?P<working>{working_day})|(?P<day>{day})|(?P<week>{week})|(?P<month>{month}))",
    "dates",
    n=SMALL,
)


_FAR = 5
"""Years; a day further away is a slip of the finger."""


def understand_date(text: str, context: Context) -> Understood:
    """A day (ISO), a month (`YYYY-MM`) or a range (`a..b`); weeks run Monday to Sunday."""
    if len(text) > LONG_ANSWER:
        return UNCLEAR
    folded = polite_off(fold(text))
    prefer = _PREFER.get(context.ask or "")
    almanac = Almanac(context.today, prefer, context.is_working_day)
    said = CLOCK.sub(" ", folded.text) if CLOCK.search(folded.text) else folded.text
    said = re.sub(r" +", " ", said).strip()
    moment = _alone(said, almanac) or _added(said, context, almanac) or _one(said, almanac)
    if moment is None or moment.kind == "bad":
        return REJECT
    if moment.kind == "vague" or "?" in text:
        return UNCLEAR
    return _possible(moment, context)


def _alone(text: str, almanac: Almanac) -> Moment | None:
    offset = NAMED_ALONE.get(plain(text))
    if offset is None or almanac.today is None:
        return None
    return day(almanac.today + timedelta(days=offset), has_year=True)


def _added(text: str, context: Context, almanac: Almanac) -> Moment | None:
    """Days asked for on top of the due date."""
    match = _ADDED.fullmatch(text)
    if not match or context.due is None or context.ask != "extend_to":
        return None
    count = small_number(match["count"])
    if match["working"]:
        return day(working_days_on(context.due, count, almanac), has_year=True)
    if match["month"]:
        return day(add_months(context.due, count), has_year=True)
    return day(context.due + timedelta(days=count * (7 if match["week"] else 1)), has_year=True)


def _one(text: str, almanac: Almanac) -> Moment | None:
    """The one moment that `text` names; vague where it names more or says more."""
    moments = find_moments(text, almanac)
    if not moments:
        return VAGUE if re.search(r"\d", text) else None
    if any(moment.kind == "bad" for moment in moments):
        return next(moment for moment in moments if moment.kind == "bad")
    rest = _around(text, moments)
    if _DOUBT.search(rest) or _AROUND.sub("", rest).strip(" .,;:!()\"'-"):
        return VAGUE
    return moments[0] if len(moments) == 1 else _joined(text, moments)


def _around(text: str, moments: list[Moment]) -> str:
    for moment in reversed(moments):
        text = text[: moment.start] + " " + text[moment.end :]
    return text


def _joined(text: str, moments: list[Moment]) -> Moment:
    """Two days: a range, or one said twice (Friday, the 13th)."""
    first, second = moments[0], moments[1]
    between = text[first.end : second.start]
    days = all(moment.kind == "day" for moment in moments) and len(moments) == 2
    if len(moments) == 2 and first.weekday is not None and second.kind == "day":
        return second if second.first.weekday() == first.weekday else VAGUE
    if days and _RANGE.fullmatch(between):
        return days_between(first.first, second.first, has_year=first.has_year and second.has_year)
    return VAGUE


def _possible(moment: Moment, context: Context) -> Understood:
    """A completion lies not in the future, an extension not in the past."""
    today = context.today
    if today and context.ask == "completed_on" and moment.first > today:
        return REJECT
    if today and context.ask == "extend_to" and moment.last < today:
        return REJECT
    if today and abs(moment.first.year - today.year) > _FAR:
        return UNCLEAR
    return Understood(moment.iso)
