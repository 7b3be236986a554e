"""A whole report over Zalo, `tiendo run` killed (-9) in its middle."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.zalo_server import ZaloServer
from tests.bot.zalo_thread import ZaloThread, zalo_in_a_thread
from tests.end_to_end.processes import ZaloOffice, until

CHAT = "6ede9afa66b88fe6d6a9"
RESULT = "Đã tập huấn 2 lớp cho 85 nhân viên y tế"


@dataclass(frozen=True)
class Phone:
    zalo: ZaloThread

    def say(self, text: str) -> None:
        """Type, and wait for nothing."""
        self.zalo.do(self.zalo.server.say(CHAT, text))

    def ask(self, text: str) -> str:
        """Type, and wait for the answer."""
        before = len(self.heard())
        self.say(text)
        return self.hear_after(before)

    def hear_after(self, before: int) -> str:
        until(lambda: len(self.heard()) > before, f"the bot answers: {self.heard()[-1:]}")
        return self.heard()[-1]

    def heard(self) -> list[str]:
        return self.zalo.server.texts(CHAT)


@pytest.fixture
def zalo() -> Iterator[ZaloThread]:
    with zalo_in_a_thread(ZaloServer()) as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, zalo: ZaloThread) -> Iterator[ZaloOffice]:
    office = ZaloOffice(tmp_path, api_base_url=zalo.server.api_base_url)
    try:
        yield office
    finally:
        office.close()


def test_a_report_reaches_its_end_through_two_kills(office: ZaloOffice, zalo: ZaloThread) -> None:
    office.set_up()
    code = office.invite("--unit", "phong-y-te")
    lan = Phone(zalo)
    office.run()
    join_with_the_answer_in_flight(office, lan, code)
    report_what_waited_while_nobody_listened(office, lan)
    all_is_said(office)
    office.kill()
    everything_was_handled_once(office, zalo)
    everything_is_kept(office)
    assert len(lan.heard()) == len(set(lan.heard())) + 1, "what was in flight at the first kill"


def join_with_the_answer_in_flight(office: ZaloOffice, lan: Phone, code: str) -> None:
    """Zalo takes the answer to the consent, but the bot never hears that it did."""
    lan.ask(code)
    before = len(lan.heard())
    lan.zalo.server.fail("late")
    lan.ask("1")
    office.kill_and_run()
    lan.hear_after(before + 1)
    assert lan.heard()[before] == lan.heard()[before + 1]
    lan.ask("Nguyễn Thị Lan")


def report_what_waited_while_nobody_listened(office: ZaloOffice, lan: Phone) -> None:
    lan.ask("báo cáo")
    all_is_said(office)
    before = len(lan.heard())
    office.kill()
    lan.say(f"1. Đang thực hiện: {RESULT}.")
    office.run()
    lan.hear_after(before)
    assert "Mã:" in lan.ask("gửi")


def all_is_said(office: ZaloOffice) -> None:
    until(lambda: not office.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"), "all is said")


def everything_was_handled_once(office: ZaloOffice, zalo: ZaloThread) -> None:
    given = [event["message"]["message_id"] for event in zalo.server.given]
    rows = office.rows("SELECT event_id, state, tries FROM inbox WHERE channel = 'zalo'")
    assert sorted(rows) == sorted((number, "done", 0) for number in given)
    assert zalo.server.waiting == []


def everything_is_kept(office: ZaloOffice) -> None:
    ((body,),) = office.rows(
        "SELECT body FROM entries WHERE item = '8.1' ORDER BY version DESC LIMIT 1"
    )
    assert RESULT in json.loads(body)["statements"][0]["text"]
    assert office.rows("SELECT version, unit FROM submission_versions") == [(1, "phong-y-te")]
    assert office.rows("SELECT name FROM people") == [("Nguyễn Thị Lan",)]
    assert office.rows("SELECT count(*) FROM addresses WHERE channel = 'zalo'") == [(1,)]
