"""Names of units: prefixes, abbreviations, slips of the finger, old names."""

import pytest

from domain.understanding import understand
from tests.domain.understanding.people import OLD_NAMES, UNITS

CONTEXT = {"units": UNITS, "old_names": OLD_NAMES}

SAID = [
    ("Phòng Y tế", "Phòng Y tế"),
    ("p. y tế", "Phòng Y tế"),
    ("PYT", "Phòng Y tế"),
    ("ytế", "Phòng Y tế"),
    ("y te", "Phòng Y tế"),
    ("trạm y tế", "unclear"),
    ("TT Xuân An", "thị trấn Xuân An"),
    ("tt. xuan an", "thị trấn Xuân An"),
    ("xuân an", "thị trấn Xuân An"),
    ("xã xuân an", "unclear"),
    ("ubnd xã cổ đạm", "xã Cổ Đạm"),
    ("UBND x. Co Dam", "xã Cổ Đạm"),
    ("codam", "xã Cổ Đạm"),
    ("cổ đạn", "xã Cổ Đạm"),
    ("cổ đạm ạ", "xã Cổ Đạm"),
    ("xuan hoi", "xã Xuân Hội"),
    ("xuan hog", "unclear"),
    ("xuân hài", "xã Xuân Hải"),
    ("xuân", "unclear"),
    ("vhtt", "Phòng Văn hóa - Thông tin"),
    ("VH-TT", "Phòng Văn hóa - Thông tin"),
    ("phòng vh&tt", "Phòng Văn hóa - Thông tin"),
    ("văn hóa", "Phòng Văn hóa - Thông tin"),
    ("Phòng Văn hoá - Thông tin", "Phòng Văn hóa - Thông tin"),
    ("gddt", "Phòng Giáo dục - Đào tạo"),
    ("GD&ĐT", "Phòng Giáo dục - Đào tạo"),
    ("TC-KH", "Phòng Tài chính - Kế hoạch"),
    ("nnptnt", "Phòng Nông nghiệp và Phát triển nông thôn"),
    ("nông nghiệp", "Phòng Nông nghiệp và Phát triển nông thôn"),
    ("LĐ-TB&XH", "Phòng Lao động - Thương binh và Xã hội"),
    ("LĐTB&XH", "Phòng Lao động - Thương binh và Xã hội"),
    ("ldtbxh", "Phòng Lao động - Thương binh và Xã hội"),
    ("tnmt", "Phòng Tài nguyên và Môi trường"),
    ("môi trường", "Phòng Tài nguyên và Môi trường"),
    ("KT&HT", "Phòng Kinh tế và Hạ tầng"),
    ("bchqs", "Ban Chỉ huy Quân sự huyện"),
    ("BCH quân sự huyện", "Ban Chỉ huy Quân sự huyện"),
    ("quân sự", "Ban Chỉ huy Quân sự huyện"),
    ("ca huyện", "Công an huyện"),
    ("tiên điền", "thị trấn Tiên Điền"),
    ("xã tiên điền", "unclear"),
    ("tt nghi xuân", "thị trấn Tiên Điền"),
    ("xuân trường", "xã Đan Trường"),
    ("xã xuân trường cũ", "xã Đan Trường"),
    ("cuon gian", "xã Cương Gián"),
    ("xuan gian", "xã Xuân Giang"),
    ("xuan hon", "unclear"),
    ("tôi là cán bộ xã cổ đạm", "xã Cổ Đạm"),
    ("em ở phòng y tế ạ", "Phòng Y tế"),
    ("phòng nội vụ", "none"),
    ("bệnh viện", "none"),
    ("xã Thạch Hà", "none"),
    ("hôm nay trời đẹp", "none"),
    ("xã", "none"),
    ("cd", "none"),
    ("?", "none"),
    ("", "none"),
]


@pytest.mark.parametrize(("text", "head"), SAID)
def test_a_unit_is_named_or_asked_for(text: str, head: str) -> None:
    assert understand("unit_name", text, CONTEXT).head == head


def test_every_unit_is_known_by_its_own_name_in_any_spelling() -> None:
    for unit in UNITS:
        for spelling in (unit, unit.upper(), unit.replace("-", " ")):
            assert understand("unit_name", spelling, CONTEXT).head == unit


def test_old_names_may_come_as_pairs() -> None:
    context = {"units": UNITS, "old_names": [list(pair) for pair in OLD_NAMES.items()]}
    assert understand("unit_name", "tt nghi xuân", context).head == "thị trấn Tiên Điền"


def test_numbers_in_names_are_never_guessed() -> None:
    context = {"units": ["thôn 1", "thôn 10", "thôn 11"]}
    assert understand("unit_name", "thon 1", context).head == "thôn 1"
    assert understand("unit_name", "thôn 12", context).head != "thôn 1"
