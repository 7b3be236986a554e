from datetime import timedelta

import pytest
from aiosqlite import Connection

from domain.rewriting import Rewriting
from storage import rewritings
from tests.storage.conftest import NOW

PERIOD = "p:2022"


def written(line: str, heading: str = "III") -> Rewriting:
    return Rewriting(heading, (line,), ("- Cũ.",), "p-0001", NOW, "m1")


@pytest.fixture(autouse=True)
async def periods_there(connection: Connection) -> None:
    await connection.execute("INSERT INTO programme_versions VALUES ('p', 1, '{}', '', '')")
    for key in (PERIOD, "p:2023"):
        row = "INSERT INTO periods VALUES (?, 'p', 1, '{}', 'open', NULL)"
        await connection.execute(row, (key,))


async def test_the_newest_of_a_heading_stands(connection: Connection) -> None:
    for line in ("Một.", "Hai."):
        await rewritings.add(connection, PERIOD, written(line))
    await rewritings.add(connection, PERIOD, written("Khác.", "IV"))
    await rewritings.add(connection, "p:2023", written("Năm khác."))
    assert list(await rewritings.standing(connection, PERIOD)) == [
        written("Hai."),
        written("Khác.", "IV"),
    ]


async def test_a_dropped_one_is_kept_but_does_not_stand(connection: Connection) -> None:
    for line in ("Một.", "Hai."):
        await rewritings.add(connection, PERIOD, written(line))
    later = NOW + timedelta(hours=1)
    assert await rewritings.drop(connection, PERIOD, "III", "p-0002", later)
    assert not await rewritings.drop(connection, PERIOD, "III", "p-0002", later)
    assert list(await rewritings.standing(connection, PERIOD)) == []
    assert (await rewritings.newest(connection, PERIOD))["III"].rewriting == written("Hai.")


async def test_after_dropping_it_may_be_rewritten_again(connection: Connection) -> None:
    await rewritings.add(connection, PERIOD, written("Một."))
    await rewritings.drop(connection, PERIOD, "III", "p-0002", NOW)
    await rewritings.add(connection, PERIOD, written("Hai."))
    assert list(await rewritings.standing(connection, PERIOD)) == [written("Hai.")]
    rows = await connection.execute_fetchall("SELECT dropped_by FROM rewritings ORDER BY id")
    assert [row[0] for row in rows] == ["p-0002", None]
