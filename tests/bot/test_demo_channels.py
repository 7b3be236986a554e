"""`tiendo demo` over three channels, one of which goes down midway: nothing is lost, and nobody
hears the same twice."""

import asyncio
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.demo import sample_piece
from bot.config import shipped_settings
from bot.demo import play
from bot.demo.cast import COORDINATOR, LEADER, Actor
from bot.demo.cue import Cue
from bot.demo.days import Days
from bot.demo.messengers import PAGES, TELEGRAM, TELEGRAM_BOT, ZALO, ZALO_BOTS, Messengers
from bot.demo.outage import Outage, outage_of
from bot.demo.score import Score
from bot.demo.shortage import shortage_of
from bot.rulebook import DATABASE
from bot.splitting import UTF_16, length
from domain.bots import Usage
from domain.messages import PAGE
from storage.codec import stamp
from tests.bot.test_demo_echo import DOCUMENT

NEVER = "xa-cuong-gian"
BOTS = [(ZALO, ZALO_BOTS[0]), (ZALO, ZALO_BOTS[1]), (TELEGRAM, TELEGRAM_BOT), (PAGE, PAGES)]


@dataclass
class Played:
    score: Score
    messengers: Messengers
    books: sqlite3.Connection
    printed: str

    @property
    def outage(self) -> Outage:
        assert self.score.outage is not None
        return self.score.outage

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.books.execute(sql, values).fetchall()

    def line(self, beginning: str) -> str:
        (line,) = (line for line in self.printed.splitlines() if line[9:].startswith(beginning))
        return line


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The sample programme, once for all tests of this module."""
    folder, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("out")
    piece, messengers = sample_piece(), Messengers()
    printed: list[str] = []
    asyncio.run(play(piece, folder, messengers, out, printed.append))
    score = score_of_sample(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as books:
        yield Played(score, messengers, books, "".join(printed))


def score_of_sample(folder: Path) -> Score:
    return Score.of(sample_piece(), shipped_settings(folder).rulebook(b"a key"))


@pytest.fixture
def score(tmp_path: Path) -> Score:
    return score_of_sample(tmp_path)


# Who is where, and who speaks when.


def reporting(score: Score) -> list[Actor]:
    return [score.actors[unit] for unit in score.units]


def test_half_of_the_units_are_on_zalo_and_a_quarter_each_on_telegram_and_the_pages(
    score: Score,
) -> None:
    usual = Counter(actor.addresses[0].channel for actor in reporting(score))
    assert usual == {ZALO: 13, TELEGRAM: 7, PAGE: 7}
    shared = Counter(a.addresses[0].bot for a in reporting(score) if a.usual == ZALO)
    assert shared == {ZALO_BOTS[0]: 7, ZALO_BOTS[1]: 6}, "over both of its bots"
    ways = {who: [a.channel for a in score.actors[who].addresses] for who in (COORDINATOR, LEADER)}
    assert ways == {COORDINATOR: [PAGE, ZALO], LEADER: [ZALO]}


def test_every_second_one_on_telegram_has_another_channel(score: Score) -> None:
    others = [
        [address.channel for address in actor.addresses[1:]]
        for actor in reporting(score)
        if actor.usual == TELEGRAM
    ]
    assert others == [[PAGE], [], [ZALO], [], [PAGE], [], [ZALO]]


def test_who_has_only_the_channel_that_is_down_speaks_when_it_is_back(score: Score) -> None:
    outage = score.outage
    assert outage is not None
    during = outage.begins + timedelta(hours=3)
    only, also = (
        next(a.key for a in reporting(score) if a.usual == TELEGRAM and len(a.addresses) == n)
        for n in (1, 2)
    )
    later = during + timedelta(hours=1)
    cues = [Cue(later, only, ("b",)), Cue(during, only, ("a",)), Cue(during, also, ("c",))]
    moved = outage.around(cues, score.actors)
    assert [cue.lines for cue in moved] == [("c",), ("a",), ("b",)]
    assert moved[0].at == during
    assert outage.ends < moved[1].at < moved[2].at


def test_a_time_too_short_has_no_outage(score: Score) -> None:
    dates = replace(score.days.dates, opens_at=score.days.dates.remind_against)
    assert outage_of(TELEGRAM, Days(dates, score.days.calendar)) is None


def test_a_time_too_short_has_no_bot_that_runs_short(score: Score) -> None:
    assert score.shortage is not None
    dates = replace(score.days.dates, opens_at=score.shortage.steps[0][0])
    assert shortage_of(Days(dates, score.days.calendar)) is None


# The whole period.


def test_everybody_who_would_have_reported_over_telegram_is_in_the_report(played: Played) -> None:
    sent = {unit for (unit,) in played.rows("SELECT DISTINCT unit FROM submission_versions")}
    assert sent == set(played.score.units) - {NEVER}
    assert "Báo cáo lần 2: 26/27 đơn vị đã gửi; chưa gửi: xã Cương Gián." in played.printed


def test_while_it_is_down_they_report_elsewhere_or_by_phone_or_when_it_is_back(
    played: Played,
) -> None:
    outage = played.outage
    sent = played.rows(
        "SELECT unit, person, at FROM submission_versions WHERE at >= ? AND at < ?",
        stamp(outage.begins),
        stamp(outage.ends),
    )
    on_telegram = [a for a in reporting(played.score) if a.usual == TELEGRAM]
    meanwhile = {str(unit) for unit, *_ in sent} & {actor.key for actor in on_telegram}
    assert meanwhile == {"xa-xuan-giang", "ban-chi-huy-quan-su-huyen", "xa-xuan-hoi"}
    by_phone = {u for (u,) in played.rows("SELECT unit FROM entries WHERE on_behalf = 1")}
    assert by_phone == {"xa-xuan-hoi", "xa-co-dam"}
    assert "xã Xuân Giang: Đặng Minh Tâm (trang web, thay Telegram, 6 " in played.printed
    assert "huyện: Đậu Quang Hùng (Zalo, thay Telegram, 6 " in played.printed
    back = played.printed.index("Telegram kết nối lại")
    assert played.printed.index("xã Xuân Viên: Nguyễn Thu Hùng (Telegram, 6 ") > back


def test_nothing_goes_through_telegram_while_it_is_down(played: Played) -> None:
    times = stamp(played.outage.begins), stamp(played.outage.ends)
    for table, at in (("outbox", "sent_at"), ("inbox", "received_at")):
        passed = f"SELECT count(*) FROM {table} WHERE channel = 'telegram' AND {at} "
        assert played.rows(f"{passed} >= ? AND {at} < ?", *times) == [(0,)]
        assert played.rows(f"{passed} < ?", times[0]) > [(10,)]
        assert played.rows(f"{passed} >= ?", times[1]) > [(10,)]


def test_the_timeline_says_who_was_reached_elsewhere_and_who_has_to_be_called(
    played: Played,
) -> None:
    assert "7 người thường dùng Telegram, trong đó 4 người có thêm" in played.line(
        "Telegram mất kết nối."
    )
    called = played.line("Không nhắn được, cần gọi điện")
    assert re.findall(r"\(([^)]+)\)", called) == [
        "Phòng Nông nghiệp và Phát triển nông thôn",
        "xã Xuân Hội",
        "xã Xuân Viên",
    ]
    listed = played.line("    Qua tin nhắn liên hệ được ")
    assert all(f"{unit} (đ/c " in listed for unit in re.findall(r"\(([^)]+)\)", called))
    moved = played.line("Nhắn qua kênh khác")
    assert re.findall(r"\(([^)]+)\) qua (\w+)", moved) == [
        ("Ban Chỉ huy Quân sự huyện", "Zalo"),
        ("xã Xuân Liên", "Zalo"),
    ]
    assert called[:7] < moved[:7], "half an hour is waited"


def test_nobody_is_reminded_twice_of_the_same_stage(played: Played) -> None:
    """A stage is said anew only where the unit got another due time."""
    said = Counter(
        (owner, due["unit"], due["stage"])
        for owner, dues in played.rows(
            "SELECT owner, dues FROM outbox WHERE kind = 'reminder' AND state = 'sent'"
        )
        for due in json.loads(str(dues))
    )
    decided = Counter(
        (f"person:{person}", unit, stage)
        for person, unit, stage in played.rows(
            "SELECT person, unit, stage FROM reminders WHERE state = 'sent'"
        )
    )
    assert said == decided
    assert {unit for (_, unit, _), times in said.items() if times > 1} <= {"xa-xuan-linh"}
    assert len(said) > 60


def test_what_the_channels_saw_is_what_stands_in_the_books(played: Played) -> None:
    """No message arrived twice, whichever way it went in the end."""
    sent = played.rows("SELECT channel, bot, sum(parts_sent) FROM outbox GROUP BY channel, bot")
    seen = {place: played.messengers.passed(*place) for place in BOTS}
    assert {(c, b): n for c, b, n in sent} == {place: u.sent for place, u in seen.items()}
    ledger = "SELECT channel, bot, sum(sent), sum(received) FROM ledger GROUP BY channel, bot"
    counted = {(c, b): (out, heard) for c, b, out, heard in played.rows(ledger)}
    seen[BOTS[1]] += Usage(sent=spent_elsewhere(played))
    assert counted == {place: (seen[place].sent, seen[place].received) for place in BOTS[:3]}
    assert f"trang web, cả kỳ: {seen[BOTS[3]].sent} + {seen[BOTS[3]].received}." in played.printed


def spent_elsewhere(played: Played) -> int:
    said = re.findall(r"thêm ([\d.]+) tin nhắn trong tháng", played.printed)
    assert len(said) == 2
    return sum(int(number.replace(".", "")) for number in said)


def test_a_bot_whose_month_runs_short_holds_an_early_reminder_back_and_says_the_last(
    played: Played,
) -> None:
    printed = played.printed
    story = [
        "“Tiến độ 2” đã dùng 2.400/3.000 tin nhắn của tháng 12/2022 (80%)",
        "“Tiến độ 2” đã dùng 2.850/3.000 tin nhắn của tháng 12/2022 (95%)",
        "trong tháng nên chưa nhắc: xã Xuân Lĩnh (đ/c Phạm Minh Nga).",
        "nay đã nhắc vì sắp đến hạn: Phạm Minh Nga (xã Xuân Lĩnh).",
    ]
    assert [printed.count(line) for line in story] == [1] * 4
    assert sorted(map(printed.index, story)) == list(map(printed.index, story))
    held = played.rows("SELECT unit, stage FROM reminders WHERE state = 'held'")
    assert held == [("xa-xuan-linh", "T-3")]
    assert played.rows("SELECT count(*) FROM outbox WHERE state = 'held'") == [(0,)]


def test_zalo_is_given_only_what_it_carries(played: Played) -> None:
    parts = [sent.part for sent in played.messengers.channels[ZALO].sent]
    assert all(not part.buttons and part.file is None for part in parts)
    assert max(length(part.text, UTF_16) for part in parts) <= 2000
    linked = [part.text for part in parts if "https://tiendo.example/download/" in part.text]
    assert len(linked) == 1, "the report, for the leader"
    assert "(lãnh đạo): (ảnh) Trang đầu của báo cáo." in played.printed


def test_two_plays_leave_the_same_files(tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(DOCUMENT, encoding="utf-8")
    files = []
    for name in ("first", "second"):
        assert main(["demo", "--plan", str(plan), "--out", str(tmp_path / name)]) == 0
        files.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert files[0] == files[1]
    assert len(files[0]) >= 3
