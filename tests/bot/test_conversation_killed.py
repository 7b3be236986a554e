"""A conversation over HTTP from /start to the report's file, the bot killed (-9) in its middle."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest

from documents.samples import sample
from storage.database import open_database
from tests.bot.telegram_people import People
from tests.bot.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[2]
LAN, THANH = 1001, 1002


class Installation:
    """A data folder, the settings beside it, and the real commands."""

    def __init__(self, folder: Path, server: TelegramServer) -> None:
        self.server, self.people, self.folder = server, People(server), folder
        self.config = folder / "config.toml"
        base = f"http://127.0.0.1:{server.port}"
        self.config.write_text(
            f'[storage]\ndirectory = "var"\n[telegram]\nenabled = true\n'
            f'api_base_url = "{base}"\nfile_base_url = "{base}/file"\n'
        )
        self.bot: asyncio.subprocess.Process | None = None

    async def command(self, *words: str) -> str:
        process = await self._start(*words, stdout=-1, stderr=-1)
        out, fault = await process.communicate()
        assert process.returncode == 0, fault.decode()
        return out.decode()

    async def invite(self, *words: str) -> str:
        return str(json.loads(await self.command("invite", *words, "--json"))["code"])

    async def run(self) -> None:
        self.bot = await self._start("run", stderr=asyncio.subprocess.DEVNULL)

    async def kill(self) -> None:
        assert self.bot is not None
        self.bot.kill()
        await self.bot.wait()

    async def kill_and_run(self) -> None:
        await self.kill()
        await self.run()

    async def _start(
        self, *words: str, stdout: int | None = None, stderr: int | None = None
    ) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "--config", str(self.config), *words,
            stdout=stdout, stderr=stderr,
            cwd=self.folder,
            env={**os.environ, "TIENDO_TELEGRAM_TOKEN": TOKEN, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    async def rows(self, sql: str) -> list[tuple[object, ...]]:
        async with open_database(self.folder / "var" / "tiendo.sqlite3") as database:
            return [tuple(row) for row in await database.reader.execute_fetchall(sql)]

    async def until(self, what: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not what():  # noqa: ASYNC110 (it happens in another process)
                await asyncio.sleep(0.01)

    async def ask(self, chat: int, words: str) -> None:
        """Type, or press the button of "[label]"."""
        if words.startswith("["):
            await self.people.press_label(chat, words.strip("[]"))
        else:
            await self.people.say(chat, words)

    async def hear(self, chat: int, words: str, since: int) -> None:
        def news() -> list[str]:
            return self.server.texts(chat)[since:]

        try:
            await self.until(lambda: any(words in text for text in news()))
        except TimeoutError:
            raise AssertionError(f"{words!r} was not heard, but {news()}") from None

    async def talk(self, chat: int, steps: Sequence[tuple[str, str]]) -> None:
        for said, heard in steps:
            since = len(self.server.sent(chat))
            await self.ask(chat, said)
            await self.hear(chat, heard, since)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Installation]:
    async with TelegramServer().running() as server:
        office = Installation(tmp_path, server)
        plan, members = sample("nghi-xuan-2022")
        await office.command("plan", "import", str(plan), "--members", str(members), "--yes")
        await office.command("period", "open", "2022", "--due", "2099-12-15T16:30")
        yield office
        if office.bot is not None and office.bot.returncode is None:
            await office.kill()


async def test_nothing_is_lost_or_done_twice(office: Installation) -> None:
    code = await office.invite("--unit", "phong-y-te", "--role", "focal_point")
    await office.run()
    await office.talk(
        LAN,
        [
            (f"/start {code}", "đồng ý"),
            ("[Đồng ý]", "họ và tên"),
            ("Nguyễn Thị Lan", "Nguyễn Thị Lan"),
            ("báo cáo", "Nhiệm vụ 8.1"),
        ],
    )

    # The bot may not even have seen it.
    since = len(office.server.sent(LAN))
    await office.ask(LAN, "[Đang thực hiện]")
    await office.kill_and_run()
    await office.hear(LAN, "Kết quả trong kỳ?", since)

    # It is on disk, its answer perhaps under way.
    since, stored = len(office.server.sent(LAN)), len(office.server.confirmed)
    await office.ask(LAN, "Đã tổ chức 2 lớp tập huấn")
    await office.until(lambda: len(office.server.confirmed) > stored)
    await office.kill_and_run()
    await office.hear(LAN, "Đã tổ chức 2 lớp tập huấn", since)

    await office.talk(LAN, [("[Xong]", "Nhập số"), ("96,5", "96,5%")])
    # All is said, and the person comes back later.
    await office.kill_and_run()
    await office.talk(LAN, [("[Gửi]", "Mã: 2022-phong-y-te-1")])

    await office.kill()
    texts = Counter(office.server.texts(LAN))
    assert sum(texts.values()) - len(texts) <= 3
    inbox = "SELECT state, count(*) FROM inbox WHERE channel = 'telegram' GROUP BY state"
    assert await office.rows(inbox) == [("done", 9)]
    ((entry,),) = await office.rows(
        "SELECT body FROM entries WHERE item = '8.1' ORDER BY version DESC LIMIT 1"
    )
    assert str(entry).count("Đã tổ chức 2 lớp tập huấn") == 1
    assert await office.rows("SELECT count(*) FROM submission_versions") == [(1,)]


async def test_the_coordinator_gets_the_report_as_a_file(office: Installation) -> None:
    code = await office.invite("--role", "coordinator")
    await office.run()
    await office.talk(
        THANH,
        [
            (f"/start {code}", "đồng ý"),
            ("[Đồng ý]", "họ và tên"),
            ("Trần Văn Thành", "Trần Văn Thành"),
            ("tổng hợp", "đơn vị"),
        ],
    )
    await office.ask(THANH, "[Tổng hợp với số liệu hiện có]")
    await office.until(lambda: any("document" in c.parameters for c in office.server.sent(THANH)))
    (document,) = [c.parameters["document"] for c in office.server.sent(THANH)
                   if "document" in c.parameters]  # fmt: skip
    assert document["name"].endswith(".docx")
    assert document["content"].startswith(b"PK")
