"""A part of the report: what one unit said, what stands under one heading."""

import pytest

from domain.compiling import compile_report
from domain.errors import NothingSuch
from domain.extracts import extract_heading, extract_unit
from domain.programme import AnnexKind, Indicator
from domain.report import CompiledReport, Kind
from domain.submission import Figure
from tests.domain.test_annexes import compiled, proof, records, with_indicators
from tests.report_sample import COMMUNES, MODELS, PERIOD, PROGRAMME, doing, paper, papers, teams

REPORT = compile_report(PROGRAMME, PERIOD, papers())
EVERY_UNIT = [unit.unit for unit in REPORT.units]


def said(report: CompiledReport) -> list[str]:
    return [p.text for _, p in report.paragraphs() if p.text]


def test_a_units_extract_holds_its_own_words_under_their_headings() -> None:
    extract = extract_unit(REPORT, "xa-co-dam")
    assert extract.extract_of == "UBND xã Cổ Đạm"
    assert [s.number for s in extract.sections] == ["I", "I.3", "I.3.đ", "II", "II.5", "III"]
    words = said(extract)
    assert "Đã thành lập tổ công nghệ số cộng đồng tại 100% thôn." in words
    assert not any("7/9 thôn" in text or "hội nghị" in text for text in words)


@pytest.mark.parametrize("unit", EVERY_UNIT)
def test_nobody_else_is_heard_in_a_units_extract(unit: str) -> None:
    extract = extract_unit(REPORT, unit)
    heard = [p for _, p in extract.paragraphs()]
    heard += [p for row in extract.rows for p in (*row.results, *row.difficulties)]
    assert {source.unit for p in heard for source in p.sources} <= {unit}
    assert {cell.unit for row in extract.rows for cell in row.cells} == {unit}
    assert all(p.voices is None for p in heard)
    assert not {p.kind for p in heard} & {Kind.COUNT, Kind.TOTALS}
    assert [row.number for row in extract.rows] == list(range(1, len(extract.rows) + 1))


def test_a_summed_figure_is_the_units_own() -> None:
    extract = extract_unit(REPORT, "xa-co-dam")
    figures = [p.figure.value for _, p in extract.paragraphs() if p.figure]
    tabled = [p.figure.value for row in extract.rows for p in row.results if p.figure]
    (indicator,) = extract.indicators
    assert figures == tabled == [indicator.figure.value] == ["12"]
    assert (indicator.number, indicator.name) == (1, MODELS.name)


def test_what_compares_sums_is_left_out_what_is_the_units_own_stays() -> None:
    many = Indicator("5.1", MODELS.name, None, "40", "tổ")
    programme = with_indicators("5.1", many)
    both = [
        paper(u, doing("5.1", "x", figures=(teams(v),)))
        for u, v in (("xa-co-dam", "12"), ("xa-xuan-hoi", "8"))
    ]
    report = compiled(*both, records("96.2"), programme=programme)
    assert extract_unit(report, "xa-co-dam").indicators[0].share is None
    assert extract_unit(report, "phong-y-te").indicators[0].share == "101.3"


def test_a_percentage_that_stands_alone_is_found_in_its_units_extract() -> None:
    share = Indicator("5.1", "Tỷ lệ hộ dân dùng dịch vụ số", ">", "50", "%")
    programme = with_indicators("5.1", share)
    sent = [
        paper(unit, doing("5.1", "x", figures=(Figure(share.name, value, unit_of_measure="%"),)))
        for unit, value in (("xa-co-dam", "40"), ("xa-xuan-hoi", "60"))
    ]
    extract = extract_unit(compiled(*sent, programme=programme), "xa-co-dam")
    (row,) = extract.indicators
    assert (row.figure.value, row.share, row.unit_name) == ("40", "80", None)


def test_a_unit_that_never_sent_has_its_tasks_and_what_carries_over_by_itself() -> None:
    extract = extract_unit(REPORT, "xa-xuan-lam")
    assert {s.number for s in extract.sections} == {"II", "II.5"}
    assert extract.indicators[0].figure is None
    assert extract.counts == {"CHUA_BAO_CAO": 1}


def test_a_headings_extract_holds_what_stands_below_it_and_the_tasks_of_its_results() -> None:
    extract = extract_heading(REPORT, "I.3.đ")
    assert [s.number for s in extract.sections] == ["I.3.đ"]
    assert [(row.number, row.task) for row in extract.rows] == [(1, "5.1")]
    assert sum(extract.counts.values()) == len(COMMUNES)
    assert [row.name for row in extract.indicators] == [MODELS.name]
    assert AnnexKind.UNITS not in extract.annexes
    whole = extract_heading(REPORT, "I")
    assert len(whole.rows) == len(REPORT.rows) and whole.indicators == REPORT.indicators


def test_the_plans_extract_has_no_results() -> None:
    extract = extract_heading(REPORT, "II")
    assert extract.rows == () and len(extract.sections) == 6


def test_i_is_not_the_beginning_of_iii() -> None:
    assert {s.number[:2] for s in extract_heading(REPORT, "I").sections} == {"I", "I."}


def test_evidence_goes_with_its_unit_and_its_heading() -> None:
    sent = [
        paper("phong-kinh-te", evidence=(proof("III", "c"), proof("1.1", "a"))),
        paper("xa-co-dam", evidence=(proof("III", "d"),)),
    ]
    report = compiled(*sent)
    mine = extract_unit(report, "xa-co-dam").evidence
    assert [[i.sha256 for i in group.items] for group in mine] == [["d"]]
    under = extract_heading(report, "III").evidence
    assert [[i.sha256 for i in group.items] for group in under] == [["c", "d"]]


def test_what_is_not_in_the_report_is_refused() -> None:
    with pytest.raises(NothingSuch):
        extract_unit(REPORT, "xa-khong-co")
    for number in ("V", "I.9", "i", ""):
        with pytest.raises(NothingSuch):
            extract_heading(REPORT, number)
