"""The annexes as data: indicators, evidence, and that prose and tables say the same."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.compiling import compile_report
from domain.programme import Indicator
from domain.report import CompiledReport, IndicatorRow, Kind, SentPaper
from domain.submission import Evidence, Figure, State
from tests.report_sample import (
    COMMUNES,
    MODELS,
    PERIOD,
    PROGRAMME,
    RECORDS,
    SENT,
    doing,
    done,
    entry,
    nothing_sent,
    paper,
    papers,
    statement,
    teams,
)

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=3).map(lambda d: format(d, "f"))
CLINIC = "phong-y-te"


def with_indicators(task: str, *indicators: Indicator) -> object:
    tasks = tuple(
        replace(each, indicators=indicators) if each.code == task else each
        for each in PROGRAMME.tasks
    )
    return replace(PROGRAMME, tasks=tasks)


def compiled(*sent: SentPaper, year_ago: CompiledReport | None = None, **of: object):
    programme = of.get("programme", PROGRAMME)
    return compile_report(programme, PERIOD, sent or papers(), year_ago=year_ago)


def row(report: CompiledReport, name: str, unit: str | None = None) -> IndicatorRow:
    return next(r for r in report.indicators if r.name == name and r.unit == unit)


def records(value: str, cumulative: str | None = None, measure: str = "%") -> SentPaper:
    figure = Figure(RECORDS.name, value, cumulative, unit_of_measure=measure)
    return paper(CLINIC, done("3.1", "Đã làm sạch hồ sơ.", figures=(figure,)))


def communes(*values: str) -> list[SentPaper]:
    return [
        paper(unit, doing("5.1", "Đang thành lập.", figures=(teams(value),)))
        for unit, value in zip(COMMUNES, values, strict=False)
    ]


def prose(report: CompiledReport) -> list[object]:
    return [p.figure for _, p in report.paragraphs() if p.kind is Kind.FIGURE]


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_prose_and_tables_hold_the_same_exact_sum(values: list[str]) -> None:
    report = compiled(*communes(*values))
    tabled = [r.figure for r in report.indicators if r.figure]
    assert prose(report) == tabled
    in_rows = [p.figure for r in report.rows for p in r.results if p.figure]
    assert in_rows == tabled
    told = sum(Decimal(f.value) for r in report.rows for c in r.cells for f in c.figures)
    assert Decimal(tabled[0].value) == told == sum(map(Decimal, values))


def test_a_sum_keeps_every_digit_however_long_the_numbers_are() -> None:
    report = compiled(*communes("123456789012345678901234567890.1", "0.0000000001"))
    assert row(report, MODELS.name).figure.value == "123456789012345678901234567890.1000000001"


def test_an_indicator_without_a_figure_keeps_its_line() -> None:
    assert row(compiled(nothing_sent(CLINIC)), RECORDS.name).figure is None


def test_percentages_of_several_units_stand_one_by_one() -> None:
    share = Indicator("5.1", "Tỷ lệ hộ dân dùng dịch vụ số", ">", "50", "%")
    programme = with_indicators("5.1", share)
    said = [
        paper(unit, doing("5.1", "x", figures=(Figure(share.name, value, unit_of_measure="%"),)))
        for unit, value in (("xa-co-dam", "40"), ("xa-xuan-hoi", "60"))
    ]
    report = compiled(*said, programme=programme)
    rows = [r for r in report.indicators if r.name == share.name]
    assert [(r.number, r.unit, r.figure.value, r.share) for r in rows] == [
        (2, "xa-co-dam", "40", "80"),
        (3, "xa-xuan-hoi", "60", "120"),
    ]


@pytest.mark.parametrize(
    ("comparator", "target", "value", "share"),
    [
        (">", "95", "96.2", "101.3"),
        (None, "80", "20.02", "25"),
        (">=", "3", "2", "66.7"),
        ("<", "95", "96.2", None),
        ("<=", "95", "96.2", None),
        (">", None, "96.2", None),
        (">", "0", "96.2", None),
        (None, "3", "1" + "0" * 40, "3" * 42 + ".3"),
    ],
)
def test_the_share_of_the_plan(
    comparator: str | None, target: str | None, value: str, share: str | None
) -> None:
    programme = with_indicators("3.1", Indicator("3.1", RECORDS.name, comparator, target, "%"))
    assert row(compiled(records(value), programme=programme), RECORDS.name).share == share


def test_the_share_is_of_the_cumulative_figure_where_there_is_one() -> None:
    assert row(compiled(records("10", "47.5")), RECORDS.name).share == "50"


@pytest.mark.parametrize(
    ("then", "now", "measure", "change"),
    [
        ("90", "96.2", "%", "6.2"),
        ("96.2", "90", "%", "-6.2"),
        ("96.24", "96.2", "%", "0"),
        ("80", "100", "hồ sơ", "25"),
        ("3", "1", "hồ sơ", "-66.7"),
        ("0", "1", "hồ sơ", None),
    ],
)
def test_a_figure_is_held_against_the_year_before(
    then: str, now: str, measure: str, change: str | None
) -> None:
    year_ago = compiled(records(then, measure=measure))
    seen = row(compiled(records(now, measure=measure), year_ago=year_ago), RECORDS.name)
    assert (seen.year_ago, seen.change) == (then, change)


def test_other_measures_and_names_that_stand_twice_are_not_compared() -> None:
    other = compiled(records("90", measure="hồ sơ"), year_ago=compiled(records("80")))
    assert row(other, RECORDS.name).year_ago is None
    before = compiled(records("80"))
    twice = replace(before, indicators=before.indicators * 2)
    assert row(compiled(records("90"), year_ago=twice), RECORDS.name).year_ago is None


def proof(item: str | None, sha256: str, minutes: int = 0, message: str = "m-7") -> Evidence:
    at = SENT + timedelta(minutes=minutes)
    return Evidence(sha256, f"{sha256}.jpg", "image/jpeg", 1, item, "", "p-0009", at, "", message)


def test_evidence_stands_by_task_heading_and_whole_in_the_order_of_sending() -> None:
    late = paper("xa-co-dam", evidence=(proof(None, "d"), proof("5.1", "b")))
    early = paper("phong-kinh-te", evidence=(proof("III", "c"), proof("1.1", "a")))
    more = paper("xa-xuan-hoi", evidence=(proof("5.1", "e"), proof("5.1", "f")))
    groups = compiled(more, late, early).evidence
    assert [(g.item, [i.sha256 for i in g.items]) for g in groups] == [
        ("1.1", ["a"]),
        ("5.1", ["b", "e", "f"]),
        ("III", ["c"]),
        (None, ["d"]),
    ]
    assert groups[0].title == PROGRAMME.task("1.1").short_title
    assert groups[2].title == "Khó khăn, vướng mắc"


def test_evidence_of_a_draft_is_not_shown() -> None:
    draft = SentPaper("xa-co-dam", "UBND xã Cổ Đạm", State.DRAFT, evidence=(proof("5.1", "b"),))
    assert compiled(draft).evidence == ()


def test_each_figure_status_and_photo_tells_unit_person_time_and_message() -> None:
    said = statement("96,2", "p-0042", "m-88")
    figure = Figure(RECORDS.name, "96.2", unit_of_measure="%", said=said)
    by_button = replace(entry("1.1"), said="nothing_to_report", saved_by="p-3", saved_at=SENT)
    report = compiled(
        paper(CLINIC, done("3.1", "Đã làm.", figures=(figure,)), evidence=(proof("3.1", "a"),)),
        paper("phong-kinh-te", by_button),
    )
    (source,) = row(report, RECORDS.name).sources
    assert (source.unit, source.person, source.message, source.text) == (
        CLINIC,
        "p-0042",
        "m-88",
        "96,2",
    )
    cells = {r.task: r.cells[0] for r in report.rows}
    assert [(s.person, s.message) for s in cells["3.1"].sources] == [
        ("p-0001", "m-1"),
        ("p-0042", "m-88"),
    ]
    assert [(s.person, s.at) for s in cells["1.1"].sources] == [("p-3", SENT.isoformat())]
    assert cells["2.1"].sources == ()
    (photo,) = report.evidence[0].items
    assert (photo.unit, photo.person, photo.message) == (CLINIC, "p-0009", "m-7")
