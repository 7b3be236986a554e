"""`tiendo check --zalo`: somebody types a word to the bot, and is answered; nothing is lost."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.checks.zalo_trying import try_one, try_zalo
from bot.config import load_settings
from bot.intake import Intake
from bot.lock import hold_lock
from tests.bot.zalo_server import TOKEN, ZaloServer
from tests.bot.zalo_thread import zalo_in_a_thread

LAN, BINH = "6ede9afa66b88fe6d6a9", "another"
WORD = re.compile(r"write (\d{6}) to")
DATE = 1750316131602


@dataclass
class Trier(ZaloServer):
    """Whoever stands before the machine: types the word as soon as it is shown."""

    shows: Callable[[], str] = lambda: ""
    before: list[dict[str, Any]] = field(default_factory=list)
    """What comes before it."""
    types: bool = True

    async def _get_updates(self, seconds: int, request: Any) -> Any:
        if self.types and (found := WORD.findall(self.shows())):
            self.types = False
            for event in self.before:
                await self.push(event)
            await self.say(LAN, f" {found[-1]} ")
        return await super()._get_updates(seconds, request)


@dataclass
class Desk:
    """A folder with settings, and what was shown at once."""

    server: Trier
    folder: Path
    told: list[str] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def shown(self) -> str:
        return "\n".join(self.told)

    def lines(self, seconds: int = 60) -> list[str]:
        tried = try_zalo(load_settings(self.config), seconds, self.told.append)
        lines = [str(finding) for finding in tried]
        assert TOKEN not in "".join(lines) + self.shown()
        return lines

    def rows(self) -> list[tuple[str, str]]:
        path = self.folder / "var" / "tiendo.sqlite3"
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT owner, payload FROM inbox ORDER BY id").fetchall()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    monkeypatch.setattr("bot.checks.zalo_trying.REST", 0.01)
    with zalo_in_a_thread(Trier()) as running:
        assert isinstance(running.server, Trier)
        desk = Desk(running.server, tmp_path)
        running.server.shows = desk.shown
        settle(desk)
        yield desk


def settle(desk: Desk, more: str = "") -> None:
    desk.config.write_text(
        f'[storage]\ndirectory = "{desk.folder / "var"}"\n[zalo]\nenabled = true\n'
        f'api_base_url = "{desk.server.api_base_url}"\nbots = [{{ name = "mot" }}]\n{more}'
    )


def said(number: str, text: str, **more: Any) -> dict[str, Any]:
    message = {"message_id": number, "chat": {"id": BINH}, "text": text, "date": DATE, **more}
    return {"event_name": "message.text.received", "message": message}


def photo(key: str, url: str) -> dict[str, Any]:
    message = {"message_id": "p1", "chat": {"id": LAN}, "date": DATE, key: url}
    return {"event_name": "message.image.received", "message": message}


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ({}, "flat in an answer"),
        ({"wrapped": True}, "wrapped in an answer of their own"),
        ({"bare": True}, "bare, with no answer around them"),
    ],
)
def test_the_word_is_answered_and_how_long_it_took_is_said(
    desk: Desk, shape: dict[str, bool], words: str
) -> None:
    for name, value in shape.items():
        setattr(desk.server, name, value)
    tried, forms = desk.lines()
    figures = r"getMe took \d+ ms, the word came \d+ ms after it was written, by Zalo's clock, "
    assert re.fullmatch(rf"ok: zalo: mot: tried: {figures}the answer went out in \d+ ms", tried), (
        tried
    )
    assert forms == f"ok: zalo: mot: events come {words}; dates in milliseconds"
    (answer,) = desk.server.texts(LAN)
    found = WORD.search(desk.shown())
    assert found and found[1] in answer
    assert "đồng chí" in answer
    assert 'to "Tiến độ Nghi Xuân" from your own Zalo within 60 s' in desk.shown()
    assert "60 s left" in desk.shown()
    assert desk.rows() == [], "the word itself concerns nobody"


def test_what_others_write_meanwhile_is_in_the_inbox(desk: Desk) -> None:
    desk.server.before = [
        said("m1", "báo cáo"),
        {"event_name": "message.unsupported.received"},
        said("m1", "báo cáo"),
        {"event_name": "message.text.received", "message": {"message_id": "m2", "chat": {}}},
    ]
    *_, others = desk.lines()
    assert others.startswith("ok: zalo: mot: 3 other messages came meanwhile; they wait in the")
    (first, payload), (second, _) = desk.rows()
    assert (first, second) == (f"zalo:mot:{BINH}", "zalo:mot:")
    assert "báo cáo" in payload


@pytest.mark.parametrize(
    ("key", "url", "level", "words"),
    [
        ("photo", "https://f1.photo.zdn.vn/1.jpg?k=open", "ok", "`photo` from f1.photo.zdn.vn"),
        ("photo_url", "https://a.zadn.vn/1.jpg", "ok", "`photo_url` from a.zadn.vn"),
        ("photo", "https://cdn.example/1.jpg", "warning", "cdn.example; add it to zalo"),
        ("photo", "https://[broken", "warning", "from an address that is none; add it"),
    ],
)  # fmt: skip
def test_a_photo_tells_its_key_and_whether_its_host_is_known(
    desk: Desk, key: str, url: str, level: str, words: str
) -> None:
    desk.server.before = [photo(key, url)]
    (line,) = [line for line in desk.lines() if "photos come" in line]
    assert line.startswith(level) and words in line
    assert "open" not in line
    assert len(desk.rows()) == 1


def test_dates_in_seconds_are_told_and_counted_as_such(desk: Desk) -> None:
    desk.server.before = [said("m1", "a", date=DATE // 1000)]
    assert any("dates in seconds, also milliseconds" in line for line in desk.lines())


def test_without_anybody_it_ends_with_what_was_not_tried(desk: Desk) -> None:
    desk.server.types = False
    desk.server.before = [said("m1", "báo cáo")]
    (line,) = desk.lines(1)
    assert re.search(r"warning: zalo: mot: nobody wrote \d{6} within 1 s; ", line)
    assert line.endswith("receiving and answering were not tried")
    assert desk.server.texts(LAN) == []


def test_a_fault_of_asking_is_waited_out_and_told_where_nothing_came(desk: Desk) -> None:
    desk.server.types = False
    desk.server.fail("refused", method="getUpdates", times=1000, code=403)
    (line,) = desk.lines(1)
    assert line.endswith("were not tried; the last fault: 403 server error")
    desk.server.faults.clear()
    desk.server.types = True
    desk.server.fail("garbage", method="getUpdates", times=2)
    assert "ok: zalo: mot: tried" in desk.lines()[0]


def test_an_answer_that_is_refused_is_an_error(desk: Desk) -> None:
    desk.server.fail("refused", code=429)
    tried, _ = desk.lines()
    assert tried.startswith("error: zalo: mot: tried: the word came")
    assert tried.endswith("but the answer was refused: 429 server error")


def test_while_the_bot_runs_nothing_is_taken_from_it(desk: Desk) -> None:
    load_settings(desk.config)
    with hold_lock(desk.folder / "var"):
        (line,) = desk.lines()
    assert line == (
        "warning: zalo: not tried; the running bot would lose the events: stop `tiendo run` first"
    )
    assert not [call for call in desk.server.calls if call.method == "getUpdates"]


def test_a_webhook_is_ended_for_the_try(desk: Desk) -> None:
    settle(desk, 'webhook = true\n[web]\npublic_url = "https://tiendo.test"\n')
    desk.server.webhook.url = "https://tiendo.test/webhook/zalo/mot"
    tried, _ = desk.lines()
    assert "tried: getMe" in tried
    assert "its webhook was ended for the try; `tiendo run` sets it again" in desk.shown()
    assert desk.server.webhook.url == ""


def test_what_is_out_of_reach_or_not_enabled_is_not_tried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.server.fail("refused", method="getMe")
    assert desk.lines()[0] == "error: zalo: mot: not tried: 500 server error"
    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", "another-token")
    assert "another-token" not in "".join(desk.lines())
    monkeypatch.delenv("TIENDO_ZALO_TOKEN_MOT")
    assert desk.lines() == []
    desk.config.write_text(f'[storage]\ndirectory = "{desk.folder}/var"\n')
    assert desk.lines() == ["warning: zalo: not tried, since it is not enabled"]


def test_the_command_shows_the_word_beside_its_findings(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.server.types = False
    code = main(["--config", str(desk.config), "check", "--json", "--zalo", "1"])
    out, err = capsys.readouterr()
    assert code == 0
    found = WORD.search(err)
    assert found
    (tried,) = [f for f in json.loads(out) if "nobody wrote" in f["text"]]
    assert tried["level"] == "warning" and found[1] in tried["text"]


async def test_what_came_is_stored_where_the_try_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, free = asyncio.Event(), asyncio.Event()

    class Slow(Intake):
        async def store(self, *given: Any) -> int:
            begun.set()
            await free.wait()
            return await super().store(*given)

    monkeypatch.setenv("TIENDO_ZALO_TOKEN_MOT", TOKEN)
    monkeypatch.setattr("bot.checks.zalo_trying.Intake", Slow)
    async with Trier(types=False).running() as server, asyncio.TaskGroup() as tasks:
        assert isinstance(server, Trier)
        desk = Desk(server, tmp_path)
        settle(desk)
        await server.push(said("m1", "báo cáo"))
        settings = load_settings(desk.config)
        trying = tasks.create_task(try_one(settings, "mot", TOKEN, 60, desk.told.append))
        async with asyncio.timeout(5):
            await begun.wait()
        trying.cancel()
        await asyncio.sleep(0)
        free.set()
    assert trying.cancelled()
    ((_, payload),) = desk.rows()
    assert "báo cáo" in payload


@pytest.mark.parametrize("seconds", ["0", "601", "-1", "a", "1.5"])
def test_the_time_is_bounded(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--zalo", seconds]) == 2
    assert "SECONDS" in capsys.readouterr().err
