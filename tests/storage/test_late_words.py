from datetime import timedelta

from aiosqlite import Connection

from domain.submission import LateWord
from storage import submissions
from tests.storage.conftest import NOW


async def test_what_was_said_late_comes_back_in_order_and_for_its_unit(
    connection: Connection,
) -> None:
    place, later = ("p:2022", "phong-y-te"), NOW + timedelta(hours=1)
    await submissions.keep_late_word(connection, place, "Thêm 2 lớp", "m1", "p-1", NOW)
    await submissions.keep_late_word(connection, place, "Thêm 1 lớp", "m2", "p-2", later)
    other = ("p:2022", "cong-an")
    await submissions.keep_late_word(connection, other, "Khác", "m3", "p-3", NOW)
    assert list(await submissions.late_words(connection, *place)) == [
        LateWord("Thêm 2 lớp", "p-1", NOW),
        LateWord("Thêm 1 lớp", "p-2", later),
    ]
