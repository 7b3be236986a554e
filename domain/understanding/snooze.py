"""Putting a reminder off: until when."""

import re
from datetime import date, datetime, time, timedelta

from domain.understanding.answers import Context, Understood
from domain.understanding.clock import CLOCK, PART, clock_time, part_time
from domain.understanding.day_words import find_moments
from domain.understanding.folding import Folded
from domain.understanding.lexicon import fill
from domain.understanding.moments import Almanac
from domain.understanding.numbers import SMALL, small_number

_MORNING = time(8, 0)
_VERB = fill(r"{snooze}(?!\w)", "command")
_ALONE = fill(r"{snooze_alone}", "command")
_NO = fill(r"{no_snooze}", "command")
_AROUND = fill(r"{snooze_around}|{snooze}", "command")
_HALF_HOUR = fill(r"{half_hour}", "clock")
_HOURS = fill(
    r"(?:(?P<hours>{n}) ?(?:{long_hour})(?P<half> {half})?(?: ?(?P<more>{n}) ?{minute})?"
    r"|(?P<minutes>{n}) ?{minute})",
    "clock",
    n=SMALL,
)


def snooze(folded: Folded, context: Context) -> Understood | None:
    """ "Nhắc lại sau 2 giờ", "chiều mai": `until` as ISO date and time of Asia/Ho_Chi_Minh."""
    text = folded.text
    if _ALONE.fullmatch(text):
        return Understood("snooze")
    verb = bool(_VERB.search(text))
    if _NO.search(text) or len(text) > 60 or not (verb or _bare_time(text)):
        return None
    if _SPAN_ZERO.search(text):
        return Understood("snooze")
    until, rest = _after_hours(text, context)
    if until is None:
        until, rest = _at(text, context)
    left = re.findall(r"\w+", _AROUND.sub(" ", rest))
    if left or (not verb and until is None):
        return None
    if until is None:
        return Understood("snooze") if rest != text else None
    return Understood("snooze", {"until": until.isoformat()})


def _bare_time(text: str) -> bool:
    """Without a verb only a part of a day ("chiều mai") or "2 giờ nữa" puts off."""
    return bool(PART.match(text) or _SOON.fullmatch(text) or _TOMORROW.fullmatch(text))


_SOON = fill(
    r"(?:{dates.from_now_before} )?{n} ?(?:{long_hour}|{minute})"
    r"(?: {half})?(?: {dates.from_now})?",
    "clock",
    n=SMALL,
)
_TOMORROW = fill(r"{dates.named}", "clock")


def _after_hours(text: str, context: Context) -> tuple[datetime | None, str]:
    half = _HALF_HOUR.search(text)
    if half and context.now:
        rest = text[: half.start()] + " " + text[half.end() :]
        return (context.now + timedelta(minutes=30)).replace(microsecond=0), rest
    match = _HOURS.search(text)
    if not match or context.now is None or not _is_span(text, match):
        return None, text
    hours = small_number(match["hours"]) if match["hours"] else 0
    minutes = (
        small_number(match["minutes"] or match["more"]) if match["minutes"] or match["more"] else 0
    )
    minutes += 30 if match["half"] else 0
    if not 0 < hours * 60 + minutes <= 7 * 24 * 60:
        return None, text
    until = context.now + timedelta(hours=hours, minutes=minutes)
    return until.replace(microsecond=0), text[: match.start()] + " " + text[match.end() :]


def _is_span(text: str, match: re.Match[str]) -> bool:
    """ "Sau 2 giờ", "2 tiếng nữa", "30 phút"; "lúc 2 giờ" is an hour of the clock."""
    if match["minutes"]:
        return True
    before, after = text[: match.start()], text[match.end() :]
    return bool(_SPAN_BEFORE.search(before) or _SPAN_AFTER.match(after))


_SPAN_BEFORE = fill(r"(?:{dates.from_now_before}|trong) $", "clock")
_SPAN_ZERO = re.compile(r"(?<![\d.,:])0+ ?[^\W\d]")
_SPAN_AFTER = fill(r" ?{dates.from_now}", "clock")


def _at(text: str, context: Context) -> tuple[datetime | None, str]:
    """A day, an hour of the clock, or both."""
    now = context.now
    rest = text
    clock = CLOCK.search(text)
    part = None if clock else PART.search(text)
    if clock:
        rest = rest[: clock.start()] + " " * len(clock[0]) + rest[clock.end() :]
    almanac = Almanac(context.today, "future", context.is_working_day)
    moments = find_moments(rest, almanac)
    for moment in moments:
        blank = " " * (moment.end - moment.start)
        rest = rest[: moment.start] + blank + rest[moment.end :]
    hour = clock_time(clock) if clock else part_time(part["part"]) if part else None
    if part:
        rest = PART.sub(" ", rest)
    if now is None or len(moments) > 1 or any(moment.kind != "day" for moment in moments):
        return None, rest
    return _moment(now, moments[0].first if moments else None, hour), rest


def _moment(now: datetime, day: date | None, hour: time | None) -> datetime | None:
    """The moment on `day` (today or the next time the clock shows `hour`); None in the past."""
    if day is not None:
        until = datetime.combine(day, hour or _MORNING, now.tzinfo)
        return until if until > now else None
    if hour is None:
        return None
    until = datetime.combine(now.date(), hour, now.tzinfo)
    return until if until > now else until + timedelta(days=1)
