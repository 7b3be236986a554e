"""Files by link: no cookie, the link signs for itself."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from storage import people
from tests.bot.web.report_tools import PUBLIC_URL, Browser, Office, office
from tests.cast import LAN, PERIOD
from tests.recorders import code_of, files_that_hold, rows

KEY = "0123456789abcdef"
PHOTO = b"\xff\xd8 the bytes of a photo \xff\xd9"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as here:
        yield here


async def upload_path(here: Office) -> str:
    link = here.site.links.upload(await code_of(here.world.database.reader, LAN))
    return link.removeprefix(PUBLIC_URL)


async def send(
    here: Office, path: str, content: bytes | AsyncIterator[bytes] = PHOTO, **about: str
) -> int:
    query = urlencode({"key": KEY, "name": "hop.jpg", **about})
    origin = str(here.client.make_url("/")).rstrip("/")
    answer = await here.client.post(
        f"{path}?{query}", data=content, headers={"Origin": origin, "Content-Type": "image/jpeg"}
    )
    return answer.status


async def test_a_file_sent_by_link_is_evidence_and_answered_where_the_person_is(
    here: Office,
) -> None:
    await here.player.play("lan@y-te> báo cáo\n")
    path = await upload_path(here)
    assert "Nguyễn Thị Lan" in await Browser(here.client).text(path)
    assert await send(here, path, caption="Buổi tập huấn") == 200
    await here.world.settle()
    (said,) = here.player.channel.take()
    assert said.chat == LAN.chat and "hop.jpg" in said.part.text
    found = await rows(here.world, "SELECT period, unit, caption, sha256 FROM evidence")
    ((period, unit, caption, sha256),) = found
    assert (period, unit, caption) == (PERIOD, LAN.unit, "Buổi tập huấn")
    kept = here.world.book.folder / "files" / str(sha256)[:2] / str(sha256)
    assert kept.read_bytes() == PHOTO


async def test_sent_twice_under_one_key_it_is_one_file(here: Office) -> None:
    path = await upload_path(here)
    assert await send(here, path) == await send(here, path) == 200
    await here.world.settle()
    assert len(await rows(here.world, "SELECT 1 FROM evidence")) == 1


async def test_a_classified_file_leaves_nothing(here: Office) -> None:
    path = await upload_path(here)
    assert await send(here, path, caption="Tài liệu TỐI MẬT") == 200
    await here.world.settle()
    await here.world.database.checkpoint()
    assert files_that_hold(here.world.book.folder, "the bytes of a photo") == []
    assert files_that_hold(here.world.book.folder, "Tài liệu TỐI MẬT") == []


@pytest.mark.parametrize(
    ("about", "status"), [({"name": "a.exe"}, 415), ({"key": "no key"}, 400), ({"key": ""}, 400)]
)
async def test_what_is_not_taken_is_said(here: Office, about: dict[str, str], status: int) -> None:
    assert await send(here, await upload_path(here), **about) == status
    assert await rows(here.world, "SELECT 1 FROM inbox") == []


async def test_a_file_too_large_leaves_nothing(here: Office) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(here.world.book.rules.max_file_bytes // 2**16 + 2):
            yield bytes(2**16)

    assert await send(here, await upload_path(here), endless()) == 413
    assert [p for p in here.world.book.folder.glob("uploads/*")] == []


async def test_a_link_ends_with_its_time_and_with_the_persons_last_role(here: Office) -> None:
    path = await upload_path(here)
    code = await code_of(here.world.database.reader, LAN)
    async with here.world.database.transaction() as connection:
        await people.end_grant(connection, code, LAN.role, LAN.unit, here.clock())
    assert (await here.stranger.get(path)).status == 404
    async with here.world.database.transaction() as connection:
        await people.grant(connection, code, LAN.role, LAN.unit, here.clock())
    assert (await here.stranger.get(path)).status == 200
    here.clock.advance(hours=24)
    assert (await here.stranger.get(path)).status == 404
    assert await send(here, path) == 404


async def test_a_link_for_one_purpose_is_none_for_another(here: Office) -> None:
    path = await upload_path(here)
    assert (await here.stranger.get(path.replace("/upload/", "/download/"))).status == 404


async def test_a_report_comes_by_link_where_no_files_are_carried(here: Office) -> None:
    compiled = await here.compiles(LAN)
    owner = f"person:{await code_of(here.world.database.reader, LAN)}"
    path = here.site.links.download(owner, compiled.stored.docx).removeprefix(PUBLIC_URL)
    page = await here.stranger.text(path)
    assert f'href="{path}/file"' in page
    answer = await here.stranger.get(f"{path}/file")
    assert await answer.read() == compiled.docx
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "no-store"
