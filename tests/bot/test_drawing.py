"""A neutral message into what a channel can carry."""

import logging
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Button, Carries, File, Part
from bot.drawing import TYPED, draw
from bot.render import Renderer
from bot.splitting import UTF_16, length
from domain.messages import Choice, Picks, Reply

TELEGRAM = Carries(buttons=True, files_out=True, max_text=40, units="characters")
ZALO = Carries(buttons=False, files_out=False, max_text=40, units="utf-16", pictures=True)
YES_NO = (Choice("yes", "yes"), Choice("no", "no"))
LETTER = File("bao-cao.docx", "application/x", b"1")


class PlainWords:
    """The template's name is the text; lists are told as they are."""

    def text(self, reply: Reply) -> str:
        labels = reply.data.get("labels")
        return f"{reply.template} {labels}" if labels else reply.template

    def label(self, choice: Choice) -> str:
        return choice.label.upper()


def drawn(
    *replies: Reply,
    carries: Carries = TELEGRAM,
    files: dict[str, File] | None = None,
    links: dict[str, str] | None = None,
    pictures: dict[str, str] | None = None,
) -> list[Part]:
    return draw(replies, 341, carries, PlainWords(), files or {}, links or {}, pictures or {})


def test_buttons_name_the_message_and_their_place() -> None:
    assert drawn(Reply("Gửi?", choices=YES_NO)) == [
        Part("Gửi?", (Button("YES", "341:0"), Button("NO", "341:1")))
    ]


def test_all_of_a_turn_is_one_message_with_the_last_questions_choices() -> None:
    (part,) = drawn(
        Reply("Đã ghi.", choices=YES_NO[:1]), Reply("Gửi?", choices=YES_NO, picks=Picks.WORD)
    )
    assert part.text == "Đã ghi.\n\nGửi?"
    assert [button.label for button in part.buttons] == ["YES", "NO"]
    assert part.picks is Picks.WORD


def test_the_buttons_of_a_long_text_stand_under_its_end() -> None:
    parts = drawn(Reply("Một hai ba bốn năm sáu. Bảy tám chín mười mười một.", choices=YES_NO))
    assert [part.text for part in parts] == [
        "Một hai ba bốn năm sáu.",
        "Bảy tám chín mười mười một.",
    ]
    assert [len(part.buttons) for part in parts] == [0, 2]


@pytest.mark.parametrize("key", ["menu|help", "menu|overview", "overview|ttnt:2022", "overview"])
def test_a_lone_choice_that_is_heard_anyway_is_not_said(key: str) -> None:
    lone = (Choice(key, "help"),)
    assert drawn(Reply("Đã ghi.", choices=lone), carries=ZALO) == [Part("Đã ghi.")]
    (part,) = drawn(Reply("Đã ghi.", choices=lone))
    assert [button.label for button in part.buttons] == ["HELP"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Đồng chí cần làm gì?", ["menu|help"]),
        ("Đã ghi.", ["menu|report"]),
        ("Đã ghi.", ["overview|ttnt:2022||2"]),
        ("Đã ghi.", ["menu|help", "menu|overview"]),
    ],
)
def test_the_way_on_of_a_question_and_all_other_choices_are_said(
    text: str, keys: list[str]
) -> None:
    choices = tuple(Choice(key, "help") for key in keys)
    parts = drawn(Reply(text, choices=choices), carries=ZALO)
    assert "choices/numbers.j2" in "\n".join(part.text for part in parts)


@pytest.mark.parametrize(("picks", "template"), [(Picks.NUMBER, "numbers"), (Picks.WORD, "words")])
def test_without_buttons_the_choices_are_said(picks: Picks, template: str) -> None:
    parts = drawn(Reply("Gửi?", choices=YES_NO, picks=picks), carries=ZALO)
    assert "\n".join(part.text for part in parts).split() == [
        "Gửi?", f"choices/{template}.j2", "['YES',", "'NO']",
    ]  # fmt: skip
    assert not any(part.buttons for part in parts)


def test_files_follow_the_words_once() -> None:
    reply = Reply("Báo cáo", attachments=("aa", "aa"))
    assert drawn(reply, reply, files={"aa": LETTER}) == [
        Part("Báo cáo\n\nBáo cáo"),
        Part("", file=LETTER),
    ]


def test_where_no_files_are_carried_a_link_stands_before_the_choices() -> None:
    parts = drawn(
        Reply("Báo cáo", attachments=("aa",), choices=YES_NO),
        carries=ZALO,
        files={"aa": LETTER},
        links={"aa": "https://x.vn/download/…"},
    )
    said = "\n".join(part.text for part in parts)
    assert said.index("files/download.j2") < said.index("choices/numbers.j2")
    assert not any(part.file for part in parts)


