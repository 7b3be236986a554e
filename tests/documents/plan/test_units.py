"""Which units a heading names."""

import pytest

from documents.plan.units import units_in


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Phòng Y tế:", ["Phòng Y tế"]),
        ("PHÒNG Y TẾ", ["PHÒNG Y TẾ"]),
        (
            "Phòng Nông nghiệp và Phát triển nông thôn",
            ["Phòng Nông nghiệp và Phát triển nông thôn"],
        ),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("Sở Văn hoá, Thể thao và Du lịch", ["Sở Văn hoá, Thể thao và Du lịch"]),
        ("Văn phòng HĐND và UBND", ["Văn phòng HĐND và UBND"]),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
        ("Công an huyện", ["Công an huyện"]),
        (
            "Ban Chỉ huy Quân sự huyện, Công an huyện",
            ["Ban Chỉ huy Quân sự huyện", "Công an huyện"],
        ),
        ("Phòng Y tế và Trung tâm Y tế", ["Phòng Y tế", "Trung tâm Y tế"]),
        ("Phòng Tư pháp; Thanh tra huyện", ["Phòng Tư pháp", "Thanh tra huyện"]),
        ("Đề nghị: Hội Nông dân xã, Công an xã", ["Hội Nông dân xã", "Công an xã"]),
        ("Giao Phòng Kinh tế", ["Phòng Kinh tế"]),
    ],
)  # fmt: skip
def test_names_are_told_apart(heading: str, names: list[str]) -> None:
    named = units_in(heading)
    assert named is not None
    assert list(named.names) == names
    assert not named.many


@pytest.mark.parametrize(
    "heading",
    [
        "Ủy ban nhân dân các xã, thị trấn:",
        "Uỷ ban nhân dân các xã, phường",
        "UBND xã, phường",
        "Các xã, thị trấn",
        "Các phòng, ban",
        "Các sở, ban, ngành tỉnh",
        "Các thôn trên địa bàn xã",
        "Trưởng các thôn, tổ dân phố",
        "Chủ tịch UBND các xã, thị trấn",
        "UBND cấp xã",
    ],
)
def test_a_group_is_one_name(heading: str) -> None:
    named = units_in(heading)
    assert named is not None
    assert named.names == (heading.rstrip(":"),)
    assert named.many == {heading.rstrip(":")}


def test_a_unit_and_a_group_stand_side_by_side() -> None:
    named = units_in("Mặt trận Tổ quốc xã; các thôn")
    assert named is not None
    assert named.names == ("Mặt trận Tổ quốc xã", "các thôn")
    assert named.many == {"các thôn"}


@pytest.mark.parametrize(
    "text",
    [
        "Công tác tham mưu",
        "Ban hành kế hoạch",
        "TỔ CHỨC THỰC HIỆN",
        "Phòng, chống dịch",
        "Phòng chống thiên tai",
        "Phòng Y tế chủ trì, phối hợp với Công an xã",
        "Các nhiệm vụ khác",
        "Sở hữu trí tuệ",
        "Số liệu",
        "UBND huyện giao các đơn vị những việc sau:",
        "Giao các đơn vị thực hiện một số nội dung sau:",
        "Khó khăn, vướng mắc",
        "",
        ":",
    ],
)
def test_other_headings_name_nobody(text: str) -> None:
    assert units_in(text) is None
