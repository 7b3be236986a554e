"""Several tasks in one message."""

import unicodedata

import pytest

from domain.understanding import numbered_items, understand

SAID = [
    ("1. xong 2) đang làm 3: kps", {"items": [[1, 4], [2, 8], [3, 3]]}),
    ("1. Đã xong\n2. Đang làm 50%;\n3. Chưa làm.", {"items": [[1, 7], [2, 12], [3, 8]]}),
    ("1. tổ chức ngày 1. 11 xong 2. kps", {"items": [[1, 23], [2, 3]]}),
    ("1. đạt 2.5 tỷ 2. xong", {"items": [[1, 10], [2, 4]]}),
    ("1.3 xong 8.1 kps", {"items": []}),
    ("1.3. xong", {"items": []}),
    ("1", {"items": []}),
    ("2.", {"items": []}),
    ("xong", {"items": []}),
    ("1. xong", {"items": [[1, 4]]}),
    ("1/ xong 2/ kps", {"items": [[1, 4], [2, 3]]}),
    ("(1) xong (2) kps", {"items": [[1, 4], [2, 3]]}),
    ("1- xong 2- kps", {"items": [[1, 4], [2, 3]]}),
    ("1.xong 2.đang làm", {"items": [[1, 4], [2, 8]]}),
    ("12. abc", {"items": [], "out_of_range": [12]}),
    ("1. a; 7. b", {"items": [[1, 1]], "out_of_range": [7]}),
    ("0. a 1. b", {"items": [[1, 1]], "out_of_range": [0]}),
    ("Dạ em báo cáo: 1. xong 2. kps", {"items": [[1, 4], [2, 3]]}),
    ("Kết quả tốt. 1. xong", {"items": []}),
    ("NV1: xong; NV2: kps", {"items": [[1, 4], [2, 3]]}),
    ("Nhiệm vụ 1: xong\nNhiệm vụ 2: đang làm", {"items": [[1, 4], [2, 8]]}),
    ("5/11 xong", {"items": []}),
    ("20/12 xong", {"items": []}),
    ("1.234 hồ sơ", {"items": []}),
    ("14:30 họp", {"items": []}),
    ("1. Đã làm việc với tổ 2. Kết quả tốt 2. kps", {"items": [[1, 33], [2, 3]]}),
    ("1. xong ngày 5/11. 2. 15 hồ sơ", {"items": [[1, 14], [2, 8]]}),
    ("1. xong\n\n3. kps\nlàm thêm dòng", {"items": [[1, 4], [3, 17]]}),
    ("1. 2. xong", {"items": [[2, 4]]}),
    ("1. xong 4. kps", {"items": [[1, 4], [4, 3]]}),
    ("1. xong, 4. kps", {"items": [[1, 4], [4, 3]]}),
    ("2. b\n1. a", {"items": [[2, 1], [1, 1]]}),
    ("1. a\n1. b", {"items": [[1, 1], [1, 1]]}),
    ("1️⃣ xong 2️⃣ kps", {"items": [[1, 4], [2, 3]]}),
    ("", {"items": []}),
]


@pytest.mark.parametrize(("text", "keys"), SAID)
def test_numbers_of_tasks_are_told_from_other_numbers(text: str, keys: dict[str, object]) -> None:
    assert dict(understand("numbered", text, {"tasks": 5}).keys) == keys


def test_lengths_are_code_points_in_nfc() -> None:
    text = unicodedata.normalize("NFD", "1. Đã hoàn thành ; 2. Không phát sinh.")
    assert understand("numbered", text).get("items") == [[1, 13], [2, 15]]


def test_the_words_of_each_task_are_kept_as_typed() -> None:
    first, second = numbered_items("1. Đã cấp 2.500 thẻ,\n2) Chưa làm.")
    assert (first.number, first.text) == (1, "Đã cấp 2.500 thẻ")
    assert (second.number, second.text) == (2, "Chưa làm")


def test_without_a_count_of_tasks_every_number_may_exist() -> None:
    assert understand("numbered", "40. xong").get("items") == [[40, 4]]
