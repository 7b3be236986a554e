from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.render import Renderer
from domain.conversation import Apologised, Blocked, Said, SentUnreadable, Session, Told
from domain.effects import DisableAddress
from domain.messages import Address, Choice, Reply
from handlers.contract import AskAgain
from handlers.notices import upload
from tests.handlers.builders_people import facts, templates, turn, words

LINKED = Renderer(upload_link=lambda person: f"https://x.vn/upload/{person}")


def test_word_from_others_is_delivered_as_composed_and_disturbs_nothing() -> None:
    reply = Reply("help/answered.j2", {"name": "Lan", "text": "Được."}, (Choice("a|b", "help"),))
    session = Session("idle", {"kept": 1}, question=9, greeted="2022-12-07")
    decided = turn(session, Told(reply), facts())
    assert decided.replies == (reply,) and decided.session == session


def test_a_blocked_address_is_written_off_in_silence() -> None:
    decided = turn(Session(), Blocked(), facts())
    assert decided.replies == () and decided.effects == (DisableAddress(),)


@pytest.mark.parametrize("documents", [True, False])
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("sticker", "không đọc được hình dán. Đề nghị đồng chí trả lời bằng chữ."),
        ("voice", "không nghe được tin thoại. Đề nghị đồng chí gõ nội dung bằng chữ."),
        ("video", "không xem được đoạn phim. Đề nghị đồng chí trả lời bằng chữ."),
        ("location", "không đọc được vị trí. Đề nghị đồng chí trả lời bằng chữ."),
    ],
)
def test_what_cannot_be_read_is_asked_for_in_words(kind: str, said: str, documents: bool) -> None:
    decided = turn(Session(), SentUnreadable(kind, documents=documents), facts())
    assert templates(decided) == ["notices/unreadable.j2", "idle.j2"]
    assert LINKED.text(decided.replies[0]) == f"Hệ thống {said}"


@pytest.mark.parametrize("kind", ["unsupported", "file"])
def test_where_documents_cannot_arrive_one_message_says_where_they_go(kind: str) -> None:
    decided = turn(Session(), SentUnreadable(kind, documents=False), facts())
    assert templates(decided) == ["notices/unreadable.j2", "idle.j2"]
    assert decided.replies[1].choices
    assert "chuyển tệp cho cán bộ tổng hợp" in words(decided.replies[0])
    assert LINKED.text(decided.replies[0]).startswith(
        "Hệ thống không nhận được tệp tại đây. Đồng chí gửi tệp theo đường dẫn: "
        "https://x.vn/upload/p-0007\n"
    )


def test_who_asks_where_files_go_reads_what_is_so_where_they_write() -> None:
    asked = {True: "gửi ảnh, tệp ngay tại đây", False: "Tại đây chỉ nhận được ảnh."}
    linked = Renderer(upload_link=lambda person: f"https://x.vn/upload/{person}")
    for documents, said in asked.items():
        reply = Reply("files/upload.j2", {"person": "p-0007", "documents": documents})
        assert said in words(reply)
        assert "https://x.vn/upload/p-0007" in linked.text(reply)


@pytest.mark.parametrize(("channel", "documents"), [("zalo", False), ("telegram", True)])
def test_zalo_takes_no_documents(channel: str, documents: bool) -> None:
    at = replace(facts(), address=Address(channel, "mot", "1"))
    with pytest.raises(AskAgain) as asked:
        upload(Session(), Said("nộp tệp"), at, datetime(2022, 12, 7, tzinfo=UTC))
    assert asked.value.reply.data["documents"] is documents


def test_an_apology_comes_with_the_standing_question() -> None:
    decided = turn(Session(), Apologised(), facts())
    assert templates(decided) == ["notices/apology.j2", "idle.j2"]
