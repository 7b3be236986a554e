import pytest

from domain.letterhead import Letterhead, letterhead, place_of


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        (
            "UBND huyện Nghi Xuân",
            Letterhead((), ("ỦY BAN NHÂN DÂN", "HUYỆN NGHI XUÂN"), "Nghi Xuân", "UBND"),
        ),
        (
            "Ủy ban nhân dân tỉnh Hà Tĩnh",
            Letterhead((), ("ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH"), "Hà Tĩnh", "UBND"),
        ),
        (
            "Phòng Văn hóa - Xã hội xã Nghi Xuân",
            Letterhead(("UBND XÃ NGHI XUÂN",), ("PHÒNG VĂN HÓA - XÃ HỘI",), "Nghi Xuân", "VHXH"),
        ),
        (
            "Phòng Văn hóa - Xã hội, UBND xã Nghi Xuân",
            Letterhead(("UBND XÃ NGHI XUÂN",), ("PHÒNG VĂN HÓA - XÃ HỘI",), "Nghi Xuân", "VHXH"),
        ),
        (
            "Sở Khoa học và Công nghệ tỉnh Hà Tĩnh",
            Letterhead(("UBND TỈNH HÀ TĨNH",), ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",), "Hà Tĩnh", "SKHCN"),
        ),
        ("", Letterhead(agency=("",))),
    ],
)
def test_the_letterhead_is_computed_from_the_issuers_name(
    issuer: str, expected: Letterhead
) -> None:
    assert letterhead(issuer) == expected


@pytest.mark.parametrize(
    ("issuer", "sign"),
    [("PHÒNG VĂN HÓA-XÃ HỘI, UBND XÃ NGHI XUÂN", "VHXH"), ("Phòng CSGT", "CSGT")],
)
def test_an_abbreviation_stays_whole_but_not_each_word_of_a_name_in_capitals(
    issuer: str, sign: str
) -> None:
    assert letterhead(issuer).sign == sign


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("xã Nghi Xuân", "Nghi Xuân"),
        ("phường 1", "Phường 1"),
        ("phường Trần Phú", "Phường Trần Phú"),
        ("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_the_place_is_the_proper_name_unless_the_noun_belongs_to_it(area: str, place: str) -> None:
    assert place_of(area) == place


def test_a_place_that_the_plan_gives_wins() -> None:
    assert letterhead("UBND xã Nghi Xuân", "Tiên Điền").place == "Tiên Điền"
