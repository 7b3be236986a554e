"""What strangers and refused files leave behind, and for how long."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from bot.tidying import Tidying
from bot.web.visitors import STRANGERS
from tests.bot.web.conftest import Knocks
from tests.bot.web.knocking import KEY, Knocker
from tests.cast import LAN
from tests.hand_clock import HandClock
from tests.recorders import files_that_hold
from tests.served import Served

TABLES = ("browsers", "lines", "inbox", "outbox", "wrong_codes", "sessions")


async def left(office: Served) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        ((counts[table],),) = await office.rows(f"SELECT count(*) FROM {table}")
    return counts


def tidying(office: Served) -> Tidying:
    return Tidying(office.world.database, office.site.uploads, timedelta(hours=72))


async def test_strangers_are_swept_out_after_a_day_and_people_stay(
    office: Served, stranger: Knocker, knows: Knocks, clock: HandClock
) -> None:
    lan = await knows(LAN)
    await lan.says("trợ giúp", uuid4().hex)
    await office.world.settle()
    before = await left(office)
    await stranger.post("/join", {"key": KEY, "code": "AAAA-2222"})
    await office.world.settle()
    assert (await left(office))["wrong_codes"] == 1
    clock.advance(hours=STRANGERS.total_seconds() / 3600)
    await tidying(office).tidy(clock())
    assert await left(office) == before


async def test_a_code_that_was_shown_is_not_kept_beyond_its_time(
    office: Served, knows: Knocks, clock: HandClock
) -> None:
    lan = await knows(LAN)
    await lan.says("thêm thiết bị", uuid4().hex)
    await office.world.settle()
    shown = "SELECT count(*) FROM outbox WHERE reply LIKE '%\"code\":%'"
    assert await office.rows(shown) == [(1,)]
    clock.advance(hours=72)
    await tidying(office).tidy(clock())
    assert await office.rows(shown) == [(0,)]


async def test_of_a_refused_album_no_file_stays(
    office: Served, knows: Knocks, tmp_path: Path
) -> None:
    lan, album = await knows(LAN), uuid4().hex
    for name, caption in (("mot.jpg", ""), ("hai.jpg", "Tài liệu MẬT")):
        more = f"&album={album}&caption={caption}"
        await lan.sends(b"bytes of " + name.encode(), name, uuid4().hex, more)
    await office.world.settle()
    await office.world.database.checkpoint()
    assert files_that_hold(office.folder, "bytes of") == []


async def test_a_repeated_upload_leaves_no_second_copy(office: Served, knows: Knocks) -> None:
    lan = await knows(LAN)
    for _ in range(3):
        assert (await lan.sends(b"once", "anh.jpg")).status == 200
    await office.world.settle()
    assert list(office.folder.glob("uploads/*")) == []
