"""How far a task is, from a short statement."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.understanding.answers import REJECT, UNCLEAR, Context, Understood
from domain.understanding.day_words import find_moments
from domain.understanding.folding import fold
from domain.understanding.lexicon import fill, polite_off
from domain.understanding.literals import LITERAL, read_literal
from domain.understanding.moments import Almanac, Moment


def _words(grammar: str) -> re.Pattern[str]:
    return fill(grammar, "status")


_SIGNALS = tuple(
    (name, _words("{" + name + "}"))
    for name in ("nothing", "waiting", "partly", "unfinished", "not_started", "doing", "done")
)
"""In the order in which they claim their words: "chưa xong" is no "xong"."""

_ALONE = _words("{not_started_alone}")
_HINT = _words("{hint}")
_ALMOST = _words("{almost}")
_DENIAL = _words("{denial}")
_PLANNED = _words("{planned}")
_START = _words("{planned} (?:\\w+ )?{plans_to_start}")
_QUESTION = _words(r"\?|{questions}$")
_REST = _words("{rest}")
_REMAINING = _words("{remaining} ?$")
_RISING = _words("{rising}")
_REASON = _words(r"[,.;(-]? ?(?<!\w){reason}(?: .*|$)")
_FROM = _words("{started_from} ?$")
_UNTIL = _words("{until} ?$")
_ALREADY = _words("{already}")
_AROUND = _words("{around}")
_PART = _words(r"{part}")
_SHARE = _words(
    r"(?<!ngay )(?<!ngayˋ )(?<![\d/.,])(?P<part>\d{1,4}) ?/ ?(?P<whole>\d{1,4})(?![\d/.,])"
    r"(?:(?P<of> {part})|(?<=[1-4]/[2-5])(?= |$|[.,;]))"
)
_DONE_TO = _words(r"(?:(?:{done}|{doing}|{plans_to_start}) ?)?(?:{before_percent} ?)*$")
_PERCENT = fill(rf"(?P<sign>[-+])?(?P<number>{LITERAL}) ?(?:%|{{percent}})", "numbers")
_RANGE = re.compile(rf"(?:{LITERAL}) ?%? ?- ?(?:{LITERAL}) ?%")


@dataclass(frozen=True, slots=True)
class _Statement:
    """What was found in a message: signals, the percentage, the day, and the words left over."""

    text: str
    signals: frozenset[str]
    percent: Decimal | None
    moment: Moment | None
    rest: str
    planned: bool


def understand_status(text: str, context: Context) -> Understood:
    """done, doing, not_started or nothing_to_report with `percent` and `date`, or a question."""
    folded = polite_off(fold(text))
    said = folded.text
    if _ALONE.fullmatch(said):
        return Understood("not_started")
    if _QUESTION.search(fold(text).text.rstrip(" .!\"'")) or _QUESTION.search(said):
        return REJECT
    if not any(pattern.search(said) for _, pattern in _SIGNALS):
        return _without_signal(said, context)
    if _DENIAL.search(said) or _RANGE.search(said):
        return UNCLEAR
    share = _SHARE.search(said)
    if share:
        return _shared(share, said, context)
    return _judged(said, context)


def _shared(match: re.Match[str], text: str, context: Context) -> Understood:
    """ "Xong 3/5 xã" is being done; "xong 2/3" may be a share or a day."""
    if not match["of"] or int(match["part"]) >= int(match["whole"]):
        return UNCLEAR
    rest = _judged(text[: match.start()] + text[match.end() :], context)
    sound = rest.head in {"done", "doing"} and not rest.get("date")
    return Understood("doing") if sound else UNCLEAR


def _without_signal(text: str, context: Context) -> Understood:
    """A bare percentage, a bare plan ("dự kiến 20/12"), or no answer."""
    percents = list(_PERCENT.finditer(text))
    if len(percents) == 1 and not _RANGE.search(text):
        around = text[: percents[0].start()] + " " + text[percents[0].end() :]
        if not _left_over(_DONE_TO.sub("", around)):
            return _by_percent(_value(percents[0]))
    moments = _moments(text, context)
    if any(moment.kind == "bad" for moment in moments):
        return REJECT
    if len(moments) == 1 and _PLANNED.search(text) and not _START.search(text):
        return _plan(moments[0], context, None)
    return UNCLEAR if percents or moments or _HINT.search(text) else REJECT


def _by_percent(percent: Decimal | None) -> Understood:
    if percent is None or not 0 <= percent <= 100:
        return REJECT
    head = {0: "not_started", 100: "done"}.get(int(percent * 100) // 100, "doing")
    head = "doing" if percent not in (0, 100) else head
    return Understood(head, {"percent": _json_number(percent)})


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _value(match: re.Match[str]) -> Decimal | None:
    literal = read_literal(match["number"])
    if literal.doubt not in {"", "point"} or match["sign"] == "-":
        return None
    return literal.value


def _moments(text: str, context: Context) -> list[Moment]:
    without = _PERCENT.sub(lambda match: " " * len(match[0]), text)
    return find_moments(without, Almanac(context.today, "said", context.is_working_day))


def _judged(text: str, context: Context) -> Understood:
    moments = _moments(text, context)
    if any(moment.kind == "bad" for moment in moments):
        return REJECT
    statement = _read(text, moments)
    if isinstance(statement, Understood):
        return statement
    if statement.percent is not None and not 0 <= statement.percent <= 100:
        return REJECT
    judge = _JUDGES.get(statement.signals)
    return judge(statement, context) if judge else UNCLEAR


def _read(text: str, moments: list[Moment]) -> _Statement | Understood:
    reason = _REASON.search(text)
    core = text[: reason.start()] if reason and _has_signal(text[: reason.start()]) else text
    kept = [moment for moment in moments if moment.end <= len(core)]
    masked = core
    for moment in kept:
        masked = masked[: moment.start] + "\0" * (moment.end - moment.start) + masked[moment.end :]
    percents = [match for match in _PERCENT.finditer(masked) if _is_progress(match, masked)]
    if len(percents) > 1 or len(kept) > 2:
        return UNCLEAR
    percent = _percent(percents[0], masked) if percents else None
    if percents and percent is None:
        return REJECT
    masked = _PERCENT.sub(" ", masked)
    signals, rest = _claimed(masked)
    moment = _meant(core, kept, signals)
    planned = bool(_PLANNED.search(rest))
    return _Statement(core, frozenset(signals), percent, moment, rest.replace("\0", ""), planned)


def _has_signal(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _SIGNALS)


def _is_progress(match: re.Match[str], text: str) -> bool:
    """Whether a percentage is the task's own: it stands alone or behind "xong", "được", "còn"."""
    before = text[: match.start()].rstrip()
    if _RISING.search(before[-12:]):
        return False
    if not before or before[-1] in ",(:;-" or _REMAINING.search(before):
        return True
    told = _DONE_TO.search(before)
    return bool(told and told[0])


