"""The report this all starts from, compiled again from its own plan and its own answers."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from documents.plan import read_plan
from documents.report import view, write_docx
from domain.compiling import compile_report
from domain.plan import to_programme
from domain.report import CompiledReport, SentPaper
from domain.submission import Entry, State
from tests.documents.report.reading import opened, texts
from tests.report_sample import PERIOD, SENT, statement

SEED = Path(__file__).parents[4] / "shared" / "seed" / "nghi-xuan-2021.md"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside the repository")


def echoed(period: str) -> CompiledReport:
    """The drafting unit says what the document says; every task carries over."""
    programme = to_programme(read_plan(SEED), "seed")
    drafting = programme.drafting_unit
    said = {
        number: Entry(number, 1, statements=tuple(statement(line) for line in lines))
        for number, lines in programme.previous_answers.items()
        if number != "II"
    }
    given = [
        SentPaper(
            unit.code,
            unit.name,
            State.APPROVED,
            version=1,
            sent_at=SENT,
            entries=said if unit.code == drafting else {},
        )
        for unit in programme.units
    ]
    return compile_report(programme, replace(PERIOD, code=period), given)


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def test_every_paragraph_of_the_seed_stands_in_the_report_again() -> None:
    report = letters("".join(texts(opened(write_docx(view(echoed("2021")))))))
    lost = [
        line
        for line in SEED.read_text("utf-8").splitlines()
        if letters(line) and letters(line) not in report
    ]
    assert lost == []


def test_the_seed_as_the_plan_of_the_next_year_speaks_of_that_year() -> None:
    titles = [section.title for section in echoed("2022").sections]
    assert "Kết quả đạt được trong năm 2022" in titles
    assert "Kế hoạch triển khai thực hiện năm 2023" in titles
