"""What is found in a text, and what only looks wrong."""
# ruff: noqa: E501  (each example stays whole)

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import SURE, Flaw
from domain.proofreading import proofread, surely_wrong

SHARED = Path(__file__).parents[4] / "shared"
SEED = SHARED / "seed" / "nghi-xuan-2021.md"
TEXTS = sorted((SHARED / "texts").glob("*.txt"))


def found(text: str, *plan: str) -> list[tuple[str, str, str]]:
    return [(f.kind.value, f.found, f.suggestion) for f in proofread(text, plan)]


@pytest.mark.parametrize(
    ("text", "kind", "what", "suggestion"),
    [
        ("Theo Công văn số 88/KH-SKHCN.", "letter_code", "Công văn số 88/KH-SKHCN", "Công văn số 88/SKHCN-…"),
        ("theo Nghị quyết số 31/2020NQ-HĐND", "missing_slash", "31/2020NQ-HĐND", "31/2020/NQ-HĐND"),
        ("ban hành Quyết định số 5QĐ-UBND", "missing_slash", "5QĐ-UBND", "05/QĐ-UBND"),
        ("Nghị quyết số 12/QĐ-UBND", "type_code", "Nghị quyết số 12/QĐ-UBND", "Quyết định số 12/QĐ-UBND"),
        ("Kế hoạch số 7/2021/KH-UBND ngày 03/4/2022", "year", "Kế hoạch số 7/2021/KH-UBND ngày 03/4/2022", ""),
        ("Kế hoạch số 7/KH-UBND ngày 31/4/2022", "bad_date", "Kế hoạch số 7/KH-UBND ngày 31/4/2022", ""),
        ("gửi Sở Khoa học & Công nghệ tỉnh", "ampersand", "Sở Khoa học & Công nghệ", "Sở Khoa học và Công nghệ"),
        ("Phòng Kinh tế & Hạ tầng", "ampersand", "Phòng Kinh tế & Hạ tầng", "Phòng Kinh tế và Hạ tầng"),
        ("các chương hình mới", "slip", "chương hình", "chương trình"),
        ("Sát nhập hai thôn", "slip", "Sát nhập", "Sáp nhập"),
        ("đã bổ xung hồ sơ", "slip", "bổ xung", "bổ sung"),
        ("kết quả của của xã", "doubled", "của của", "của"),
        ("đã thực hiện thực hiện kế hoạch", "doubled", "thực hiện thực hiện", "thực hiện"),
        ("đã đượcc duyệt", "doubled", "đượcc", "được"),
        ("xong ngày 5/1/2026", "date_form", "ngày 5/1/2026", "ngày 05/01/2026"),
        ("xong ngày 9/11/2026", "date_form", "ngày 9/11/2026", "ngày 09/11/2026"),
        ("ngày 5 tháng 09 năm 2026", "date_form", "ngày 5 tháng 09 năm 2026", "ngày 05 tháng 9 năm 2026"),
        ("họp ngày 31/02/2026", "bad_date", "ngày 31/02/2026", ""),
        ("thu được 1,234.5 triệu đồng", "number", "1,234.5", "1.234,5"),
        ("đạt 98.5% kế hoạch", "number", "98.5", "98,5"),
        ("cấp 2,500,000 thẻ", "number", "2,500,000", "2.500.000"),
        ("đã xong , đang chờ", "punctuation", " ,", ","),
        ("đã xong..", "punctuation", "..", "."),
        ("(máy tính, máy in,..)", "punctuation", ",..", ",…"),
        ("báo cáo ủy ban nhân dân xã", "capital", "ủy ban nhân dân", "Ủy ban nhân dân"),
        ("báo cáo uỷ ban nhân dân xã", "capital", "uỷ ban nhân dân", "Uỷ ban nhân dân"),
        ("phục vụ nhân dân", "capital", "nhân dân", "Nhân dân"),
        ("chủ trương của Đảng và nhà nước", "capital", "nhà nước", "Nhà nước"),
        ("UBND Tỉnh Hà Tĩnh", "capital", "Tỉnh Hà Tĩnh", "tỉnh Hà Tĩnh"),
        ("đầu tư CSDL dùng chung", "abbreviation", "CSDL", "cơ sở dữ liệu (CSDL)"),
        ("có 30 nhiệm vụ, trong đó: 20 hoàn thành; 9 đang thực hiện; 2 chưa thực hiện.", "total", "30", "31"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_with_its_place(
    text: str, kind: str, what: str, suggestion: str
) -> None:
    assert (kind, what, suggestion) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 165/KH-UBND ngày 12/05/2021 của UBND tỉnh Hà Tĩnh.",
        "Văn bản số 412/UBND-KT&HT ngày 08/3/2022.",
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.",
        "Quy chế số 02-QC/BCĐTW ngày 10/6/2025; Kế hoạch số 12-KH/BTGTU ngày 05/3/2026.",
        "Ban CHQS xã cấp 12 thẻ SIM cho dân quân.",
        "Thông báo kết luận số 12/TB-VPCP ngày 20/4/2026.",
        "Đề án 06/CP; Đề án số 131/QĐ-TTg; Chương trình số 749/QĐ-TTg.",
        "Công văn số 123-CV/TU; Công văn số 12/UBND-VX.",
        "Luật số 91/2025/QH15; Nghị định số 30/2020/NĐ-CP.",
        "Ủy ban nhân dân, Hội đồng nhân dân, Tòa án nhân dân, Quân đội nhân dân, Công an nhân dân.",
        "quản lý nhà nước, cơ quan nhà nước, ngân sách nhà nước",
        "đổi 100 nhân dân tệ",
        "Dần dần, ngày ngày, năm năm qua, song song, chung chung.",
        "Xã Cổ Đạm và xã Xuân Lam; Phường Trần Phú; Thành phố Hồ Chí Minh.",
        "Tỉnh Hà Tĩnh đã có kế hoạch.",
        "đạt 98,5%; 1.234,5 triệu đồng; phiên bản 2.5; mục 1.2; 1,200 m",
        "(máy tính, máy in...); v.v…; v.v..., xong ./.",
        "UBND, HĐND, UBMTTQ, KT-XH, KT&HT, Quý IV, COVID-19, STEM.",
        "trí tuệ nhân tạo (TTNT); ứng dụng TTNT",
        "Trung tâm Đổi mới sáng tạo (sau đây gọi tắt là TTĐMST); TTĐMST đã hoạt động",
        "I. KẾT QUẢ THỰC HIỆN CSDL VÀ CNTT NĂM 2026",
        "R&D, Q&A, Johnson & Johnson",
        "xoong nồi, cái boong",
        "có 22 nhiệm vụ hoàn thành; 13 nhiệm vụ đang thực hiện trong hạn",
        "có 45 nhiệm vụ, trong đó 40 hoàn thành.",
    ],
)
def test_what_only_looks_wrong_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_an_unknown_abbreviation_is_named_once() -> None:
    assert [f[1] for f in found("CSDL đất đai. CSDL dân cư. CSDL hộ tịch.")] == ["CSDL"]


def test_an_abbreviation_in_the_place_of_the_plans_own_is_found() -> None:
    plan = "Thúc đẩy ứng dụng TTNT trong lĩnh vực y tế, giáo dục."
    swapped = found("Đã ứng dụng CNTT trong lĩnh vực y tế.", plan)
    assert swapped == [("swapped", "CNTT", "TTNT")]


def test_another_use_of_another_abbreviation_is_no_swap() -> None:
    plan = "Thúc đẩy ứng dụng TTNT trong lĩnh vực y tế. Ứng dụng CNTT trong lĩnh vực y tế."
    text = "Đã ứng dụng công nghệ thông tin (CNTT). Ứng dụng CNTT trong lĩnh vực y tế."
    assert found(text, plan) == []


def test_headings_of_one_level_end_alike() -> None:
    mixed = "I. Kết quả\n1. Phòng Y tế:\nĐã xong.\n2. Phòng Nội vụ\nĐã xong."
    assert found(mixed) == [("heading_mark", "Phòng Y tế:", "Phòng Y tế")]
    assert found(mixed.replace("Nội vụ", "Nội vụ:")) == []


def test_a_second_part_needs_a_first() -> None:
    assert found("PHẦN THỨ HAI\nPhương hướng") == [("part", "PHẦN THỨ HAI", "PHẦN THỨ NHẤT")]
    assert found("PHẦN THỨ NHẤT\nKết quả\nPHẦN THỨ HAI\nPhương hướng") == []


WHOLE = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO\nTrên đây là báo cáo của xã./.\n\nNơi nhận:\n"
    "- Như trên;\n- Lưu: VT, VHXH."
)


