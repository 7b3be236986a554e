"""Forms and parts of a report, and what is handed out of a version."""

from datetime import date

import pytest

from domain.facts import ReportState, StoredReport
from domain.report_files import (
    BRIEF,
    WHOLE,
    ReportFile,
    file_name,
    forms_of,
    heading_part,
    is_part,
    unit_part,
)


@pytest.mark.parametrize(
    ("part", "number", "name"),
    [
        (WHOLE, None, "bao-cao-2022-lan-3.pdf"),
        (WHOLE, "05/BC-UBND", "bao-cao-2022-so-05-BC-UBND.pdf"),
        (BRIEF, None, "bao-cao-tom-tat-2022-lan-3.pdf"),
        (unit_part("xa-co-dam"), None, "trich-bao-cao-2022-lan-3-xa-co-dam.pdf"),
        (heading_part("I.3"), "7/BC", "trich-bao-cao-2022-so-7-BC-muc-I.3.pdf"),
        (WHOLE, "../../x", "bao-cao-2022-so-x.pdf"),
    ],
)
def test_files_are_named_by_what_they_are(part: str, number: str | None, name: str) -> None:
    assert file_name("2022", 3, part, "pdf", number) == name


def test_what_is_a_part() -> None:
    parts = (WHOLE, BRIEF, unit_part("a"), heading_part("I"))
    assert all(map(is_part, parts))
    assert not any(map(is_part, ("unit:", "heading:", "briefs", "x", "unit")))
    assert "xlsx" not in forms_of(BRIEF) and "xlsx" in forms_of(WHOLE)


def stored(state: ReportState, *files: ReportFile) -> StoredReport:
    return StoredReport(
        1, "p:2022", 2, state, "dd", 1, (), issued_on=date(2022, 12, 1), files=files
    )


def test_the_word_file_of_an_older_draft_is_found_and_named() -> None:
    file = stored(ReportState.COMPILED).file(WHOLE, "docx")
    assert file and (file.sha256, file.name) == ("dd", "bao-cao-2022-lan-2.docx")


def test_a_draft_is_never_given_for_what_was_issued() -> None:
    draft = ReportFile(WHOLE, "pdf", "p", "x.pdf")
    issued = ReportFile(WHOLE, "pdf", "i", "x.pdf", issued=True)
    assert stored(ReportState.ISSUED, draft).given(WHOLE) == ()
    assert stored(ReportState.ISSUED, draft, issued).given(WHOLE) == ("i",)
    assert stored(ReportState.AGREED, draft, issued).given(WHOLE) == ("dd", "p")
