from dataclasses import replace
from datetime import timedelta

import pytest
from aiosqlite import Connection

from domain.errors import StaleEdit
from domain.period_state import Period, PeriodState
from domain.programme import Frame, Programme
from domain.status import Said
from domain.submission import Entry, Statement, Submission
from storage import entries, periods, programmes, submissions
from tests.storage.conftest import NOW

PLACE = ("p:2022", "phong-y-te")


@pytest.fixture
async def books(connection: Connection) -> Connection:
    programme = Programme("p", "Chương trình", Frame(), (), (), (), (), ())
    version = await programmes.put(connection, programme, "tests", NOW)
    day = NOW.date()
    period = Period("2022", "p", day, day, NOW, NOW, NOW, state=PeriodState.OPEN, opened_at=NOW)
    await periods.put(connection, period, version)
    await submissions.put(connection, Submission(*PLACE))
    return connection


async def test_every_save_is_a_version_and_the_newest_stands(books: Connection) -> None:
    first = await entries.save(books, PLACE, Entry("1.1", said=Said.DOING), "p-0001", NOW)
    statement = Statement("Đã ban hành kế hoạch.", "p-0001", NOW, "m1")
    await entries.save(books, PLACE, first.saying(statement), "p-0001", NOW)
    standing = (await entries.current(books, *PLACE))["1.1"]
    assert (standing.version, standing.text) == (2, "Đã ban hành kế hoạch.")
    assert standing.statements[0] == statement


async def test_a_save_from_an_old_version_is_refused_with_the_newer_text(
    books: Connection,
) -> None:
    statement = Statement("của người khác", "p-0002", NOW)
    await entries.save(books, PLACE, Entry("1.1").saying(statement), "p-0002", NOW)
    with pytest.raises(StaleEdit) as refused:
        await entries.save(books, PLACE, Entry("1.1", said=Said.DONE), "p-0001", NOW)
    assert refused.value.data["text"] == "của người khác"


async def test_what_was_sent_stays_as_it_stood(books: Connection) -> None:
    entry = await entries.save(books, PLACE, Entry("1.1", said=Said.DOING), "p-0001", NOW)
    sent = Submission(*PLACE, version=1)
    await submissions.keep_version(books, sent, submissions.Sent({"1.1": entry}), "p-0001", NOW)
    await entries.save(books, PLACE, replace(entry, said=Said.DONE), "p-0001", NOW)
    assert (await submissions.last_sent(books, *PLACE)).entries["1.1"].said is Said.DOING


async def test_the_period_before_is_one_in_which_the_unit_sent(books: Connection) -> None:
    programme_version = await programmes.newest_version(books, "p")
    here = await periods.get(books, "p:2022")
    assert here is not None
    before = replace(here, code="2021", opened_at=NOW - timedelta(days=365))
    await periods.put(books, before, programme_version)
    submission = Submission(*PLACE)
    assert await submissions.earlier(books, submission, "p") is None
    await submissions.put(books, Submission("p:2021", PLACE[1]))
    last_year = Submission("p:2021", PLACE[1], version=1)
    await submissions.keep_version(books, last_year, submissions.Sent(), "p-0001", NOW)
    assert await submissions.earlier(books, submission, "p") == "p:2021"
