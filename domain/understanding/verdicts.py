"""What a statement about a task says of its status; two readings give unclear."""

import re
from datetime import date
from decimal import Decimal

from domain.understanding import statements as reading
from domain.understanding.answers import UNCLEAR, Context, Understood
from domain.understanding.moments import Moment


def json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _nothing(statement: reading.Statement, context: Context) -> Understood:
    if statement.percent is not None or reading.EXCEPT.search(statement.rest):
        return UNCLEAR
    return Understood("nothing_to_report")


def _not_started(statement: reading.Statement, context: Context) -> Understood:
    if statement.percent:
        return UNCLEAR
    if reading.PART.search(statement.rest) and re.search(r"\d", statement.rest):
        return UNCLEAR
    keys = _future_date(statement, context) if statement.planned else {}
    return Understood("not_started", keys)


def _not_started_but_planned(statement: reading.Statement, context: Context) -> Understood:
    return _not_started(statement, context) if _future_date(statement, context) else UNCLEAR


def _doing(statement: reading.Statement, context: Context) -> Understood:
    if statement.percent is not None and not 0 < statement.percent < 100:
        return UNCLEAR
    keys: dict[str, object] = {}
    if statement.percent is not None:
        keys["percent"] = json_number(statement.percent)
    moment = statement.moment
    ending = moment is not None and bool(reading.UNTIL.search(statement.text[: moment.start]))
    if statement.planned or ending or "done" in statement.signals:
        keys |= _future_date(statement, context)
    elif _is_future(statement, context):
        return UNCLEAR  # "tuần sau mới làm": not yet
    return Understood("doing", keys)


def _future_date(statement: reading.Statement, context: Context) -> dict[str, object]:
    moment, today = statement.moment, context.today
    if moment is None or moment.kind != "day" or today is None or moment.first < today:
        return {}
    return {"date": moment.iso}


def _unfinished(statement: reading.Statement, context: Context) -> Understood:
    """Not done: being done where a share or a planned day says so, else nobody knows."""
    if statement.percent is not None and 0 < statement.percent < 100:
        return _doing(statement, context)
    if _future_date(statement, context) and (statement.planned or "done" in statement.signals):
        return _doing(statement, context)
    return UNCLEAR


def _done_and_doing(statement: reading.Statement, context: Context) -> Understood:
    """ "Xong phần 1, phần 2 đang làm", "đang làm, 20/12 xong"."""
    if _future_date(statement, context) and _is_future(statement, context):
        return _doing(statement, context)
    return _doing(statement, context) if reading.PART.search(statement.rest) else UNCLEAR


def _is_future(statement: reading.Statement, context: Context) -> bool:
    moment, today = statement.moment, context.today
    return bool(moment and today and moment.kind != "vague" and moment.first > today)


def _done(statement: reading.Statement, context: Context) -> Understood:
    if reading.ALMOST.search(statement.text):
        return UNCLEAR
    if statement.percent is not None and statement.percent < 100:
        return _doing(statement, context) if statement.percent else UNCLEAR
    if reading.REST.search(statement.rest):
        return UNCLEAR
    if statement.planned:
        return _planned_done(statement, context)
    if reading.left_over(statement.rest):
        return UNCLEAR
    return _done_on(statement, context)


def _planned_done(statement: reading.Statement, context: Context) -> Understood:
    if reading.left_over(reading.PLANNED.sub(" ", statement.rest)) and not _is_future(
        statement, context
    ):
        return UNCLEAR
    moment = statement.moment
    if moment is None:
        return Understood("doing") if not reading.ALREADY.search(statement.text) else UNCLEAR
    return plan(moment, context, statement.percent)


def plan(moment: Moment, context: Context, percent: Decimal | None) -> Understood:
    """A planned day makes it being done; one in the past needs a question."""
    today: date | None = context.today
    if moment.kind == "vague" or (today is not None and moment.last < today):
        return UNCLEAR
    keys: dict[str, object] = {} if percent is None else {"percent": json_number(percent)}
    return Understood("doing", keys | ({"date": moment.iso} if moment.kind == "day" else {}))


def _done_on(statement: reading.Statement, context: Context) -> Understood:
    keys: dict[str, object] = {}
    if statement.percent is not None:
        keys["percent"] = json_number(statement.percent)
    moment, today = statement.moment, context.today
    if moment is None:
        return Understood("done", keys) if statement.text.count("\0") == 0 else UNCLEAR
    if today is not None and moment.kind != "vague" and moment.first > today:
        return _not_yet(statement, moment, context)
    if reading.UNTIL.search(statement.text[: moment.start]) and moment.kind == "day":
        return UNCLEAR
    open_end = today is not None and moment.kind != "vague" and moment.last > today
    if open_end and not reading.ALREADY.search(statement.text):
        return UNCLEAR  # "xong tuần này": has it, or will it?
    if moment.kind == "day" and not moment.loose:
        keys["date"] = moment.iso
    return UNCLEAR if moment.kind == "vague" else Understood("done", keys)


def _not_yet(statement: reading.Statement, moment: Moment, context: Context) -> Understood:
    """A completion after today is a plan, unless it is said to have happened."""
    if reading.ALREADY.search(statement.text) or statement.percent == 100:
        return UNCLEAR
    return plan(moment, context, None)


JUDGES = {
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
