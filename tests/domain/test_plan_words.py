"""Which period a plan's document itself reports on."""

from dataclasses import replace

import pytest

from domain.plan_words import moves_time, own_period
from domain.programme import Asks, Heading, Programme
from tests.report_sample import PROGRAMME


def document(results: str, plan: str, title: str | None = None) -> Programme:
    outline = (Heading("I", results, Asks.DRAFTING_UNIT), Heading("II", plan, Asks.COMPUTED))
    return replace(PROGRAMME, outline=outline, frame=replace(PROGRAMME.frame, title=title))


@pytest.mark.parametrize(
    ("results", "plan", "title", "period"),
    [
        ("Kết quả trong năm 2021", "Kế hoạch năm 2022", "Chiến lược đến năm 2030", "2021"),
        ("Kết quả", "Kế hoạch", "Công tác năm 2021, phương hướng năm 2022", "2021"),
        ("Kết quả", "Nhiệm vụ tháng 7 năm 2026", "Công tác tháng 6 năm 2026", "2026-06"),
        ("KẾT QUẢ THÁNG 12/2025", "NHIỆM VỤ THÁNG 01/2026", None, "2025-12"),
        ("Kết quả đến năm 2030", "Kế hoạch giai đoạn", "Chiến lược đến năm 2030", None),
        ("Kết quả", "Kế hoạch", "Văn bản ngày 15 tháng 11 năm 2021", None),
    ],
)
def test_a_document_names_its_own_period(
    results: str, plan: str, title: str | None, period: str | None
) -> None:
    assert own_period(document(results, plan, title)) == period


def test_in_its_own_period_a_document_keeps_its_words() -> None:
    monthly = document("Kết quả", "Nhiệm vụ tháng 7 năm 2026", "Công tác tháng 6 năm 2026")
    words = "NHIỆM VỤ THÁNG 7 NĂM 2026, kết quả tháng 6 năm 2026 và năm 2025"
    assert moves_time(monthly, "2026-06")(words) == words
    assert moves_time(monthly, "2026-12")(words) == (
        "NHIỆM VỤ THÁNG 1 NĂM 2027, kết quả tháng 12 năm 2026 và năm 2025"
    )