PAGE = {"pp": "https://x.vn/picture/….png"}


def test_a_picture_stands_before_the_words_so_that_the_question_is_last() -> None:
    reply = Reply("Báo cáo", choices=YES_NO, picture="pp")
    shown, *said = drawn(reply, reply, carries=ZALO, pictures=PAGE)
    assert shown == Part("files/first_page.j2", picture=PAGE["pp"])
    assert not any(part.picture for part in said)
    assert said == drawn(replace(reply, picture=""), replace(reply, picture=""), carries=ZALO)


@pytest.mark.parametrize(
    ("carries", "pictures"),
    [(TELEGRAM, PAGE), (replace(ZALO, pictures=False), PAGE), (ZALO, {})],
    ids=["files are carried", "no pictures are", "there is no link"],
)
def test_elsewhere_there_are_the_words_alone(carries: Carries, pictures: dict[str, str]) -> None:
    parts = drawn(Reply("Báo cáo", picture="pp"), carries=carries, pictures=pictures)
    assert parts == [Part("Báo cáo")]


def test_what_cannot_be_carried_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    parts = drawn(Reply("Báo cáo", attachments=("aa",)), carries=ZALO, files={"aa": LETTER})
    assert parts == [Part("Báo cáo\n\nfiles/no_link.j2")]
    assert "message 341" in caplog.text
    said = Renderer().text(Reply("files/no_link.j2"))
    assert said.startswith("Văn bản không gửi được tại đây vì hệ thống chưa mở trang web.")


@pytest.mark.parametrize(
    ("picks", "said"),
    [
        (Picks.NUMBER, "1. Đúng\n2. Sửa\nĐể chọn, đồng chí nhắn số thứ tự."),
        (Picks.WORD, "Để chọn, đồng chí nhắn chữ (không nhắn số): “Đúng”, “Sửa”."),
        (Picks.BESIDE_FIGURE, "Để chọn, đồng chí nhắn: “Đúng”, “Sửa”."),
    ],
)
def test_the_templates_of_typed_choices_name_each(picks: Picks, said: str) -> None:
    assert Renderer().text(Reply(TYPED[picks], {"labels": ["Đúng", "Sửa"]})) == said


class OfficersWords(Renderer):
    """What somebody typed is the text."""

    def text(self, reply: Reply) -> str:
        own = reply.template in (*TYPED.values(), "files/download.j2")
        return super().text(reply) if own else reply.template


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Đã tập huấn cho 45 cán bộ.",
            "Đã mở 3 lớp; còn 2 lớp…",
            "👍🏽👨\u200d👩\u200d👧 🇻🇳",
            unicodedata.normalize("NFD", "Kết nối được 17/17 trạm y tế xã!"),
            "x" * 700,
        ]
    ),
    min_size=1,
    max_size=60,
)
QUESTION = "Đồng chí gửi báo cáo, hoặc sửa nội dung nào?"
CHOICES = (Choice("send", "send"), Choice("edit", "edit"), Choice("later", "later"))


@given(SENTENCES, st.sampled_from([" ", "\n", "\n\n"]), st.sampled_from(Picks), st.booleans())
def test_choices_are_never_parted_from_their_question(
    sentences: list[str], between: str, picks: Picks, with_file: bool
) -> None:
    reply = Reply(
        between.join([*sentences, QUESTION]), {}, CHOICES, picks, ("aa",) if with_file else ()
    )
    zalo = replace(ZALO, max_text=2000)
    url = {"aa": "https://x.vn/download/" + "t" * 230}
    words = OfficersWords()
    parts = draw([reply], 341, zalo, words, {"aa": LETTER}, url, {})
    typed = words.text(Reply(TYPED[picks], {"labels": ["Gửi", "Sửa", "Để sau"]}))
    assert parts[-1].text.endswith(typed)
    assert QUESTION in parts[-1].text
    assert all(length(part.text, UTF_16) <= 2000 for part in parts)
    said = re.sub(r"\s", "", "".join(part.text for part in parts))
    assert said.startswith(re.sub(r"\s", "", reply.template))


def test_several_files_share_the_word_on_their_links() -> None:
    files = [{"name": f"b.{kind}", "url": f"https://x.vn/{kind}"} for kind in ("docx", "pdf")]
    assert Renderer().text(Reply("files/download.j2", {"files": files})) == (
        "Tệp b.docx: https://x.vn/docx\nTệp b.pdf: https://x.vn/pdf\n"
        "Mỗi đường dẫn dùng được trong 7 ngày, dành riêng cho đồng chí."
    )
