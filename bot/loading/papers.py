"""A unit's submission in a period, with everything a conversation may say of it."""

from collections.abc import Sequence

from aiosqlite import Connection

from domain.people import Role
from domain.period_state import Period
from domain.programme import Programme
from domain.submission import Paper
from storage import entries, files, people, programmes, submissions


async def paper_of(connection: Connection, period: Period, unit: str) -> Paper | None:
    """None where the unit is not on the period's roster."""
    submission = await submissions.get(connection, period.key, unit)
    if submission is None:
        return None
    programme = await programmes.of_period(connection, period.key)
    before = await submissions.earlier(connection, submission, period.programme)
    previous = await submissions.last_sent(connection, before, unit) if before else None
    place = (period.key, unit)
    return Paper(
        period,
        unit,
        programme.unit(unit).name,
        submission,
        programme.tasks_of(unit),
        programme.questions_of(unit),
        await entries.current(connection, *place),
        previous.entries if previous else {},
        await files.evidence(connection, *place),
        await entries.plan(connection, *place),
        (await submissions.last_sent(connection, *place)).entries,
        bool(await people.holding(connection, Role.UNIT_HEAD, unit)),
        tuple(await submissions.late_words(connection, *place)),
        {} if previous else _in_plan(programme, unit),
    )


def _in_plan(programme: Programme, unit: str) -> dict[str, str]:
    """The office's own words are shown to those who write for the office."""
    if unit != programme.drafting_unit:
        return {}
    return {number: "\n".join(said) for number, said in programme.previous_answers.items()}


async def unit_names(connection: Connection) -> dict[str, str]:
    """By code, over all programmes as they stand now."""
    return names_in(await programmes.every(connection))


def names_in(known: Sequence[Programme]) -> dict[str, str]:
    return {unit.code: unit.name for programme in known for unit in programme.units}