def _percent(match: re.Match[str], text: str) -> Decimal | None:
    value = _value(match)
    if value is not None and _REMAINING.search(text[: match.start()]):
        return 100 - value
    return value


def _claimed(text: str) -> tuple[set[str], str]:
    signals = set()
    for name, pattern in _SIGNALS:
        if pattern.search(text):
            signals.add(name)
            text = pattern.sub("\1", text)
    return signals, text.replace("\1", " ")


def _meant(text: str, moments: list[Moment], signals: set[str]) -> Moment | None:
    """The day of completion: not the one something began on."""
    begun = signals != {"done"}
    ends = [one for one in moments if not (begun and _FROM.search(text[: one.start]))]
    return ends[0] if len(ends) == 1 else None


def _left_over(text: str) -> list[str]:
    return re.findall(r"\w+", _AROUND.sub(" ", text))


def _nothing(statement: _Statement, context: Context) -> Understood:
    if statement.percent is not None or _REST.search(statement.rest):
        return UNCLEAR
    return Understood("nothing_to_report")


def _not_started(statement: _Statement, context: Context) -> Understood:
    if statement.percent:
        return UNCLEAR
    if _PART.search(statement.rest) and re.search(r"\d", statement.rest):
        return UNCLEAR
    keys = _future_date(statement, context) if statement.planned else {}
    return Understood("not_started", keys)


def _not_started_but_planned(statement: _Statement, context: Context) -> Understood:
    return _not_started(statement, context) if _future_date(statement, context) else UNCLEAR


def _doing(statement: _Statement, context: Context) -> Understood:
    if statement.percent is not None and not 0 < statement.percent < 100:
        return UNCLEAR
    keys: dict[str, object] = {}
    if statement.percent is not None:
        keys["percent"] = _json_number(statement.percent)
    moment = statement.moment
    ending = moment is not None and bool(_UNTIL.search(statement.text[: moment.start]))
    if statement.planned or ending or "done" in statement.signals:
        keys |= _future_date(statement, context)
    return Understood("doing", keys)


