"""One short line on what is surely wrong, at the unit's review, and nothing that holds it up."""

from domain.submission import State
from tests.handlers.builders_reporting import LAN, NOW, THREE, a_paper
from tests.handlers.in_memory import Books, Chat

WRONG = "2. Đang triển khai, bổ xung 4 doanh nghiệp theo Nghị quyết số 12/2022NQ-HĐND"
ONE_LINE = "Soát lỗi: “bổ xung” nên là “bổ sung”; còn 1 chỗ khác."


def at_preview(text: str) -> Chat:
    chat = Chat(Books.of(a_paper(THREE)), LAN, NOW)
    chat.say("báo cáo")
    chat.say(text)
    return chat


def test_the_preview_names_one_slip_and_counts_the_others() -> None:
    assert at_preview(WRONG).heard.count(ONE_LINE) == 1


def test_the_review_names_it_too_and_is_sent_all_the_same() -> None:
    chat = at_preview(WRONG)
    chat.say("Sửa")
    assert ONE_LINE in chat.take_choice("review")
    chat.say("gửi")
    chat.say("vẫn gửi")
    assert chat.books.only().submission.state is State.SUBMITTED
    assert "bổ xung" in chat.books.only().entry("1.2").text


def test_what_is_only_doubtful_is_not_named() -> None:
    doubtful = "2. Đang triển khai CSDL , xong ngày 5/1/2023 phục vụ nhân dân"
    assert "Soát lỗi" not in at_preview(doubtful).heard
