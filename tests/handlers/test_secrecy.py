import pytest

from domain.conversation import Edited, Event, Said, SentFile, Session
from domain.effects import ForgetMessage, Record
from handlers.secrecy import is_marked
from tests.handlers.builders_people import facts, templates, turn, words

FILE = SentFile("f1", "cong-van.pdf", "application/pdf", 1000)


@pytest.mark.parametrize(
    "event",
    [
        Said("Gửi đồng chí văn bản TỐI MẬT số 12"),
        Edited("tài liệu đóng dấu tối mật", "m1"),
        SentFile("f1", "anh.jpg", "image/jpeg", 10, caption="công văn TỐI MẬT"),
        SentFile("f1", "CV_TỐI_MẬT_123.pdf", "application/pdf", 10),
    ],
)
def test_what_is_marked_is_refused_emptied_and_recorded(event: Event) -> None:
    session = Session("idle", {"kept": 1}, question=3)
    decided = turn(session, event, facts())
    assert templates(decided) == ["secrecy/refused.j2", "idle.j2"]
    assert decided.session == session
    what = "file" if isinstance(event, SentFile) else "text"
    assert decided.effects == (
        ForgetMessage("state secret"),
        Record("state_secret_refused", {"what": what}),
    )
    assert "văn thư" in words(decided.replies[0])


@pytest.mark.parametrize("event", [Said("mật độ dân số"), FILE, Said(""), Edited("xong", "m")])
def test_ordinary_words_pass(event: Event) -> None:
    assert not is_marked(event)


def test_a_strangers_secret_is_refused_too() -> None:
    decided = turn(Session(), Said("văn bản TỐI MẬT"), facts(None))
    assert templates(decided) == ["secrecy/refused.j2", "joining/how_to_join.j2"]
    assert ForgetMessage("state secret") in decided.effects