def test_a_whole_document_has_its_letterhead_and_its_end() -> None:
    assert found(WHOLE) == []
    assert found(WHOLE.replace("./.", "./")) == [("end", "xã./", "xã./.")]
    assert found(WHOLE.partition("\n")[2]) == [("letterhead", "BÁO CÁO", "")]


def test_a_unit_is_told_of_sure_findings_only() -> None:
    text = "Đã bổ xung 2 CSDL theo Nghị quyết số 31/2020NQ-HĐND , xong ngày 5/1/2026"
    assert [f.kind for f in surely_wrong(text)] == [Flaw.SLIP, Flaw.MISSING_SLASH]
    assert {f.kind for f in proofread(text)} - SURE


# Any text.

PIECES = st.sampled_from(
    [
        *("Công văn số", "12/KH-", "UBND", "ủy ban ", "nhân dân", "ngày 5/1", "/2026", "..", ",."),
        *(" ", "\n", "1. ", "I. ", ":", "CNTT", "(TTNT)", "của của", "Sở Y & ", "1,234.5", "./."),
        *("PHẦN THỨ HAI", "Nơi nhận:", "BÁO CÁO", "có 3 nhiệm vụ, trong đó: 2 hoàn thành; ", "İ"),
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=2))
def test_findings_lie_within_the_text_in_its_order(text: str, plan: list[str]) -> None:
    findings = proofread(text, plan)
    ends = [0, *(f.end for f in findings)]
    for before, finding in zip(ends, findings, strict=False):
        assert before <= finding.start < finding.end <= len(text)
        assert finding.found == text[finding.start : finding.end]
        assert finding.found != finding.suggestion


