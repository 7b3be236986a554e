"""Being away, with a substitute, and asking for more time."""

import re
from datetime import date

from domain.understanding.answers import Context, Understood
from domain.understanding.day_words import find_moments
from domain.understanding.folding import Folded
from domain.understanding.lexicon import fill
from domain.understanding.moments import Almanac, Moment, working_days_on
from domain.understanding.numbers import SMALL, small_number


def _words(grammar: str) -> re.Pattern[str]:
    return fill(grammar, "command", n=SMALL)


_LEAVE = _words(r"(?:{leave_before} )*(?:{leave})(?!\w)")
_LEAVE_LATER = _words(r"(?:{leave_before} )*(?P<rest>.{0,24}?) (?:{leave_before} )*(?:{leave})$")
_LEAVE_AROUND = _words(r"{leave}|{leave_around}|{honorifics}")
_SUBSTITUTE = _words(
    r"(?:^|[,;.( -]+)"
    r"(?:{substitute_before} ?:? ?(?:{honorifics} )*(?P<named>.+?)(?: {substitute_after})?"
    r"|(?:{honorifics} )+(?P<thay>[^\s,;.]+(?: [^\s,;.]+){0,4}?) {substitute_after})"
    r"(?=$|[,;.)]| {because} )"
)
_BECAUSE = _words(r"[,;.(]? ?(?P<because>{because}):? (?P<reason>.+)$")
_AFTER_COMMA = re.compile(r"(?<=[^\W]), (?P<reason>[^\W\d].{5,})$")
_LEAVE_WORD = _words(r"{leave}")
_LEAVE_ALONE = _words(r"(?:{leave_before} )+{leave}|{leave_alone}")
_DAYS = _words(
    r"(?<!thưˊ )(?<!thu )(?P<count>{n}) ?"
    r"(?:(?P<working>{dates.working_day})|(?P<week>{dates.week})|(?P<month>{dates.month})|{dates.day})"
)
_EXTENSION = _words(r"(?P<verb>{extension})(?!\w)")
_EXTENSION_AROUND = _words(r"{extension_around}")
_TOO_FAR = 200
"""Days: nobody asks for more; a date further off was read into the wrong year."""


def _almanac(context: Context) -> Almanac:
    return Almanac(context.today, "future", context.is_working_day)


def leave(folded: Folded, context: Context) -> Understood | None:
    """ "Vắng đến 20/12, đ/c Hoa thay"."""
    text = folded.text
    because = _BECAUSE.search(text)
    core = text[: because.start()] if because else text
    keys: dict[str, object] = {}
    match = _SUBSTITUTE.search(core)
    if match:
        group = "named" if match["named"] else "thay"
        keys["substitute"] = folded.source(*match.span(group)).strip(" .,;:()")
        core = core[: match.start()] + " " + core[match.end() :]
    if not _LEAVE_WORD.search(core):
        return None
    moments = find_moments(core, _almanac(context))
    later = moments and _LEAVE_LATER.match(core.strip(" ,.;"))
    if not _LEAVE.match(core) and not later:
        return None
    span = _away(core, moments, context)
    asked = bool(moments or match or _LEAVE_ALONE.fullmatch(core.strip(" ,.;")))
    return Understood("leave", {**span, **keys}) if span or (span is not None and asked) else None


def _away(core: str, moments: list[Moment], context: Context) -> dict[str, object] | None:
    """`from` and `to`; None where the text says more than that."""
    rest = _without(core, moments)
    length = _DAYS.search(rest)
    if length:
        rest = rest[: length.start()] + " " + rest[length.end() :]
    if re.findall(r"\w+", _LEAVE_AROUND.sub(" ", rest)):
        return None
    today = context.today
    if any(moment.kind in {"bad", "vague"} for moment in moments) or today is None:
        return {}
    if length and len(moments) < 2:
        return _from_length(length, moments[0].first if moments else today, context)
    return _from_moments(core, moments, today) if not length else {}


def _without(text: str, moments: list[Moment]) -> str:
    for moment in reversed(moments):
        text = text[: moment.start] + " " + text[moment.end :]
    return text


def _from_length(length: re.Match[str], first: date, context: Context) -> dict[str, object]:
    count = small_number(length["count"])
    if count < 1 or length["month"]:
        return {}
    if length["working"]:
        before = date.fromordinal(first.toordinal() - 1)
        last = working_days_on(before, count, Almanac(first, None, context.is_working_day))
    else:
        days = count * (7 if length["week"] else 1)
        last = date.fromordinal(first.toordinal() + days - 1)
    return {"from": first.isoformat(), "to": last.isoformat()}


_UNTIL = fill(r"(?:{range_to}|{end_of}) ?(?:{day} )?$", "dates")
_FROM = fill(r"(?:{range_from}) ?(?:{day} )?$", "dates")


def _from_moments(core: str, moments: list[Moment], today: date) -> dict[str, object]:
    if len(moments) == 1:
        one = moments[0]
        far = not one.has_year and (one.last - today).days > _TOO_FAR
        if one.last < today or far:
            return {}
        before = core[: one.start].rstrip() + " "
        if one.loose or (one.kind == "day" and _UNTIL.search(before)):
            return {"from": today.isoformat(), "to": one.last.isoformat()}
        if one.kind == "day" and _FROM.search(before):
            return {"from": one.first.isoformat()}
        return {"from": max(one.first, today).isoformat(), "to": one.last.isoformat()}
    if len(moments) == 2 and moments[0].first <= moments[1].last:
        return {"from": moments[0].first.isoformat(), "to": moments[1].last.isoformat()}
    return {}


def read_extension(folded: Folded, context: Context) -> Understood | None:
    """ "Xin gia hạn 2 ngày vì …": `days` or `until`, and `reason`."""
    begin = _EXTENSION.match(folded.text)
    return extension_after(folded, begin.end(), context) if begin else None


def extension_after(folded: Folded, start: int, context: Context) -> Understood | None:
    """The time and reason that stand behind the words at `start`."""
    text = folded.text
    because = _BECAUSE.search(text, start) or _AFTER_COMMA.search(text, start)
    end = because.start() if because else len(text)
    keys = amount(text[start:end], context)
    if keys is None:
        return None
    if because:
        keys["reason"] = folded.source(*because.span("reason")).strip(" .,;:")
    return Understood("extension", keys)


def amount(text: str, context: Context) -> dict[str, object] | None:
    """`days` or `until` of `text`; None where it says something else as well."""
    length = _DAYS.search(text)
    moments = [] if length else find_moments(text, _almanac(context))
    rest = _without(text, moments)
    if length:
        rest = rest[: length.start()] + " " + rest[length.end() :]
    if re.findall(r"\w+", _EXTENSION_AROUND.sub(" ", rest)):
        return None
    if length:
        return _added(length, context)
    return _until(moments, context)


def _added(length: re.Match[str], context: Context) -> dict[str, object]:
    count = small_number(length["count"])
    if count < 1 or length["month"]:
        return {}
    if length["working"] and context.due:
        almanac = Almanac(context.today, None, context.is_working_day)
        return {"until": working_days_on(context.due, count, almanac).isoformat()}
    return {"days": count * (7 if length["week"] else 1)}


def _until(moments: list[Moment], context: Context) -> dict[str, object]:
    if len(moments) == 2 and moments[0].weekday is not None:
        moments = moments[1:] if moments[1].last.weekday() == moments[0].weekday else []
    if len(moments) != 1 or moments[0].kind != "day" or context.today is None:
        return {}
    last = moments[0].last
    near = 0 <= (last - context.today).days <= _TOO_FAR
    return {"until": last.isoformat()} if near else {}
