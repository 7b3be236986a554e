"""The parts of a coordinator's order: units, task, reason, days, a day, a period."""

import re
from dataclasses import dataclass, replace

from domain.understanding.answers import Context
from domain.understanding.day_words import find_moments
from domain.understanding.folding import Folded, fold
from domain.understanding.lexicon import any_of, before_number, fill, phrases, table
from domain.understanding.moments import Almanac, Moment, working_days_on
from domain.understanding.numbers import SMALL, small_number
from domain.understanding.periods import find_period
from domain.understanding.unit_index import Name, bare, names_of, words_of
from domain.understanding.unit_name import find_unit


@dataclass(frozen=True, slots=True)
class Parts:
    """What an order says besides its verb. `leftover`: words that have no place."""

    units: tuple[str, ...] = ()
    task: str | None = None
    reason: str | None = None
    until: str | None = None
    days: int | None = None
    period: str | None = None
    kind: str | None = None
    heading: str | None = None
    leftover: str = ""
    bad_date: bool = False


def _words(grammar: str) -> re.Pattern[str]:
    task = before_number(phrases("coordinator", "task"))
    return fill(grammar, "coordinator", n=SMALL, task=task)


TASK = _words(
    r"{task} ?(?P<task>\d{1,3}(?:\.\d{1,3})?)(?![\d/])"
    r"|(?<![\d/.,])(?P<code>\d{1,2}\.\d{1,2})(?![\d/.])"
)
_BECAUSE = _words(r"[,;.:(]? ?(?:{because})(?!\w):? ?")
_COLON = re.compile(r" ?: ?")
_UNTIL = _words(r"(?:{until}:? )?$")
_DAYS = _words(
    r"(?:{days} )?(?P<count>{n}) ?"
    r"(?:(?P<working>{dates.working_day})|(?P<week>{dates.week})|{dates.day})(?! ?\d)"
)
_AROUND = _words(r"{around}")
_ALL = _words(r"(?:{around} )*{all_units}(?: {around})*")
_THOSE = _words(r"(?:{those} )*(?:(?P<missing>{owing})|(?P<late>{late}))(?: {around})*")
_OF_KIND = _words(
    r"(?:{around} )*(?P<several>{several} )?(?P<kinds>{of_kind}(?:(?:,| vaˋ| va) {of_kind})*)"
    r"(?: {still})?(?: (?:(?P<missing>{owing})|(?P<late>{late})))?(?: {around})*"
)
_KINDS = tuple(
    (bare(words_of(kind)), re.compile(any_of(spellings)))
    for kind, spellings in table("coordinator", "of_kind").items()
)
_REASON = _words(r"(?<!\w)(?:{reason})(?!\w)")
_LIST = re.compile(r" ?[,;] ?(?:(?:vaˋ|va) )?| (?:vaˋ|va|vơiˊ|voi|cungˋ|cung) | ?\+ ?")
_TOO_FAR = 200
_LISTED = 60
"""Units in one list; a longer one is no order."""
_MANY = 8
"""A reason begins within so many of the words that may begin one."""
_EDGES = " ,.;:()-"


def find_parts(rest: Folded, context: Context, *, reasoned: bool) -> Parts | None:
    """The parts of `rest`; None where a unit is named that may be several."""
    parts = Parts()
    reason_at, reason = _explicit_reason(rest) if reasoned else (len(rest.text), None)
    head = rest.cut(0, reason_at)
    parts, text = _slots(head.text, parts, context)
    if reason:
        reason, parts = _dated_reason(reason, parts, context)
    pieces = [piece.strip(_EDGES) for piece in text.split("\0")]
    return _placed(pieces, head, text, replace(parts, reason=reason), context, reasoned)


def _explicit_reason(rest: Folded) -> tuple[int, str | None]:
    match = _BECAUSE.search(rest.text) or _COLON.search(rest.text)
    if not match or match.end() >= len(rest.text):
        return len(rest.text), None
    return match.start(), rest.source(match.end(), len(rest.text)).strip(" .,;:)")


def _dated_reason(reason: str, parts: Parts, context: Context) -> tuple[str, Parts]:
    """ "vì thiếu số liệu, hạn 20/12": the day behind a reason is not part of it."""
    folded = fold(reason)
    task = TASK.search(folded.text)
    if task and parts.task is None:
        parts = replace(parts, task=task["task"] or task["code"])
    found, text = _day(folded.text, replace(parts, until=None), context, bound=True)
    if found.until is None or parts.until:
        return reason, parts
    at = text.find("\0")
    if text[at:].strip("\0 .,;)"):
        return reason, parts
    return folded.source(0, at).strip(" .,;:("), replace(parts, until=found.until)


def _slots(text: str, parts: Parts, context: Context) -> tuple[Parts, str]:
    """Takes task, period, day and number of days out of `text`, leaving marks in their places."""
    period = find_period(text, context)
    if period:
        parts = replace(parts, period=period.code, bad_date=period.code is None)
        text = _cut(text, period.start, period.end)
    match = TASK.search(text)
    if match:
        parts = replace(parts, task=match["task"] or match["code"])
        text = _cut(text, match.start(), match.end())
    parts, text = _day(text, parts, context)
    match = _DAYS.search(text)
    if match and parts.until is None:
        parts = _lengthened(match, parts, context)
        text = _cut(text, match.start(), match.end())
    return parts, text


