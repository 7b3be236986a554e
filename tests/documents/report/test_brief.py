"""The report on one page for the leader, and extracts as documents."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.report import summary, view, write_docx, write_text
from documents.report.brief import brief
from documents.report.pdf import page_count
from documents.report.view import Issued, View
from domain.compiling import compile_report
from domain.extracts import extract_heading, extract_unit
from domain.programme import Unit
from domain.report import CompiledReport
from domain.rewriting import Rewriting
from domain.submission import State
from tests.domain.test_annexes import compiled, records
from tests.report_sample import PERIOD, PROGRAMME, entry, nothing_sent, paper, papers

LETTERS = 2_400


def by_letters(seen: View) -> int:
    return 1 + len(write_text(seen)) // LETTERS


def one_page(seen: View) -> int:
    return 1


def lines(seen: View, title: str) -> list[str]:
    return next(list(part.lines) for part in seen.parts if part.title == title)


def test_in_chat_a_few_of_the_missing_are_named_and_the_others_counted() -> None:
    empty = [replace(p, version=0, entries={}, plan=()) for p in papers()]
    report = compiled(*empty)
    (named,) = [line for line in summary(report).splitlines() if "chưa gửi" in line]
    assert named.count(";") == 8 + 1
    assert named.endswith("; và 2 đơn vị khác; xem báo cáo đầy đủ.")
    full = lines(brief(report, one_page), "Tình hình gửi báo cáo")[1]
    assert full.count(";") == 9 and "khác" not in full


def difficult(*texts: str) -> CompiledReport:
    units = [p for p in papers() if p.unit != "phong-kinh-te"]
    return compiled(*units, paper("phong-kinh-te", entry("III", "\n".join(texts))))


def test_it_tells_who_is_missing_how_tasks_stand_and_what_is_late() -> None:
    seen = brief(compiled(), one_page)
    assert seen.kind == "BÁO CÁO TÓM TẮT"
    assert lines(seen, "Tình hình gửi báo cáo") == [
        "Có 09/10 đơn vị gửi báo cáo (số liệu từ ngày 15/12/2021 đến ngày 14/12/2022).",
        "Đơn vị chưa gửi báo cáo: UBND xã Xuân Lam.",
    ]
    totals, late = lines(seen, "Kết quả thực hiện nhiệm vụ")
    assert totals.startswith("Có 06 nhiệm vụ với 11 lượt giao cho các đơn vị")
    assert "Phụ lục" not in totals
    assert late == (
        "- Quá hạn: nhiệm vụ 5.1 “Tổ công nghệ số cộng đồng” (thời hạn 30/11/2022), "
        "2/5 đơn vị: UBND xã Xuân Hội, UBND thị trấn Tiên Điền."
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("96.2", "Các chỉ tiêu có số liệu đều đạt kế hoạch."),
        ("95", "- Phòng Y tế: "),
        ("94.9", "94,9%"),
    ],
)
def test_indicators_below_their_plan_are_named(value: str, told: str) -> None:
    seen = brief(compiled(records(value)), one_page)
    (line,) = lines(seen, "Chỉ tiêu chưa đạt kế hoạch")
    if value == "95":
        told = "- Tỷ lệ hồ sơ sức khỏe điện tử đạt chất lượng: 95% (kế hoạch: trên 95%)."
    assert told in line


def test_what_most_units_say_comes_first() -> None:
    first, second = lines(brief(compiled(), one_page), "Khó khăn, vướng mắc")
    assert first.startswith("- Phòng Y tế, UBND xã Cổ Đạm: Thiếu nhân lực")
    assert "Hạ tầng mạng" in second


def test_nobody_signs_it_and_nothing_is_annexed() -> None:
    seen = brief(compiled(), one_page, Issued("05/BC-UBND", PERIOD.data_to))
    assert (seen.receivers, seen.opening, seen.recipients, seen.signing) == ((), (), (), ())
    assert (seen.signer, seen.annex_tasks, seen.annex_units) == ("", None, None)
    assert seen.number == "05/BC-UBND"
    assert write_docx(seen) == write_docx(seen)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 1_500), min_size=1, max_size=30))
def test_whatever_is_left_out_is_counted(lengths: list[int]) -> None:
    texts = [f"{n} khó khăn {'x' * length}" for n, length in enumerate(lengths)]
    seen = brief(difficult(*texts), by_letters)
    assert by_letters(seen) == 1
    shown = lines(seen, "Khó khăn, vướng mắc")
    more = [line for line in shown if "xem báo cáo đầy đủ" in line]
    told = int(next(word for word in more[0].split() if word.isdigit())) if more else 0
    # Two others stand there already.
    every = {p.text for _, p in difficult(*texts).paragraphs() if "khó khăn" in p.text}
    assert len(shown) - len(more) + told == len(every) + 1
    assert all(any(line.endswith((text, f"{text}.")) for line in shown) or told for text in every)


def test_long_lists_are_cut_until_there_is_one_page_of_paper() -> None:
    texts = [f"Khó khăn thứ {n}: {'kinh phí bố trí còn chậm, ' * 4}" for n in range(60)]
    seen = brief(difficult(*texts), page_count)
    assert page_count(seen) == 1
    shown = lines(seen, "Khó khăn, vướng mắc")
    assert shown[-1].startswith("- Và ") and shown[-1].endswith("khác; xem báo cáo đầy đủ.")
    assert len(shown) > 1


def test_a_province_whose_units_are_silent_fits_too() -> None:
    units = tuple(Unit(f"xa-{n}", f"Ủy ban nhân dân xã Thử Nghiệm số {n}") for n in range(300))
    programme = replace(PROGRAMME, units=units, tasks=(), blocks=(), groups=())
    silent = [replace(nothing_sent("xa-co-dam"), unit=u.code, unit_name=u.name) for u in units]
    seen = brief(compile_report(programme, PERIOD, silent), page_count)
    (_, missing) = lines(seen, "Tình hình gửi báo cáo")
    assert page_count(seen) == 1
    assert "đơn vị khác; xem báo cáo đầy đủ." in missing


def test_an_extract_is_a_document_that_nobody_signs() -> None:
    seen = view(extract_unit(compiled(), "xa-co-dam"), Issued("05/BC-UBND", PERIOD.data_to))
    assert seen.kind == "TRÍCH BÁO CÁO"
    assert seen.title.endswith("(trích nội dung: UBND xã Cổ Đạm)")
    assert (seen.receivers, seen.recipients, seen.signing, seen.signer) == ((), (), (), "")
    assert "trích nguyên văn" in write_text(seen)
    assert "TRÍCH BÁO CÁO" in write_text(view(extract_heading(compiled(), "III")))
    write_docx(seen)


def test_a_returned_paper_is_in_the_brief_as_it_was_sent() -> None:
    assert any(p.state is State.RETURNED for p in papers())
    assert "chưa bố trí được giáo viên" not in write_text(brief(compiled(), one_page))


def test_a_report_without_tasks_says_nothing_of_tasks() -> None:
    seen = brief(replace(compiled(), rows=(), counts={}, indicators=()), one_page)
    assert "Kết quả thực hiện nhiệm vụ" not in {part.title for part in seen.parts}


def test_difficulties_in_a_persons_words_stand_there_in_those() -> None:
    written = Rewriting(
        "III", ("Hạ tầng, nhân lực còn thiếu.",), (), "p-0009", PERIOD.opens_at, "m"
    )
    rewritten = compile_report(PROGRAMME, PERIOD, papers(), rewritings=[written])
    assert lines(brief(rewritten, one_page), "Khó khăn, vướng mắc") == [
        "- Hạ tầng, nhân lực còn thiếu."
    ]
