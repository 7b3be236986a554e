"""Totals that somebody typed against what was counted."""

from collections import Counter
from pathlib import Path

import pytest

from domain.proofreading.sheet import Sheet
from domain.proofreading.totals import Counted, totals

TABLE = (
    Path(__file__).parents[4] / "shared" / "texts" / "10_bang_tiendo_nhiemvu_NQ71_t3-5_2025.txt"
)
COUNTED = Counted(
    tasks=12,
    parts={"HT_DUNG_HAN": 20, "HT_QUA_HAN": 2, "DTH_TRONG_HAN": 9, "DTH_QUA_HAN": 1},
    of_tasks={"HT_DUNG_HAN": 7, "DTH_TRONG_HAN": 3},
    sent=24,
    roster=27,
)


def wrong(text: str, counted: Counted = COUNTED) -> list[tuple[str, str]]:
    return [(f.found, f.suggestion) for f in totals(Sheet(text), counted)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có 22 nhiệm vụ hoàn thành; 9 nhiệm vụ đang thực hiện trong hạn", []),
        ("có 07 nhiệm vụ hoàn thành đúng hạn", []),
        ("có 23 nhiệm vụ hoàn thành", [("23", "07")]),
        ("có 2 nhiệm vụ quá hạn", [("2", "00")]),
        ("có 1 nhiệm vụ quá hạn", []),
        ("Tổng số 12 nhiệm vụ", []),
        ("gồm 13 nhiệm vụ", [("13", "12")]),
        ("24/27 đơn vị gửi báo cáo", []),
        ("25/27 đơn vị đã gửi", [("25/27", "24/27")]),
        ("3 nhiệm vụ mới; 5 đơn vị tham gia; hoàn thành 4 mô hình", []),
    ],
)
def test_only_what_was_not_counted_so_is_wrong(text: str, expected: list[tuple[str, str]]) -> None:
    assert wrong(text) == expected


@pytest.mark.skipif(not TABLE.exists(), reason="the texts are not here")
def test_a_real_report_whose_prose_and_table_differ() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line.startswith("|")]
    said = Counter(row[6].strip() for row in rows if len(row) > 7)
    parts = {
        "HT": said["Hoàn thành"],
        "DTH_TRONG_HAN": said["Đang thực hiện"],
        "DTH_QUA_HAN": said["Quá hạn"],
    }
    prose = next(line for line in lines if "22 nhiệm vụ" in line)
    found = wrong(prose, Counted(sum(parts.values()), parts, parts, 0, 0))
    assert ("22", "21") in found
    assert ("13", "14") in found
