"""What pages may ask of the chat: saying, sending files, reading lines and files, seeing once."""

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest

from bot.channels.web import BOT, WebChannel
from domain.conversation import SentFile
from domain.messages import Address, Reply
from storage import inbox
from tests.bot.web.conftest import Knocks, settled
from tests.bot.web.knocking import KEY, Knocker
from tests.cast import HA, LAN, SON
from tests.served import Served

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


async def heard(office: Served) -> int:
    ((count,),) = await office.rows("SELECT count(*) FROM inbox WHERE channel = 'web'")
    return int(count)


def files_kept(office: Served) -> list[bytes]:
    """Everything that lies in the data folder but the database."""
    found = [path for path in office.folder.rglob("*") if path.is_file()]
    return [path.read_bytes() for path in found if not path.name.startswith("tiendo.sqlite3")]


# Saying.


async def test_what_is_said_twice_under_one_key_is_said_once(
    knows: Knocks, office: Served
) -> None:
    lan = await knows(LAN)
    for _ in range(3):
        answer = await lan.says("báo cáo")
        assert (answer.status, answer.json()) == (200, {"stored": KEY})
    await settled(office)
    assert await heard(office) == 1
    shown = (await lan.lines())["lines"]
    assert [line["by"] for line in shown] == ["person", "bot"]
    assert shown[0]["key"] == KEY


async def test_a_key_is_ones_own(knows: Knocks, office: Served) -> None:
    """Nobody can use up, or answer with, the keys of somebody else's chat."""
    lan, son = await knows(LAN), await knows(SON)
    await son.says("giúp")
    await lan.says("báo cáo")
    assert await heard(office) == 2
    ((chat,), *_) = await office.rows("SELECT chat FROM addresses ORDER BY person")
    assert (await son.says("giúp", f"{chat}:{KEY}")).status == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        ({"key": KEY}, 400), ({"key": KEY, "text": ""}, 400), ({"key": KEY, "text": "  "}, 400),
        ({"key": KEY, "text": 7}, 400), ({"key": KEY, "text": ["x"]}, 400),
        ({"key": "x", "text": "x"}, 400), ({"text": "x"}, 400),
        ({"key": KEY, "question": "1", "index": 0}, 400),
        ({"key": KEY, "question": 1, "index": -1}, 400),
        ({"key": KEY, "question": 1, "index": 1000}, 400),
        ({"key": KEY, "question": 1.5, "index": 1}, 400),
        ({"key": KEY, "question": True, "index": False}, 400),
        ({"key": KEY, "question": 2**63, "index": 0}, 400),
        ({"key": KEY, "text": "x" * 100_001}, 413),
        ({"key": KEY, "text": "x", "more": "y" * 600_000}, 413),
    ],
)  # fmt: skip
async def test_what_has_the_wrong_shape_is_refused(
    knows: Knocks, office: Served, body: Any, status: int
) -> None:
    assert (await (await knows(LAN)).post("/chat/say", body)).status == status
    assert await heard(office) == 0


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("x" * 100_000, "x" * 100_000),
        ("a\x00b", "ab"),
        ("nửa \ud83d chữ", "nửa \ufffd chữ"),
        ("a\r\nb", "a\r\nb"),
    ],
)
async def test_any_text_is_taken(knows: Knocks, office: Served, said: str, kept: str) -> None:
    lan = await knows(LAN)
    assert (await lan.says(said)).status == 200
    assert (await lan.lines())["lines"][0]["text"] == kept


@pytest.mark.parametrize("path", ["/chat/say", "/chat/seen", "/chat/files?key=k&name=a.jpg"])
async def test_nobody_speaks_without_having_come_in(stranger: Knocker, path: str) -> None:
    assert (await stranger.post(path, {"key": KEY, "text": "x"})).status == 401


# Pressing.


