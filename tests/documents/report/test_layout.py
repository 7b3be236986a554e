"""Nghị định 30/2020/NĐ-CP with a ruler: each rule in the file and on the printed page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt

from tests.documents.report.ruler.checks import Check, ask
from tests.documents.report.ruler.paper import Paper, printed, written
from tests.documents.report.ruler.table import PAGE, every_check, read_rows, stable_rows

CHECKS = tuple(every_check())


def name(check: Check) -> str:
    return check.name


@pytest.fixture(scope="module")
def papers() -> Sequence[Paper]:
    return written()


@pytest.fixture(scope="module")
def pages(papers: Sequence[Paper], tmp_path_factory: pytest.TempPathFactory) -> Sequence[Paper]:
    return printed(papers, tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("check", [check for check in CHECKS if check.xml], ids=name)
def test_the_file_says_what_the_decree_says(check: Check, papers: Sequence[Paper]) -> None:
    assert check.xml
    measured = ask(check.xml, check.expected, papers)
    assert measured.holds, (check.expected.text, measured.wrong[:5])


@pytest.mark.needs("soffice", "libreoffice-writer-nogui")
@pytest.mark.needs("pdftotext", "poppler-utils")
@pytest.mark.parametrize("check", [check for check in CHECKS if check.page], ids=name)
def test_the_page_shows_what_the_decree_says(check: Check, pages: Sequence[Paper]) -> None:
    assert check.page
    measured = ask(check.page, check.on_page, pages)
    assert measured.holds, (check.on_page.text, measured.wrong[:5])


def test_the_table_in_the_documents_is_what_is_measured(papers: Sequence[Paper]) -> None:
    assert read_rows(PAGE.read_text("utf-8")) == stable_rows(papers)


def test_the_table_says_of_every_rule_that_it_holds() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count("| yes |\n") == len(CHECKS) and "| NO |" not in text


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def spoiled(paper: Paper, spoil: Any) -> Paper:
    """A copy with one thing wrong, saved and opened again."""
    document = Document(BytesIO(paper.content))
    spoil(document)
    return Paper(paper.name, paper.seen, paper.content, document)


def style(name: str, **wrong: object) -> Any:
    def spoil(document: Any) -> None:
        for what, value in wrong.items():
            owner = document.styles[name]
            holder = owner.font if hasattr(owner.font, what) else owner.paragraph_format
            setattr(holder, what, value)

    return spoil


def margin(document: Any) -> None:
    document.sections[0].left_margin = Mm(25)


def rule(document: Any) -> None:
    for each in document.paragraphs:
        if each.style.name == "Rule Title":
            each.paragraph_format.left_indent = Mm(20)


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        (margin, "1.1 Left margin"),
        (style("National Name", size=Pt(14)), "1.2 National name: size"),
        (style("Place Line", italic=False), "1.2 Place and date: face"),
        (style("Recipients", bold=False), "1.2 Nơi nhận: face"),
        (style("Body Text", first_line_indent=Mm(5)), "1.2 Body: first line"),
        (style("Body Text", space_before=Pt(3)), "1.2 Body: space between paragraphs"),
        (style("Heading 1", all_caps=False), "1.2 Mục (I.): letters"),
        (rule, "1.2 Rule under the trích yếu: length"),
    ],
)
def test_the_ruler_notices_what_is_wrong(spoil: Any, broken: str, papers: Sequence[Paper]) -> None:
    (check,) = [check for check in CHECKS if check.name == broken]
    assert check.xml
    assert not ask(check.xml, check.expected, [spoiled(papers[0], spoil)]).holds
