"""The whole way over HTTP, from /start to the report's file, the bot killed (-9) in its middle."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.end_to_end.processes import Office, bot_api, until
from tests.end_to_end.talking import Phone

LAN, HA = 1001, 1002
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40
PAPER = b"%PDF-1.7\n" + bytes(reversed(range(256))) * 99
RESULT = "Đã tập huấn 2 lớp cho 85 nhân viên y tế"
MORE = "Đã kết nối 17 trạm y tế"
LAST = "Đã cấp 96.512 tài khoản hồ sơ sức khỏe"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with bot_api() as api:
        office = Office(tmp_path, api=api)
        try:
            yield office
        finally:
            office.close()


def test_nothing_is_lost_or_done_twice(office: Office) -> None:
    period = office.set_up()
    lan, ha = Phone(office, LAN), Phone(office, HA)
    lan_code = office.invite("--unit", "phong-y-te")
    ha_code = office.invite("--role", "coordinator")
    office.run()
    join(lan, lan_code, "Nguyễn Thị Lan")
    join(ha, ha_code, "Võ Thu Hà")
    report_progress(office, lan)
    add_evidence(office, lan)
    send_with_the_answer_in_flight(office, lan)
    ha.ask("tình hình")
    compile_report(office, ha, period)
    office.kill()
    assert office.kills == 5
    everything_was_handled_once(office)
    everything_was_answered(office, lan, ha)
    everything_is_kept(office)


def join(phone: Phone, code: str, name: str) -> None:
    phone.ask(f"/start {code}")
    phone.choose("yes")
    phone.ask(name)


def report_progress(office: Office, lan: Phone) -> None:
    """Killed once with updates waiting on the server, once right after a message was sent."""
    lan.ask("báo cáo")
    lan.choose("doing")
    before = len(lan.messages())
    office.kill()
    lan.say(RESULT)
    lan.say(MORE)
    office.run()
    until(lambda: len(lan.messages()) >= before + 2, "both are answered")

    before = len(lan.messages())
    lan.say(LAST)
    office.kill_and_run()
    lan.hear_after(before)


def add_evidence(office: Office, lan: Phone) -> None:
    office.api.act("photo", chat=LAN, hex=PHOTO.hex(), caption="Buổi tập huấn")
    office.api.act("document", chat=LAN, hex=PAPER.hex(), name="cv-18.pdf", mime="application/pdf")
    until(lambda: office.rows("SELECT count(*) FROM evidence") == [(2,)], "both are attached")
    answered = "SELECT count(*) FROM outbox WHERE state <> 'sent'"
    until(lambda: office.rows(answered) == [(0,)], "both are confirmed")
    lan.choose("finished")


def send_with_the_answer_in_flight(office: Office, lan: Phone) -> None:
    """Telegram takes the receipt, but the bot never hears that it did."""
    lan.ask("96,5")
    before = len(lan.messages())
    office.api.act("fail", kind="late", method="sendMessage", chat=str(LAN))
    lan.press("send")
    lan.hear_after(before)
    receipt = lan.last_words()
    office.kill_and_run()
    lan.hear_after(before + 1)
    assert [message["text"] for message in lan.messages()[before:]] == [receipt, receipt]


def compile_report(office: Office, ha: Phone, period: str) -> None:
    ha.ask("tổng hợp")
    (programme,) = office.rows("SELECT programme FROM periods")
    ha.press(f"compile|{programme[0]}:{period}||now")
    compiling = "SELECT 1 FROM jobs WHERE work LIKE '%CompileReport%' AND state = 'waiting'"
    until(lambda: office.rows(compiling), "the report is being compiled")
    office.kill_and_run()
    document, *_ = until(ha.documents, "the report arrives")
    assert document["name"].endswith(".docx")
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(document["content"]))) as file:
        assert file.testzip() is None
        words = file.read("word/document.xml").decode()
    assert all(said in words for said in (RESULT, MORE, LAST))
    until(lambda: not office.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"), "all is said")


def everything_was_handled_once(office: Office) -> None:
    """Each update that the server gave out is one row, done at the first try."""
    state = office.api.ask("state")
    given_out = [str(update) for update in state["waiting"] + state["confirmed"]]
    handled = office.rows("SELECT event_id, state FROM inbox WHERE channel = 'telegram'")
    assert sorted(handled) == sorted((update, "done") for update in given_out)
    assert office.rows("SELECT DISTINCT tries FROM inbox") == [(0,)]


def everything_was_answered(office: Office, *phones: Phone) -> None:
    """Only what was in flight at a kill was said again, word for word."""
    repeated = 0
    for phone in phones:
        rows = office.rows(
            "SELECT state, parts_sent, message FROM outbox WHERE chat = ?", str(phone.chat)
        )
        messages = phone.messages()
        assert {state for state, _, _ in rows} == {"sent"}
        assert {int(number) for _, _, number in rows} <= {m["message_id"] for m in messages}
        again = len(messages) - sum(parts for _, parts, _ in rows)
        texts = Counter(str(message["text"]) for message in messages)
        assert again <= sum(texts.values()) - len(texts)
        repeated += again
    assert 1 <= repeated <= office.kills


def everything_is_kept(office: Office) -> None:
    """In the order and as often as it was said, byte for byte."""
    ((body,),) = office.rows(
        "SELECT body FROM entries WHERE item = '8.1' ORDER BY version DESC LIMIT 1"
    )
    entry = json.loads(body)
    assert [said["text"] for said in entry["statements"]] == [RESULT, MORE, LAST]
    assert [figure["value"] for figure in entry["figures"]] == ["96.5"]
    versions = office.rows("SELECT version FROM entries WHERE item = '8.1' ORDER BY version")
    assert versions == [(number + 1,) for number in range(len(versions))]
    assert office.rows("SELECT version, unit FROM submission_versions") == [(1, "phong-y-te")]
    assert office.rows("SELECT version FROM reports") == [(1,)]
    for content in (PHOTO, PAPER):
        digest = sha256(content).hexdigest()
        assert office.rows("SELECT count(*) FROM evidence WHERE sha256 = ?", digest) == [(1,)]
        ((path,),) = office.rows("SELECT path FROM files WHERE sha256 = ?", digest)
        assert (office.folder / "var" / path).read_bytes() == content
