import pytest

from bot.render import Renderer
from domain.conversation import Apologised, Blocked, SentUnreadable, Session, Told
from domain.effects import DisableAddress
from domain.messages import Choice, Reply
from tests.handlers.builders_people import facts, templates, turn, words


def test_word_from_others_is_delivered_as_composed_and_disturbs_nothing() -> None:
    reply = Reply("help/answered.j2", {"name": "Lan", "text": "Được."}, (Choice("a|b", "help"),))
    session = Session("idle", {"kept": 1}, question=9, greeted="2022-12-07")
    decided = turn(session, Told(reply), facts())
    assert decided.replies == (reply,) and decided.session == session


def test_a_blocked_address_is_written_off_in_silence() -> None:
    decided = turn(Session(), Blocked(), facts())
    assert decided.replies == () and decided.effects == (DisableAddress(),)


@pytest.mark.parametrize("kind", ["voice", "sticker", "video", "location"])
def test_what_cannot_be_read_is_answered_with_what_can(kind: str) -> None:
    decided = turn(Session(), SentUnreadable(kind), facts())
    assert templates(decided) == ["notices/unreadable.j2", "idle.j2"]
    assert "ảnh hoặc tệp" in words(decided.replies[0])


@pytest.mark.parametrize(
    ("kind", "named"),
    [("sticker", "hình dán"), ("voice", "tin thoại"), ("unsupported", "tệp hoặc loại tin này")],
)
def test_where_documents_cannot_arrive_one_message_says_what_can_be_done(
    kind: str, named: str
) -> None:
    decided = turn(Session(), SentUnreadable(kind, documents=False), facts())
    assert templates(decided) == ["notices/unreadable.j2", "idle.j2"]
    assert decided.replies[1].choices
    text = words(decided.replies[0])
    assert named in text and "chỉ nhận được chữ và ảnh" in text
    assert "chuyển cho cán bộ tổng hợp" in text
    linked = Renderer(upload_link=lambda person: f"https://x.vn/upload/{person}")
    assert "https://x.vn/upload/p-0007" in linked.text(decided.replies[0])


def test_an_apology_comes_with_the_standing_question() -> None:
    decided = turn(Session(), Apologised(), facts())
    assert templates(decided) == ["notices/apology.j2", "idle.j2"]
