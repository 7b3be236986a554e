"""Whatever people type, there is a PDF of it."""

from dataclasses import replace

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.report import write_pdf
from documents.report.annexes import TaskAnnex
from documents.report.paper import spelled_plainly
from documents.report.typesetting import typeset
from documents.report.view import Part
from tests.documents.report.test_pdf import BARE, row, saying

HOSTILE = [
    "",
    " ",
    "\u202eabc\u202c \u200b\u200d\ufeff שלום عربى ߱",
    "漢字 ไทย \ufdd0 \U0001fffe 😀👨‍👩‍👧",
    "m" * 10_000,
    "ع" * 3_000,
    "a" + "\u0301" * 3_000,
    "\n" * 200,
    "\x00\x08\ud800\ufffe",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_fail_wherever_they_stand(text: str) -> None:
    everywhere = replace(
        BARE,
        parts=(Part(1, text, text, (text,)), Part(3, "", "", ("",))),
        opening=(text,),
        superior=(text,),
        agency=(text,),
        place=text,
        number=text,
        title=text,
        issuer=text,
        receivers=(text, text),
        closing=text,
        recipients=(text,),
        signing=(text,),
        signer=text,
        annex_tasks=TaskAnnex(text, (row(1, text), row(2, *[text[:100]] * 40))),
    )
    assert write_pdf(everywhere).startswith(b"%PDF-")


class PanicException(BaseException):
    """Named like the one that a Rust library throws."""


def test_where_typst_breaks_down_foreign_letters_are_boxes() -> None:
    given = []

    def break_down_once(compiler: typst.Compiler) -> str:
        given.append(compiler.query("<pages>", "value", one=True))
        if len(given) == 1:
            raise PanicException
        return given[-1]

    assert typeset(saying("ع"), {}, break_down_once) == "1" and len(given) == 2
    with pytest.raises(KeyboardInterrupt):
        typeset(BARE, {}, interrupt)
    spelled = spelled_plainly({"said": ["Ước “đạt” 5₫ ↑\n" + "عa\u202e漢"]})
    assert spelled == {"said": ["Ước “đạt” 5₫ ↑\n□a□□"]}


def interrupt(_: typst.Compiler) -> None:
    raise KeyboardInterrupt


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(), max_size=60), max_size=4), st.text(max_size=400))
def test_any_words_make_a_pdf(lines: list[str], cell: str) -> None:
    seen = replace(saying(*lines), title=cell, annex_tasks=TaskAnnex("Phụ lục", (row(1, cell),)))
    assert write_pdf(seen).startswith(b"%PDF-")