def _future_date(statement: _Statement, context: Context) -> dict[str, object]:
    moment, today = statement.moment, context.today
    if moment is None or moment.kind != "day" or today is None or moment.first < today:
        return {}
    return {"date": moment.iso}


def _unfinished(statement: _Statement, context: Context) -> Understood:
    """Not done: being done where a share or a planned day says so, else nobody knows."""
    if statement.percent is not None and 0 < statement.percent < 100:
        return _doing(statement, context)
    if _future_date(statement, context) and (statement.planned or "done" in statement.signals):
        return _doing(statement, context)
    return UNCLEAR


def _done_and_doing(statement: _Statement, context: Context) -> Understood:
    """ "Xong phần 1, phần 2 đang làm", "đang làm, 20/12 xong"."""
    if _future_date(statement, context) and _is_future(statement, context):
        return _doing(statement, context)
    return _doing(statement, context) if _PART.search(statement.rest) else UNCLEAR


def _is_future(statement: _Statement, context: Context) -> bool:
    moment, today = statement.moment, context.today
    return bool(moment and today and moment.kind == "day" and moment.first > today)


def _done(statement: _Statement, context: Context) -> Understood:
    if _ALMOST.search(statement.text):
        return UNCLEAR
    if statement.percent is not None and statement.percent < 100:
        return _doing(statement, context) if statement.percent else UNCLEAR
    if _REST.search(statement.rest):
        return UNCLEAR
    if statement.planned:
        return _planned_done(statement, context)
    if _left_over(statement.rest):
        return UNCLEAR
    return _done_on(statement, context)


def _planned_done(statement: _Statement, context: Context) -> Understood:
    if _left_over(_PLANNED.sub(" ", statement.rest)) and not _is_future(statement, context):
        return UNCLEAR
    moment = statement.moment
    if moment is None:
        return Understood("doing") if not _ALREADY.search(statement.text) else UNCLEAR
    return _plan(moment, context, statement.percent)


def _plan(moment: Moment, context: Context, percent: Decimal | None) -> Understood:
    """A planned day makes it being done; one in the past needs a question."""
    today: date | None = context.today
    if moment.kind == "vague" or (today is not None and moment.last < today):
        return UNCLEAR
    keys: dict[str, object] = {} if percent is None else {"percent": _json_number(percent)}
    return Understood("doing", keys | ({"date": moment.iso} if moment.kind == "day" else {}))


def _done_on(statement: _Statement, context: Context) -> Understood:
    keys: dict[str, object] = {}
    if statement.percent is not None:
        keys["percent"] = _json_number(statement.percent)
    moment, today = statement.moment, context.today
    if moment is None:
        return Understood("done", keys) if statement.text.count("\0") == 0 else UNCLEAR
    if today is not None and moment.kind != "vague" and moment.first > today:
        return _not_yet(statement, moment, context)
    if _UNTIL.search(statement.text[: moment.start]) and moment.kind == "day":
        return UNCLEAR
    if moment.kind == "day" and not moment.loose:
        keys["date"] = moment.iso
    return UNCLEAR if moment.kind == "vague" else Understood("done", keys)


def _not_yet(statement: _Statement, moment: Moment, context: Context) -> Understood:
    """A completion after today is a plan, unless it is said to have happened."""
    if _ALREADY.search(statement.text) or statement.percent == 100:
        return UNCLEAR
    return _plan(moment, context, None)


_JUDGES = {
    frozenset({"nothing"}): _nothing,
    frozenset({"not_started"}): _not_started,
    frozenset({"doing"}): _doing,
    frozenset({"doing", "waiting"}): _doing,
    frozenset({"not_started", "waiting"}): _not_started,
    frozenset({"not_started", "done"}): _not_started_but_planned,
    frozenset({"partly"}): _doing,
    frozenset({"partly", "doing"}): _doing,
    frozenset({"unfinished"}): _unfinished,
    frozenset({"unfinished", "doing"}): _doing,
    frozenset({"unfinished", "done"}): _unfinished,
    frozenset({"unfinished", "doing", "done"}): _doing,
    frozenset({"done", "doing"}): _done_and_doing,
    frozenset({"done"}): _done,
}
