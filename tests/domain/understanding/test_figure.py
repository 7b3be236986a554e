"""Figures with Vietnamese separators, words, magnitudes and units of measure."""

import pytest

from domain.understanding import understand

Case = tuple[str, str, dict[str, object], tuple[str, ...]]

HO_SO_CONTEXT = {"unit_of_measure": "hồ sơ", "prev": "118"}
HO_SO: list[Case] = [
    ("120", "120", {}, ()),
    ("1.200", "1200", {}, ("confirm",)),
    ("khoảng 120", "120", {}, ("approx",)),
    ("~120", "120", {}, ("approx",)),
    ("hơn 100", "100", {}, ("approx",)),
    ("100+", "100", {}, ("approx",)),
    ("120 gì đó", "120", {}, ("approx",)),
    ("12/15", "12", {"of": "15"}, ()),
    ("12 trên 15", "12", {"of": "15"}, ()),
    ("120 trên tổng số 130 hồ sơ", "120", {"of": "130"}, ()),
    ("12/15 (80%)", "12", {"of": "15"}, ()),
    ("12/15 (90%)", "12", {"of": "15"}, ("confirm",)),
    ("15/12", "unclear", {}, ()),
    ("10-12", "unclear", {}, ()),
    ("từ 10 đến 12", "unclear", {}, ()),
    ("120 hay 130", "unclear", {}, ()),
    ("-5", "reject", {}, ()),
    ("12,5", "unclear", {}, ()),
    ("98.5", "unclear", {}, ()),
    ("1,200", "unclear", {}, ()),
    ("hai trăm linh năm", "205", {}, ()),
    ("trăm hai", "120", {}, ()),
    ("120 hs", "120", {}, ()),
    ("120hs", "120", {}, ()),
    ("đã cấp 120 hồ sơ ạ", "120", {}, ()),
    ("120 người", "unclear", {}, ()),
    ("cấp 45 hồ sơ cho 12 xã", "45", {}, ()),
    ("45 hồ sơ, trong đó 12 hồ sơ mới", "unclear", {}, ()),
    ("còn 45 hồ sơ chưa xử lý", "unclear", {}, ()),
    ("ngày 5/11 cấp được 45 hồ sơ", "45", {}, ()),
    ("5/11/2026", "reject", {}, ()),
    ("ngày 5/11", "reject", {}, ()),
    ("tháng 11", "reject", {}, ()),
    ("năm 2026", "reject", {}, ()),
    ("1327/UBND-KT&HT", "reject", {}, ()),
    ("0912345678", "reject", {}, ()),
    ("14h30", "reject", {}, ()),
    ("80%", "80", {"unit": "%"}, ("confirm",)),
    ("không", "unclear", {}, ()),
    ("không rõ", "unclear", {}, ()),
    ("chưa có", "unclear", {}, ()),
    ("0", "0", {}, ("confirm",)),
    ("120?", "unclear", {}, ()),
    ("bao nhiêu", "reject", {}, ()),
    ("vài chục", "unclear", {}, ()),
    ("một nửa", "unclear", {}, ()),
    ("tăng 2", "unclear", {}, ()),
    ("12,345,678", "12345678", {}, ("confirm",)),
    ("1 234", "1234", {}, ("confirm",)),
    ("1e5", "unclear", {}, ()),
    ("abc", "reject", {}, ()),
    ("", "reject", {}, ()),
    ("120 (một trăm hai mươi)", "120", {}, ()),
    ("kỳ trước 118, kỳ này 120", "120", {}, ()),
    ("120 chứ không phải 12", "unclear", {}, ()),
    ("１２０", "120", {}, ()),
    ("5 6 hồ sơ", "unclear", {}, ()),
    ("12000", "12000", {}, ("confirm",)),
]

SHARE_CONTEXT = {"unit_of_measure": "%", "target": "95", "prev": "96"}
SHARE: list[Case] = [
    ("98,5%", "98.5", {}, ()),
    ("98,5", "98.5", {}, ()),
    ("98.5", "98.5", {}, ()),
    ("chín mươi tám phẩy năm", "98.5", {}, ()),
    ("98 phần trăm", "98", {}, ()),
    ("94", "94", {}, ("confirm",)),
    ("105", "105", {}, ("confirm",)),
    ("1.200", "unclear", {}, ()),
    ("95.125", "unclear", {}, ()),
    ("trên 95%", "95", {}, ("approx",)),
    ("12/15", "unclear", {}, ()),
    ("tỷ lệ 98%", "98", {}, ()),
    ("0,985", "0.985", {}, ("confirm",)),
    ("95-96", "unclear", {}, ()),
    ("-2,5%", "-2.5", {}, ("confirm",)),
    ("> 95%", "95", {}, ("approx",)),
]

