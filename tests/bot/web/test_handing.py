"""Files by link: no cookie, the link signs for itself."""

import hashlib
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from bot.channels.memory import MemoryChannel
from domain.report_files import WHOLE
from storage import people
from tests.bot.web.conftest import Plays, settled
from tests.cast import HA, LAN, PERIOD, Persona
from tests.play import FILES
from tests.recorders import files_that_hold
from tests.reported import compile_year
from tests.served import Served

KEY = "0123456789abcdef"
PHOTO = b"\xff\xd8 the bytes of a photo \xff\xd9"


async def upload_path(staffed: Served, who: Persona = LAN) -> str:
    link = staffed.site.links.upload(await staffed.code_of(who))
    return link.removeprefix(staffed.site.public.url)


async def send(
    staffed: Served, path: str, content: bytes | AsyncIterator[bytes] = PHOTO, **about: str
) -> int:
    query = urlencode({"key": KEY, "name": "hop.jpg", **about})
    return (await staffed.stranger().post(f"{path}?{query}", content)).status


async def test_a_file_sent_by_link_is_evidence_and_answered_where_the_person_is(
    staffed: Served, plays: Plays, channel: MemoryChannel
) -> None:
    await plays("lan@y-te> báo cáo\n")
    path = await upload_path(staffed)
    assert "Nguyễn Thị Lan" in await staffed.stranger().text(path)
    assert await send(staffed, path, caption="Buổi tập huấn") == 200
    await settled(staffed)
    (said,) = channel.take()
    assert said.chat == LAN.chat and "hop.jpg" in said.part.text
    found = await staffed.rows("SELECT period, unit, caption, sha256 FROM evidence")
    ((period, unit, caption, sha256),) = found
    assert (period, unit, caption) == (PERIOD, LAN.unit, "Buổi tập huấn")
    kept = staffed.world.book.folder / "files" / str(sha256)[:2] / str(sha256)
    assert kept.read_bytes() == PHOTO


async def test_a_plan_sent_by_link_is_proposed_where_the_coordinator_is(
    staffed: Served, plays: Plays, channel: MemoryChannel
) -> None:
    await plays("ha> nhập kế hoạch\n")
    plan = (FILES / "ke-hoach-2023.md").read_bytes()
    path = await upload_path(staffed, HA)
    assert await send(staffed, path, plan, name="ke-hoach-2023.md") == 200
    await settled(staffed)
    (said,) = channel.take()
    assert said.chat == HA.chat and "3 khối, 4 nhiệm vụ" in said.part.text


async def test_sent_twice_under_one_key_it_is_one_file(staffed: Served) -> None:
    path = await upload_path(staffed)
    assert await send(staffed, path) == await send(staffed, path) == 200
    await settled(staffed)
    assert len(await staffed.rows("SELECT 1 FROM evidence")) == 1


async def test_a_classified_file_leaves_nothing(staffed: Served) -> None:
    path = await upload_path(staffed)
    assert await send(staffed, path, caption="Tài liệu TỐI MẬT") == 200
    await settled(staffed)
    await staffed.world.database.checkpoint()
    assert files_that_hold(staffed.world.book.folder, "the bytes of a photo") == []
    assert files_that_hold(staffed.world.book.folder, "Tài liệu TỐI MẬT") == []


@pytest.mark.parametrize(
    ("about", "status"), [({"name": "a.exe"}, 415), ({"key": "no key"}, 400), ({"key": ""}, 400)]
)
async def test_what_is_not_taken_is_said(
    staffed: Served, about: dict[str, str], status: int
) -> None:
    assert await send(staffed, await upload_path(staffed), PHOTO, **about) == status
    assert await staffed.rows("SELECT 1 FROM inbox") == []


async def test_a_file_too_large_leaves_nothing(staffed: Served) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(staffed.world.book.rules.max_file_bytes // 2**16 + 2):
            yield bytes(2**16)

    assert await send(staffed, await upload_path(staffed), endless()) == 413
    assert [p for p in staffed.world.book.folder.glob("uploads/*")] == []


async def test_a_link_ends_with_its_time_and_with_the_persons_last_role(staffed: Served) -> None:
    path = await upload_path(staffed)
    code = await staffed.code_of(LAN)
    async with staffed.world.database.transaction() as connection:
        await people.end_grant(connection, code, LAN.role, LAN.unit, staffed.clock())
    assert (await staffed.stranger().get(path)).status == 404
    async with staffed.world.database.transaction() as connection:
        await people.grant(connection, code, LAN.role, LAN.unit, staffed.clock())
    assert (await staffed.stranger().get(path)).status == 200
    staffed.clock.advance(hours=24)
    assert (await staffed.stranger().get(path)).status == 404
    assert await send(staffed, path) == 404


async def test_a_link_for_one_purpose_is_none_for_another(staffed: Served) -> None:
    path = await upload_path(staffed)
    assert (await staffed.stranger().get(path.replace("/upload/", "/download/"))).status == 404


async def picture_path(staffed: Served, sha256: str, who: Persona = HA) -> str:
    link = staffed.site.links.picture(f"person:{await staffed.code_of(who)}", sha256)
    return link.removeprefix(staffed.site.public.url)


async def test_a_messenger_fetches_the_picture_of_a_report_without_a_page_before_it(
    staffed: Served,
) -> None:
    stored = (await compile_year(staffed.world, HA)).stored
    path = await picture_path(staffed, stored.picture)
    answer = await staffed.stranger().get(path)
    assert hashlib.sha256(answer.body).hexdigest() == stored.picture
    assert answer.body.startswith(b"\x89PNG")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "private"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Content-Disposition" not in answer.headers
    staffed.clock.advance(hours=24)
    assert (await staffed.stranger().get(path)).status == 404


async def test_such_a_link_gives_nothing_but_pictures_of_reports(staffed: Served) -> None:
    stored = (await compile_year(staffed.world, HA)).stored
    for other in (stored.docx, *stored.given(WHOLE), "0" * 64, ""):
        path = await picture_path(staffed, other)
        assert (await staffed.stranger().get(path)).status == 404
    path = await picture_path(staffed, stored.picture)
    for changed in (
        path.removesuffix(".png"),
        path.replace("/picture/", "/download/"),
        f"{path}x",
    ):
        assert (await staffed.stranger().get(changed)).status == 404


async def test_a_picture_is_shown_to_nobody_who_lost_the_right_to_the_report(
    staffed: Served,
) -> None:
    stored = (await compile_year(staffed.world, HA)).stored
    unit = await picture_path(staffed, stored.picture, LAN)
    assert (await staffed.stranger().get(unit)).status == 404
    path, code = await picture_path(staffed, stored.picture), await staffed.code_of(HA)
    assert (await staffed.stranger().get(path)).status == 200
    async with staffed.world.database.transaction() as connection:
        await people.end_grant(connection, code, HA.role, HA.unit, staffed.clock())
    assert (await staffed.stranger().get(path)).status == 404


async def test_a_report_comes_by_link_where_no_files_are_carried(staffed: Served) -> None:
    compiled = await compile_year(staffed.world, HA)
    owner = f"person:{await staffed.code_of(HA)}"
    path = staffed.site.links.download(owner, compiled.stored.docx).removeprefix(
        staffed.site.public.url
    )
    page = await staffed.stranger().text(path)
    assert f'href="{path}/file"' in page
    answer = await staffed.stranger().get(f"{path}/file")
    assert answer.body == compiled.docx
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "no-store"