@pytest.mark.parametrize(
    "piece",
    ["Quyết định số 12/KH-UBND ngày 05/01/2026; ", "1/A-", "111,", ".", " ", "I. a ", "Sở a ",
     "ứng dụng CNTT trong lĩnh vực ", "(AB)", "thực hiện ", "1. A\n", "có 1 nhiệm vụ, gồm: "],
)  # fmt: skip
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    small, large = 50_000, 1_000_000
    once = timed(piece * (small // len(piece)))
    assert timed(piece * (large // len(piece))) < max(1.0, 4 * (large / small) * once)


def timed(text: str) -> float:
    begun = time.process_time()
    proofread(text)
    return time.process_time() - begun


# The real case, where it lies beside the project.


def real(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = (line for line in lines if path.suffix == ".md" or not line.startswith("#"))
    return unicodedata.normalize("NFC", "\n".join(bare))


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (Flaw.LETTER_CODE, "1791/KH-SKHCN"),
        (Flaw.MISSING_SLASH, "252/2020NQ-HĐND"),
        (Flaw.AMPERSAND, "Khoa học & Công nghệ"),
        (Flaw.SLIP, "chương hình"),
        (Flaw.SWAPPED, "CNTT"),
        (Flaw.HEADING_MARK, ":"),
        (Flaw.LETTERHEAD, "BÁO CÁO"),
    ],
)
def test_all_that_is_known_to_be_wrong_in_the_seed_is_found(kind: Flaw, what: str) -> None:
    findings = proofread(real(SEED))
    assert any(f.kind is kind and what in f.found for f in findings)


DOUBTS = frozenset({Flaw.ABBREVIATION})
"""An abbreviation that is not introduced is a fact; whether it must be is the reader's to say."""


@pytest.mark.skipif(not TEXTS, reason="the texts are not here")
def test_real_texts_raise_few_alarms_and_the_known_ones() -> None:
    alarms = [
        (path.name[:2], finding.kind, finding.found)
        for path in TEXTS
        for finding in proofread(real(path))
        if finding.kind not in DOUBTS
    ]
    assert ("11", Flaw.PART, "PHẦN THỨ HAI") in alarms
    # All read by hand: a doubled word, a blank before a full stop, a month with a 0, a part
    # without the first, and two lists of headings with and without colons. None is false.
    assert len(alarms) <= 6
