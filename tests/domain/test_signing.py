import pytest

from domain.signing import Signature, signature


@pytest.mark.parametrize(
    ("lines", "offices"),
    [
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. Chủ tịch", "Phó Chủ tịch"),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (("TL. CHỦ TỊCH", "Chánh Văn phòng"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"), ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        (("Q. Chủ tịch",), ("Q. CHỦ TỊCH",)),
        (("GIÁM ĐỐC",), ("GIÁM ĐỐC",)),
    ],
)
def test_forms_and_offices_are_in_capitals_above_the_name(
    lines: tuple[str, ...], offices: tuple[str, ...]
) -> None:
    assert signature([*lines, "Nguyễn Văn Thử"]) == Signature(offices, "Nguyễn Văn Thử")


@pytest.mark.parametrize(
    "name", ["TS. Nguyễn Văn Thử", "PGS.TS Nguyễn Văn Thử", "Thạc sĩ Nguyễn Văn Thử"]
)
def test_offices_of_the_state_sign_without_degrees(name: str) -> None:
    assert signature(["CHỦ TỊCH", name], "UBND xã Nghi Xuân").name == "Nguyễn Văn Thử"


def test_schools_and_hospitals_have_a_rule_of_their_own() -> None:
    assert signature(["GIÁM ĐỐC", "BS. Lê Thị Thử"], "Bệnh viện Đa khoa").name == "BS. Lê Thị Thử"


def test_a_name_that_begins_like_a_degree_stays_whole() -> None:
    assert signature(["CHỦ TỊCH", "Bsơn Văn Thử"]).name == "Bsơn Văn Thử"


def test_where_nobody_is_named_yet_the_name_is_empty() -> None:
    assert signature(["CHỦ TỊCH"]) == Signature(("CHỦ TỊCH",), "")
