"""Effects on a period: opening freezes the roster, a changed time starts a new schedule."""

from dataclasses import replace

from bot.applying.context import Context
from domain import effects
from domain.errors import DomainError, NothingSuch, WrongState
from domain.period_state import Period, PeriodState
from domain.periods import GivenDates, PeriodDates, parse_code, plan_dates
from domain.programme import Programme
from domain.submission import Submission
from storage import periods, programmes, submissions


class AlreadyOpen(DomainError):
    """The period was opened before: `period`."""

    template = "errors/already_open.j2"


async def open_period(context: Context, effect: effects.OpenPeriod) -> None:
    programme, code = await programme_and_code(context, effect.code)
    if await periods.get(context.connection, f"{programme.code}:{code}"):
        raise AlreadyOpen(period=code)
    given = GivenDates(effect.unit_due, effect.compile_due, opens_at=context.now)
    period = _period(programme.code, code, dates_of(context, code, given))
    version = await programmes.newest_version(context.connection, programme.code)
    opened = replace(period, state=PeriodState.OPEN, opened_at=context.now)
    await periods.put(context.connection, opened, version)
    for unit in roster(programme):
        await submissions.put(context.connection, Submission(opened.key, unit))


def dates_of(context: Context, code: str, given: GivenDates) -> PeriodDates:
    rules = context.book.periods[parse_code(code).kind]
    return plan_dates(code, rules, context.book.calendar, given)


def _period(programme: str, code: str, dates: PeriodDates) -> Period:
    return Period(
        code,
        programme,
        dates.data_from,
        dates.data_to,
        dates.opens_at,
        dates.unit_due,
        dates.compile_due,
        dates.lock_at,
    )


def roster(programme: Programme) -> tuple[str, ...]:
    """Every unit that answers a task or has a heading of its own for what it plans, in the order
    of the plan, and the drafting unit."""
    answering = [unit for task in programme.tasks for unit in programme.answering(task)]
    for block in programme.blocks:
        answering += [unit for code in block.units for unit in programme.members(code)]
    drafting = [programme.drafting_unit] if programme.drafting_unit else []
    return tuple(dict.fromkeys(answering + drafting))


async def programme_and_code(context: Context, key: str) -> tuple[Programme, str]:
    """From "programme:code", or a bare code where there is one programme only."""
    name, _, code = key.rpartition(":")
    known = await programmes.codes(context.connection)
    name = name or (known[0] if len(known) == 1 else "")
    programme = await programmes.get(context.connection, name) if name else None
    if programme is None:
        raise NothingSuch(what=key)
    return programme, parse_code(code).code


async def extend_period(context: Context, effect: effects.ExtendPeriod) -> None:
    """The lock moves as far as the compile due time does."""
    period = await _in_state(context, effect.code, PeriodState.OPEN)
    given = GivenDates(effect.until, opens_at=period.opens_at)
    planned = dates_of(context, period.code, given)
    compile_due = max(planned.compile_due, period.compile_due)
    moved = compile_due - period.compile_due
    lock_at = period.lock_at + moved if period.lock_at else None
    await periods.change(
        context.connection,
        replace(
            period,
            unit_due=planned.unit_due,
            compile_due=compile_due,
            lock_at=lock_at,
            schedule=period.schedule + 1,
            due_since=context.now,
        ),
    )


async def lock_period(context: Context, effect: effects.LockPeriod) -> None:
    period = await _in_state(context, effect.code, PeriodState.OPEN)
    locked = replace(period, state=PeriodState.LOCKED, locked_at=context.now)
    await periods.change(context.connection, locked)


async def unlock_period(context: Context, effect: effects.UnlockPeriod) -> None:
    """It stays open until locked by hand: its own lock time has passed."""
    period = await _in_state(context, effect.code, PeriodState.LOCKED)
    opened = replace(
        period,
        state=PeriodState.OPEN,
        lock_at=None,
        locked_at=None,
        schedule=period.schedule + 1,
    )
    await periods.change(context.connection, opened)


async def _in_state(context: Context, key: str, state: PeriodState) -> Period:
    period = await context.period(key)
    if period.state is not state:
        move = "lock" if state is PeriodState.OPEN else "unlock"
        raise WrongState(move=f"{move}_period", state=str(period.state), unit=period.code)
    return period
