"""What is said of files, channels and oneself is heard wherever a conversation stands."""

import pytest

from domain.conversation import Said, Session
from domain.look_ups import FreshCode, OwnChannels, OwnData
from domain.messages import Reply
from handlers.tables import STEPS
from tests.handlers.builders_people import facts, look_up, templates, turn
from tests.handlers.builders_reporting import LAN, NOW, ONE, a_paper
from tests.handlers.in_memory import Books, Chat

AT_A_QUESTION = ["report.status", "report.result", "report.review", "report.menu", "report.plan"]
ELSEWHERE = [step for step in STEPS if not step.startswith("joining.") and step != "idle"]


def reporting(step: str) -> Chat:
    chat = Chat(Books.of(a_paper(ONE)), LAN, NOW)
    chat.say("báo cáo")
    if step == "report.result":
        chat.say("đang thực hiện")
    elif step != "report.status":
        chat.say({"report.review": "gửi", "report.menu": "danh mục"}.get(step, "danh mục"))
    if step == "report.plan":
        chat.say("kế hoạch kỳ sau")
    assert chat.session.step == step
    return chat


@pytest.mark.parametrize("step", AT_A_QUESTION)
@pytest.mark.parametrize("typed", ["gửi tệp", "Gui tep.", "gửi ảnh"])
def test_where_files_go_is_said_and_the_question_stays(step: str, typed: str) -> None:
    chat = reporting(step)
    before = chat.session
    heard = chat.say(typed)
    assert "Đồng chí gửi ảnh, tệp" in heard and "chưa hiểu" not in heard
    assert (chat.session.step, chat.session.data) == (step, before.data)
    assert chat.choices, "the question is put again"
    assert not any(entry.statements for entry in chat.books.only().entries.values())


@pytest.mark.parametrize("step", ELSEWHERE)
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("kênh của tôi", OwnChannels()), ("dữ liệu của tôi", OwnData()), ("thêm kênh", FreshCode())],
)
def test_channels_and_data_are_heard_at_every_step(step: str, typed: str, wanted: object) -> None:
    session = Session(step, {})
    assert look_up(session, Said(typed), facts()) == wanted


def test_a_new_code_in_the_middle_of_a_question_is_followed_by_it() -> None:
    known = facts(found={FreshCode(): "QV9K-72MX"})
    session = Session("rights.rename", question=4)
    decided = turn(session, Said("thêm kênh"), known)
    assert templates(decided) == ["rights/channel.j2", "rights/ask_name.j2"]
    assert decided.session == session
    code, asked = decided.replies
    assert isinstance(code, Reply) and code.fleeting and not code.choices
    assert asked.choices and not asked.fleeting


@pytest.mark.parametrize("typed", ["kênh", "trang web", "Đổi máy"])
def test_short_words_are_an_answer_where_something_is_asked(typed: str) -> None:
    chat = reporting("report.result")
    chat.say(typed)
    assert chat.books.only().entry("8.1").statements[0].text == typed