MILLIONS_CONTEXT = {"unit_of_measure": "triệu đồng", "prev": "1100"}
MILLIONS: list[Case] = [
    ("1,2 tỷ", "1200", {}, ()),
    ("1 tỷ 2", "1200", {}, ()),
    ("1tỷ2", "1200", {}, ()),
    ("1 tỷ rưỡi", "1500", {}, ()),
    ("1 tỷ 25", "unclear", {}, ()),
    ("1 tỷ 200 triệu", "1200", {}, ()),
    ("1.200 triệu", "1200", {}, ()),
    ("1200", "1200", {}, ()),
    ("500tr", "500", {}, ()),
    ("500k", "0.5", {}, ("confirm",)),
    ("1.200.000.000", "1200000000", {}, ("confirm",)),
    ("1.200.000.000 đồng", "1200", {}, ()),
    ("hơn 1,2 tỷ đồng", "1200", {}, ("approx",)),
]

HECTARES_CONTEXT = {"unit_of_measure": "ha"}
HECTARES: list[Case] = [
    ("1,200", "1.2", {}, ()),
    ("12,5", "12.5", {}, ()),
    ("12.5 ha", "12.5", {}, ("confirm",)),
    ("5000 m2", "0.5", {}, ()),
    ("1.234,5 ha", "1234.5", {}, ()),
    ("5 km", "unclear", {}, ()),
]

ANYTHING_CONTEXT = {}
ANYTHING: list[Case] = [
    ("1 tỷ 2", "1200000000", {}, ()),
    ("1 triệu rưỡi", "1500000", {}, ()),
    ("1,2 tỷ", "1200000000", {}, ()),
    ("1.234,5", "1234.5", {}, ()),
    ("98,5%", "98.5", {}, ()),
    ("một nghìn hai trăm ba mươi bốn", "1234", {}, ()),
    ("1,200", "unclear", {}, ()),
    ("120 hồ sơ", "120", {}, ()),
]

VISITS_CONTEXT = {"unit_of_measure": "lượt người", "prev": 1150}
VISITS: list[Case] = [
    ("1,200", "1200", {}, ()),
    ("1.150", "1150", {}, ()),
    ("1,2", "unclear", {}, ()),
    ("1,2 nghìn", "1200", {}, ()),
    ("1,200 lượt", "1200", {}, ()),
    ("11,500", "unclear", {}, ()),
]

IN_PERIOD_CONTEXT = {"unit_of_measure": "người", "ask": "in_period"}
IN_PERIOD: list[Case] = [
    ("trong kỳ 12, lũy kế 45", "12", {}, ()),
    ("lũy kế 45, trong kỳ 12", "12", {}, ()),
    ("12 (lũy kế 45)", "12", {}, ()),
    ("12, 45", "unclear", {}, ()),
    ("lũy kế 45", "unclear", {}, ()),
    ("tháng 11: 12, lũy kế 45", "12", {}, ()),
    ("trong tháng 12, lũy kế 45", "unclear", {}, ()),
]

CUMULATIVE_CONTEXT = {"unit_of_measure": "người", "ask": "cumulative", "prev": 40}
CUMULATIVE: list[Case] = [
    ("trong kỳ 12, lũy kế 45", "45", {}, ()),
    ("12, lk 45", "45", {}, ()),
    ("45", "45", {}, ()),
    ("30", "30", {}, ("confirm",)),
    ("trong kỳ 12", "unclear", {}, ()),
]

ALL = [
    *((case, HO_SO_CONTEXT) for case in HO_SO),
    *((case, SHARE_CONTEXT) for case in SHARE),
    *((case, MILLIONS_CONTEXT) for case in MILLIONS),
    *((case, HECTARES_CONTEXT) for case in HECTARES),
    *((case, ANYTHING_CONTEXT) for case in ANYTHING),
    *((case, VISITS_CONTEXT) for case in VISITS),
    *((case, IN_PERIOD_CONTEXT) for case in IN_PERIOD),
    *((case, CUMULATIVE_CONTEXT) for case in CUMULATIVE),
]


@pytest.mark.parametrize(("case", "context"), ALL)
def test_a_figure_is_understood_or_asked_again(case: Case, context: dict[str, object]) -> None:
    text, head, keys, flags = case
    understood = understand("figure", text, context)
    assert (understood.head, dict(understood.keys), understood.flags) == (head, keys, flags)


@pytest.mark.parametrize("value", ["1200", "12"])
def test_a_tenfold_jump_is_kept_only_after_the_person_confirms(value: str) -> None:
    assert "confirm" in understand("figure", value, {"prev": "120"}).flags


@pytest.mark.parametrize(("target", "value"), [("95", "94,9"), (">= 95", "94"), ("≤ 5", "6")])
def test_a_missed_target_is_kept_only_after_the_person_confirms(target: str, value: str) -> None:
    assert "confirm" in understand("figure", value, {"target": target}).flags
