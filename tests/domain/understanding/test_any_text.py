"""What holds for every step and every text."""

import json
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.understanding import STEPS, understand
from tests.domain.understanding.people import OLD_NAMES, UNITS

CONTEXT = {
    "now": "2026-11-16T09:30:00+07:00",
    "due": "2026-11-20",
    "prev": "120",
    "target": "95",
    "unit_of_measure": "hồ sơ",
    "units": UNITS,
    "old_names": OLD_NAMES,
    "period": "2026-11",
    "tasks": 5,
    "ask": "completed_on",
}
PIECES = [
    "xong",
    "chưa",
    "đang làm",
    "kps",
    "ngày",
    "tháng",
    "5/11",
    "31/2",
    "98,5%",
    "1,2 tỷ",
    "rưỡi",
    "trăm",
    "mật",
    "MẬT",
    "độ",
    "sửa",
    "1.",
    "2)",
    "mục",
    "duyệt",
    "trả lại",
    "y tế",
    "xã",
    "vì",
    "hạn",
    "đến",
    "mai",
    "tuần trước",
    "số",
    "/BC-UBND",
    "1327",
    "-",
    ",",
    ".",
    "?",
    "\n",
    " ",
    "%",
    "nhắc lại",
    "sau",
    "giờ",
    "âm lịch",
    "0",
    "00",
    "999999999999",
    "thứ 6",
    "quý",
    "năm",
    "không",
    "/",
    "lũy kế",
    "trong kỳ",
    "khoảng",
    "phẩy",
    "linh",
]
SENTENCES = [
    ("status", "đã hoàn thành ngày 5/11"),
    ("status", "chưa thực hiện vì thiếu kinh phí"),
    ("figure", "khoảng một nghìn hai trăm hồ sơ"),
    ("date", "thứ sáu tuần trước"),
    ("command", "nhắc lại sau 2 giờ"),
    ("command", "không phát sinh tất cả"),
    ("coordinator", "trả lại xã Cổ Đạm mục 10.1 thiếu số liệu hạn 20/12"),
    ("unit_name", "thị trấn Xuân An"),
    ("reference", "Quyết định số 127/QĐ-TTg ngày 26/01/2021"),
    ("secret", "tài liệu này đóng dấu tối mật"),
]


def read(step: str, text: str) -> dict[str, object]:
    """The answer without the keys that repeat the sender's own words."""
    answer = understand(step, text, CONTEXT).as_json()
    return {key: value for key, value in answer.items() if key not in {"reason", "substitute"}}


@pytest.mark.parametrize("step", STEPS)
@given(text=st.text(max_size=80))
def test_no_text_raises_and_every_answer_is_json(step: str, text: str) -> None:
    json.dumps(understand(step, text, CONTEXT).as_json())
    json.dumps(understand(step, text).as_json())


@pytest.mark.parametrize("step", STEPS)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=9), glue=st.sampled_from(["", " "]))
def test_no_heap_of_known_words_raises(step: str, pieces: list[str], glue: str) -> None:
    json.dumps(understand(step, glue.join(pieces), CONTEXT).as_json())


@given(text=st.text(alphabet=string.digits + ".,/- %", max_size=30))
def test_no_heap_of_digits_raises(text: str) -> None:
    for step in STEPS:
        understand(step, text, CONTEXT)


@pytest.mark.parametrize(("step", "text"), SENTENCES)
def test_the_writing_of_a_letter_changes_nothing(step: str, text: str) -> None:
    half = "".join(
        unicodedata.normalize("NFD", letter) if index % 2 else letter
        for index, letter in enumerate(text)
    )
    spellings = [unicodedata.normalize("NFD", text), half, text.upper(), f"  {text} ", text + "."]
    spellings += [
        text.replace(" ", "\u00a0"),
        text.replace(" ", "\u202f"),
        text + " ạ",
        "Dạ " + text,
    ]
    for spelling in spellings:
        assert read(step, spelling) == read(step, text), spelling


@pytest.mark.parametrize(("step", "text"), SENTENCES)
def test_missing_diacritics_change_nothing_in_these(step: str, text: str) -> None:
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(letter)
    )
    assert read(step, bare.replace("đ", "d").replace("Đ", "D")) == read(step, text)


def test_both_tone_places_are_equal() -> None:
    assert understand("status", "hòan thành").head == understand("status", "hoàn thành").head
    assert understand("command", "huỷ").head == understand("command", "hủy").head == "cancel"


def test_an_unknown_step_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="unknown step 'mood'; steps are status, figure"):
        understand("mood", "vui")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("today", "hôm nay"),
        ("prev", "x"),
        ("tasks", "x"),
        ("units", "Phòng Y tế"),
        ("old_names", 3),
    ],
)
def test_a_context_that_cannot_be_read_is_refused_in_words(key: str, value: object) -> None:
    with pytest.raises(ValueError, match=key):
        understand("status", "xong", {key: value})


def test_now_is_taken_to_viet_nam() -> None:
    asked = {"now": "2026-11-15T18:00:00Z"}
    assert understand("date", "hôm nay", asked).head == "2026-11-16"


@pytest.mark.parametrize("step", ["status", "figure", "date", "command", "unit_name"])
def test_a_page_of_text_is_no_short_answer(step: str) -> None:
    page = "xong ngày 5/11/2026, 120 hồ sơ, Phòng Y tế. " * 20
    assert understand(step, page, CONTEXT).head in {"unclear", "reject", "none"}
