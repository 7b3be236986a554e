from dataclasses import replace

import pytest

from domain.conversation import Edited, Event, FileKept, Said, SentFile, Session
from domain.effects import ForgetFiles, ForgetMessage, Record
from domain.look_ups import OwnData
from handlers.secrecy import is_marked
from tests.handlers.builders_people import facts, paper, templates, turn, words

FORGET = ForgetMessage("state secret")
MARKED = SentFile("f2", "b.jpg", "image/jpeg", 9, "Tài liệu MẬT", "al-1", "m2")
KEPT = {
    OwnData(): {
        "channels": [],
        "entries": 0,
        "files": 0,
        "consented_at": "2022-11-01T08:00:00+07:00",
        "wording": "1",
    }
}
FILE = SentFile("f1", "cong-van.pdf", "application/pdf", 1000)


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (Said("Gửi đồng chí văn bản TỐI MẬT số 12"), "text"),
        (Edited("tài liệu đóng dấu tối mật", ""), "edit"),
        (SentFile("f1", "anh.jpg", "image/jpeg", 10, caption="công văn TỐI MẬT"), "file"),
        (SentFile("f1", "CV_TỐI_MẬT_123.pdf", "application/pdf", 10), "file"),
    ],
)
def test_what_is_marked_is_refused_emptied_and_recorded(event: Event, what: str) -> None:
    session = Session("idle", {"kept": 1}, question=3)
    decided = turn(session, event, facts())
    assert templates(decided) == ["secrecy/refused.j2", "idle.j2"]
    assert decided.session == session
    assert decided.effects == (FORGET, Record("state_secret_refused", {"what": what}))
    assert "văn thư" in words(decided.replies[0])


def test_of_a_refused_album_nothing_is_taken_and_what_was_is_deleted() -> None:
    decided = turn(Session(), MARKED, facts())
    assert decided.effects[-1] == ForgetFiles("m2", "al-1")
    assert "Các tệp vừa gửi cùng nhau" in words(decided.replies[0])
    after = turn(decided.session, replace(MARKED, caption="", message="m3"), facts())
    assert (after.replies, after.effects) == ((), (FORGET,))
    kept = FileKept("a" * 64, "a.jpg", "image/jpeg", 9, "", None, None, None, "al-1", "m1")
    after = turn(decided.session, kept, facts())
    assert (after.replies, after.effects) == ((), (FORGET, ForgetFiles(sha256=("a" * 64,))))


def test_a_refused_album_is_remembered_wherever_the_conversation_goes() -> None:
    refused = turn(Session(), MARKED, facts()).session
    elsewhere = turn(refused, Said("dữ liệu của tôi"), facts(found=KEPT)).session
    later = replace(MARKED, caption="", message="m3")
    assert turn(elsewhere, later, facts()).effects == (FORGET,)
    other = replace(later, album="al-2")
    assert FORGET not in turn(elsewhere, other, facts(papers=(paper(),))).effects


def test_files_that_wait_for_their_paper_are_deleted_with_their_album() -> None:
    files = [_waiting("a" * 64, "al-1", "m1"), _waiting("b" * 64, "", "m9")]
    session = Session("report.place_file", {"files": files})
    decided = turn(session, MARKED, facts())
    assert decided.effects[-1] == ForgetFiles("m2", "al-1", ("a" * 64,))
    assert decided.session.data == {"files": files[1:]}
    alone = turn(Session("report.place_file", {"files": files[:1]}), MARKED, facts())
    assert alone.session.step == "idle"


def test_a_caption_that_becomes_secret_takes_its_file_along() -> None:
    session = Session("report.place_file", {"files": [_waiting("a" * 64, "", "m4")]})
    decided = turn(session, Edited("Văn bản MẬT", "m4"), facts())
    assert decided.effects[-1] == ForgetFiles("m4", "", ("a" * 64,))
    assert "đã được gỡ và xóa" in words(decided.replies[0])


def test_words_mended_after_a_refusal_are_read_again() -> None:
    refused = turn(Session(), Edited("Văn bản MẬT", "m4"), facts()).session
    mended = turn(refused, Edited("Văn bản thường", "m4"), facts())
    assert templates(mended)[0] == "reporting/edit_not_used.j2"


def _waiting(sha256: str, album: str, message: str) -> dict[str, object]:
    return {
        "sha256": sha256, "name": "a.jpg", "mime": "image/jpeg", "size": 9, "caption": "",
        "album": album, "message": message,
    }  # fmt: skip


@pytest.mark.parametrize("event", [Said("mật độ dân số"), FILE, Said(""), Edited("xong", "m")])
def test_ordinary_words_pass(event: Event) -> None:
    assert not is_marked(event)


def test_a_strangers_secret_is_refused_too() -> None:
    decided = turn(Session(), Said("văn bản TỐI MẬT"), facts(None))
    assert templates(decided) == ["secrecy/refused.j2", "joining/how_to_join.j2"]
    assert ForgetMessage("state secret") in decided.effects