async def test_a_choice_is_shown_by_its_label(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    await lan.says("báo cáo")
    await settled(office)
    choice = (await lan.lines())["lines"][-1]["choices"][1]
    assert choice["label"] == "Đang thực hiện"
    pressed = {"key": "key-of-a-press", "question": choice["question"], "index": choice["index"]}
    await lan.post("/chat/say", pressed)
    await settled(office)
    shown = (await lan.lines())["lines"]
    assert (shown[2]["by"], shown[2]["text"]) == ("person", "Đang thực hiện")
    assert "Kết quả trong kỳ?" in shown[3]["text"]


async def test_questions_of_others_are_neither_shown_nor_answered(
    knows: Knocks, office: Served
) -> None:
    lan, son = await knows(LAN), await knows(SON)
    await lan.says("báo cáo")
    await settled(office)
    question = (await lan.lines())["lines"][-1]["choices"][0]["question"]
    await son.post("/chat/say", {"key": "key-of-a-press", "question": question, "index": 0})
    await settled(office)
    shown = (await son.lines())["lines"]
    assert [line["by"] for line in shown] == ["bot"]
    assert "hoàn thành" not in shown[0]["text"]
    assert await office.rows("SELECT * FROM entries") == []


# Reading.


async def test_lines_come_in_pages_without_gaps_or_repeats(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    for n in range(45):
        office.clock.advance(seconds=2)
        await lan.says(f"Trao đổi thứ {n}.", f"opinion-{n}")
        await settled(office)
    page = await lan.lines()
    found = page["lines"]
    assert (len(found), page["more"]) == (40, True)
    assert (page["first"], page["last"]) == (found[0]["id"], found[-1]["id"])
    while page["more"]:
        page = await lan.lines(f"?before={page['first']}")
        found = page["lines"] + found
    numbers = [line["id"] for line in found]
    assert numbers == sorted(set(numbers)) and len(numbers) == 90
    said = [line["text"] for line in found if line["by"] == "person"]
    assert said == [f"Trao đổi thứ {n}." for n in range(45)]
    assert (await lan.lines(f"?before={numbers[0]}"))["lines"] == []


@pytest.mark.parametrize("before", ["x", "-1", "9" * 16, "1 OR 1", "٣"])
async def test_a_place_that_is_none_is_the_newest(knows: Knocks, before: str) -> None:
    lan = await knows(LAN)
    await lan.says("báo cáo")
    assert len((await lan.lines(f"?before={before}"))["lines"]) >= 1


async def test_lines_of_others_are_not_shown(knows: Knocks, office: Served) -> None:
    lan, son = await knows(LAN), await knows(SON)
    await lan.says("báo cáo")
    await settled(office)
    assert (await son.lines())["lines"] == []


async def test_what_is_new_comes_live_and_on_from_the_last(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    await lan.says("báo cáo")
    await settled(office)
    async with await lan.opens("GET", "/chat/stream?after=0") as stream:
        told = [await anext(aiter(stream.content)) for _ in range(8)]
    assert told[1] == b"event: line\n" and "báo cáo" in told[2].decode()
    number = told[0].decode().removeprefix("id: ").strip()
    again = {"Last-Event-ID": number}
    async with await lan.opens("GET", "/chat/stream?after=0", again) as stream:
        first = await anext(aiter(stream.content))
    assert int(first.decode().removeprefix("id: ")) > int(number)


# Files in.


async def test_a_file_is_kept_byte_for_byte(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    for _ in range(2):
        answer = await lan.sends(PHOTO, "anh.jpg", more="&caption=H%E1%BB%8Dp")
        assert answer.status == 200
    await settled(office)
    rows = await office.rows("SELECT sha256, caption FROM evidence")
    assert rows == [(sha256(PHOTO).hexdigest(), "Họp")]
    assert await heard(office) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("tro-choi.exe", 415), ("bang.xlsm", 415), ("kho.zip", 415), ("trang.html", 415),
        ("anh.svg", 415), ("jpg", 415), (".jpg", 415), ("anh.jpg.exe", 415), ("", 415),
        ("anh.jpg%00.exe", 415), ("ANH.JPG", 200), ("../../anh.jpg", 200),
    ],
)  # fmt: skip
async def test_only_files_of_the_usual_kinds_are_taken(
    knows: Knocks, office: Served, name: str, status: int
) -> None:
    lan = await knows(LAN)
    assert (await lan.sends(PHOTO, name)).status == status
    if status != 200:
        assert await heard(office) == 0
        assert files_kept(office) == []


async def test_a_file_that_is_too_large_leaves_nothing(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    most = office.world.book.rules.max_file_bytes
    assert (await lan.sends(b"x" * (most + 1), "anh.jpg")).status == 413

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(most // 1_000_000 + 1):
            yield b"x" * 1_000_000

    path = f"/chat/files?key={KEY}&name=anh.jpg"
    assert (await lan.post(path, unannounced())).status == 413
    assert await heard(office) == 0
    assert files_kept(office) == []


async def test_a_file_that_breaks_off_leaves_nothing(
    knows: Knocks, office: Served, caplog: pytest.LogCaptureFixture
) -> None:
    lan = await knows(LAN)
    await lan.read_token()
    _, writer = await asyncio.open_connection("127.0.0.1", office.port)
    head = (
        f"POST /chat/files?key={KEY}&name=anh.jpg HTTP/1.1",
        f"Host: {lan.host}",
        f"Origin: {lan.origin}",
        f"Cookie: tiendo={lan.cookie}",
        f"X-Tiendo-Token: {lan.token}",
        "Content-Length: 1000000",
    )
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + PHOTO)
    await writer.drain()
    async with asyncio.timeout(10):
        while not files_kept(office):  # noqa: ASYNC110 (a file, not an event)
            await asyncio.sleep(0.002)
        writer.close()
        while files_kept(office):  # noqa: ASYNC110 (a file, not an event)
            await asyncio.sleep(0.002)
    assert await heard(office) == 0
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_who_has_not_consented_sends_no_files(stranger: Knocker, office: Served) -> None:
    answer = await stranger.post("/join", {"key": KEY, "code": await office.invites(LAN)})
    stranger.cookie = answer.cookies["tiendo"].value
    await stranger.read_token()
    assert (await stranger.sends(PHOTO, "anh.jpg")).status == 403
    assert files_kept(office) == []


async def test_a_file_without_a_good_key_leaves_nothing(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    assert (await lan.sends(PHOTO, "anh.jpg", key="x")).status == 400
    assert (await lan.sends(PHOTO, "anh.jpg", more="&album=x")).status == 400
    assert files_kept(office) == []


async def test_a_caption_that_says_secret_leaves_no_bytes(knows: Knocks, office: Served) -> None:
    lan = await knows(LAN)
    await lan.sends(PHOTO, "anh.jpg", more="&caption=T%E1%BB%90I%20M%E1%BA%ACT")
    await settled(office)
    shown = (await lan.lines())["lines"]
    assert shown[0].get("gone") is True
    assert files_kept(office) == []
    assert await office.rows("SELECT payload FROM inbox WHERE channel = 'web'") == [("",)]
    assert await office.rows("SELECT * FROM files") == []


async def test_a_reference_that_leads_nowhere_is_no_loop_and_no_way_out(
    knows: Knocks, office: Served
) -> None:
    await knows(LAN)
    ((chat,),) = await office.rows("SELECT chat FROM addresses")
    event = SentFile("../tiendo.sqlite3", "anh.jpg", "image/jpeg", 10, "", "", KEY)
    async with office.world.database.transaction() as connection:
        await inbox.add(
            connection, Address(WebChannel.name, BOT, chat), KEY, event, office.clock()
        )
    await settled(office)
    assert await office.rows("SELECT * FROM evidence") == []


# Files out, and what is shown once.


async def test_a_file_is_given_to_whom_it_was_sent(knows: Knocks, office: Served) -> None:
    ha, lan = await knows(HA), await knows(LAN)
    await ha.says("tổng hợp")
    await settled(office)
    choice = (await ha.lines())["lines"][-1]["choices"][0]
    pressed = {"key": "key-of-a-press", "question": choice["question"], "index": choice["index"]}
    await ha.post("/chat/say", pressed)
    await settled(office)
    (url, name), *others = [
        (file["url"], file["name"])
        for line in (await ha.lines())["lines"]
        for file in line.get("files", ())
    ]
    assert [other.rpartition(".")[2] for _, other in others] == ["pdf", "xlsx"]
    answer = await ha.get(url)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{name}"')
    assert answer.body.startswith(b"PK")
    assert (await lan.get(url)).status == 404
    assert (await ha.get(url.removesuffix("0") + "7")).status == 404
    assert (await ha.get("/chat/lines/999999/files/0")).status == 404


async def test_a_code_is_shown_until_it_was_seen(knows: Knocks, office: Served) -> None:
    ha, lan = await knows(HA), await knows(LAN)
    await ha.says("mời Phòng Y tế")
    await settled(office)
    await ha.says("không ghi tên", "key-of-no-name")
    await settled(office)
    line = (await ha.lines())["lines"][-1]
    assert line["once"] is True and "Mã mời" in line["text"]
    assert (await lan.post("/chat/seen", {"line": line["id"]})).status == 200
    assert (await ha.lines())["lines"][-1] == line
    assert (await ha.post("/chat/seen", {"line": line["id"]})).status == 200
    assert (await ha.lines())["lines"][-1].get("gone") is True
    code = line["text"].split("\n")[1]
    assert code not in str(await office.rows("SELECT * FROM outbox"))
    assert (await ha.post("/chat/seen", {"line": line["id"]})).status == 200


@pytest.mark.parametrize("body", [{}, {"line": "1"}, {"line": True}, {"line": 1.5}, [1], b"{"])
async def test_what_is_no_line_was_not_seen(knows: Knocks, body: Any) -> None:
    assert (await (await knows(LAN)).post("/chat/seen", body)).status == 400


async def test_what_can_no_longer_be_drawn_is_said_to_be_gone(
    knows: Knocks, office: Served
) -> None:
    lan = await knows(LAN)
    await office.tells(LAN, Reply("notices/set_aside.j2", {"row": 7}))
    await settled(office)
    async with office.world.database.transaction() as connection:
        await connection.execute("UPDATE outbox SET reply = replace(reply, 'set_aside', 'no')")
    assert (await lan.lines())["lines"][0]["gone"] is True