def _lengthened(match: re.Match[str], parts: Parts, context: Context) -> Parts:
    count = small_number(match["count"])
    if match["working"] and context.due:
        almanac = Almanac(context.today, None, context.is_working_day)
        return replace(parts, until=working_days_on(context.due, count, almanac).isoformat())
    return replace(parts, days=count * (7 if match["week"] else 1))


def _cut(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def _day(text: str, parts: Parts, context: Context, *, bound: bool = False) -> tuple[Parts, str]:
    """Takes the new due day out of `text`; with `bound` only one behind "hạn", "trước", "đến"."""
    almanac = Almanac(context.today, "future", context.is_working_day)
    moments = find_moments(text, almanac)
    if not moments:
        return parts, text
    one = moments[-1]
    before = text[: one.start]
    match = _UNTIL.search(before)
    if bound and not (match and match[0]):
        return parts, text
    start = match.start() if match else one.start
    if one.kind != "day" or len(moments) > 1 or _out_of_reach(one, context):
        return replace(parts, bad_date=True), _cut(text, start, one.end)
    return replace(parts, until=one.iso), _cut(text, start, one.end)


def _out_of_reach(one: Moment, context: Context) -> bool:
    """A due day in the past, or (its year left out) most of a year away."""
    if context.today is None:
        return False
    away = (one.first - context.today).days
    return away < 0 or (away > _TOO_FAR and not one.has_year)


def _placed(
    pieces: list[str],
    head: Folded,
    text: str,
    parts: Parts,
    context: Context,
    reasoned: bool,
) -> Parts | None:
    """Reads the pieces between the slots: the first names units, a later one gives a reason."""
    names = names_of(context.units, context.old_names)
    spoken = [piece for piece in pieces if piece and not _only_around(piece)]
    if not spoken:
        return parts
    first, later = spoken[0], spoken[1:]
    of_kind = _of_kind(first, names)
    if of_kind is not None:
        if not of_kind.units:
            return None
        parts = replace(parts, units=of_kind.units, kind=of_kind.kind)
    elif _ALL.fullmatch(first):
        parts = replace(parts, units=("all",))
    elif match := _THOSE.fullmatch(first):
        parts = replace(parts, units=("all",), kind="missing" if match["missing"] else "late")
    else:
        read = _units_and_reason(first, names, reasoned and parts.reason is None)
        if read is None:
            return None
        units, tail = read
        if not units and not (reasoned and tail == first and _REASON.match(first)):
            return replace(parts, leftover=first)
        parts = replace(parts, units=units)
        later = [tail, *later] if tail else later
    return _with_reason(later, head, text, parts, reasoned)


def _of_kind(text: str, names: tuple[Name, ...]) -> Parts | None:
    """ "Các xã chưa gửi": the units of the kinds named; without any where there are none."""
    match = _OF_KIND.fullmatch(text)
    if not match or not (match["several"] or match["missing"] or match["late"]):
        return None
    kinds = {kind for kind, pattern in _KINDS if pattern.search(match["kinds"])}
    own = [name for name in names if not name.old]
    units = tuple(name.unit for name in own if name.kind in kinds)
    kind = "missing" if match["missing"] else "late" if match["late"] else None
    return Parts(units=("all",) if units and len(units) == len(own) else units, kind=kind)


def _only_around(piece: str) -> bool:
    return not re.search(r"\w", _AROUND.sub(" ", piece))


def _with_reason(later: list[str], head: Folded, text: str, parts: Parts, reasoned: bool) -> Parts:
    if not later:
        return parts
    if not reasoned or parts.reason or len(later) > 1 or _DAYS.search(later[0]):
        return replace(parts, leftover=" ".join(later))
    at = text.find(later[0])
    reason = head.source(at, at + len(later[0])).strip(_EDGES)
    return replace(parts, reason=reason)


def _units_and_reason(
    text: str, names: tuple[Name, ...], reasoned: bool
) -> tuple[tuple[str, ...], str] | None:
    """Units named in `text` and what stands behind them; None where a name is unclear."""
    whole = _units(text, names)
    if whole is None or whole:
        return None if whole is None else (whole, "")
    if reasoned:
        for match in reversed(list(_REASON.finditer(text))[:_MANY]):
            found = _units(text[: match.start()].strip(_EDGES), names)
            if found:
                return found, text[match.start() :].strip(_EDGES)
        if _REASON.match(text):
            return (), text
    return (), ""


def _units(text: str, names: tuple[Name, ...]) -> tuple[str, ...] | None:
    """The units of a list; empty where a piece is no unit, None where one may be several."""
    if not text:
        return ()
    found = _unit(text, names)
    if len(found) == 1:
        return tuple(found)
    pieces = [piece.strip(_EDGES) for piece in _LIST.split(text)]
    if not 2 <= len(pieces) <= _LISTED:
        return None if found else ()
    each = [_unit(piece, names) for piece in dict.fromkeys(pieces) if piece]
    if any(len(one) != 1 for one in each):
        return None if any(len(one) > 1 for one in each) else ()
    return tuple(dict.fromkeys(unit for one in each for unit in one))


def _unit(text: str, names: tuple[Name, ...]) -> set[str]:
    """The units that `text` may name, with or without the words around."""
    found = find_unit(text, names)
    while not found and (match := _AROUND.match(text)) and match.end() < len(text):
        text = text[match.end() :].strip(_EDGES)
        found = find_unit(text, names)
    while not found and (end := _AROUND_END.search(text)) and end.start() > 0:
        text = text[: end.start()].strip(_EDGES)
        found = find_unit(text, names)
    return found


_AROUND_END = _words(r" {around}$")
