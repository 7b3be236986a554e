"""What a submission of three tasks costs on Zalo, over its wire, in messages in and out together.

A bot of Zalo has 3,000 messages a month on the free plan.
"""

from pathlib import Path

import pytest

from documents.samples import sample
from tests.cast import HOA, make_book
from tests.play_zalo_wire import on_the_wire

LEFT_OUT = ("- Đưa sản phẩm OCOP", "- Thí điểm camera")
REMINDED = "@ 2022-11-28 08:30"
STEP_BY_STEP = """
hoa@kinh-te> 1
hoa@kinh-te> Đang thực hiện, đã giới thiệu 12 sản phẩm tại hội chợ tỉnh
hoa@kinh-te> xong 20/11, hướng dẫn 9 doanh nghiệp
hoa@kinh-te> Chưa thực hiện vì chưa có kinh phí
hoa@kinh-te> gửi
"""
BY_NUMBERS = """
hoa@kinh-te> 1
hoa@kinh-te> 2. đã giới thiệu 12 sản phẩm tại hội chợ tỉnh
hoa@kinh-te> 1. hướng dẫn 9 doanh nghiệp
hoa@kinh-te> 20/11
hoa@kinh-te> 3. chưa có kinh phí
hoa@kinh-te> 1
"""
FAST = """
hoa@kinh-te> 1. Đang thực hiện, đã giới thiệu 12 sản phẩm tại hội chợ tỉnh
  2. xong 20/11, hướng dẫn 9 doanh nghiệp
  3. Chưa thực hiện vì chưa có kinh phí
hoa@kinh-te> gửi
"""


def plan_of_three(folder: Path) -> Path:
    """The plan of the sample, with three tasks for the office that has five."""
    shipped, _ = sample("nghi-xuan-2022")
    lines = shipped.read_text(encoding="utf-8").splitlines(keepends=True)
    plan = folder / "plan.md"
    plan.write_text("".join(x for x in lines if not x.startswith(LEFT_OUT)), encoding="utf-8")
    return plan


@pytest.mark.parametrize(
    ("script", "most"),
    [
        (f"hoa@kinh-te> báo cáo{STEP_BY_STEP}", 14),
        (f"{REMINDED}\nhoa@kinh-te> một{STEP_BY_STEP}", 14),
        (f"hoa@kinh-te> báo cáo{BY_NUMBERS}", 14),
        (f"hoa@kinh-te> báo cáo{FAST}", 6),
        (f"{REMINDED}{FAST}", 6),
    ],
)
async def test_three_tasks_cost_few_messages(script: str, most: int, tmp_path: Path) -> None:
    async with on_the_wire(make_book(tmp_path), plan_of_three(tmp_path)) as player:
        went = await player.play(script)
        answers = player.server.texts(HOA.chat)
    said = sum(line.startswith(f"{HOA.chat}> ") for line in script.splitlines())
    assert "Mã: 2022-phong-kinh-te-ha-tang-1." in answers[-1], went
    assert "còn 3 nội dung" in answers[0] or "0/3 nhiệm vụ" in answers[0]
    assert said + len(answers) <= most, went
