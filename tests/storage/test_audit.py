from aiosqlite import Connection

from storage import audit
from storage.audit import Deed
from tests.storage.conftest import NOW


async def test_a_chain_of_lines_verifies(connection: Connection) -> None:
    for number in range(3):
        deed = Deed("SaveEntry", {"n": str(number)}, "lời")
        await audit.record(connection, "p-0001", [deed, deed], NOW)
    assert await audit.first_broken_line(connection) is None


async def test_a_changed_or_missing_line_is_found(connection: Connection) -> None:
    for number in range(4):
        deed = Deed("SaveEntry", {"n": str(number)}, "lời")
        await audit.record(connection, "p-0001", [deed, deed], NOW)
    await connection.execute("UPDATE audit SET actor = 'p-0009' WHERE id = 3")
    assert await audit.first_broken_line(connection) == 3
    await connection.execute("DELETE FROM audit WHERE id = 2")
    assert await audit.first_broken_line(connection) == 3


async def test_texts_do_not_enter_the_log(connection: Connection) -> None:
    deed = Deed("SaveEntry", {"item": "1.3"}, "kết quả")
    await audit.record(connection, "p-0001", [deed], NOW)
    rows = list(await connection.execute_fetchall("SELECT * FROM audit"))
    assert "kết quả" not in "".join(str(cell) for cell in tuple(rows[0]))
