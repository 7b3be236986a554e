"""Whatever a coordinator or leader says or presses: never an error, always a way on."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from domain.conversation import Chose, ReportReady
from domain.facts import ReportState
from domain.invite_codes import find_code
from domain.submission import State
from handlers.coordinator import CHOICES
from tests.handlers.builders_coordinator import HANH, LEADER, PERIOD, UNITS, Office, compiled

WORDS = [
    "tình hình", "đôn đốc", "đôn đốc tất cả", "đôn đốc xã cổ đạm", "xem", "xem phòng y tế",
    "xem xã xuân", "duyệt", "duyệt tất cả", "duyệt phòng y tế", "trả lại", "trả lại phòng y tế",
    "trả lại mục 1.1 lý do thiếu số liệu", "gia hạn", "gia hạn phòng y tế đến 22/12",
    "gia hạn tất cả", "gia hạn phòng y tế 999 ngày", "tổng hợp", "trình ký", "phát hành",
    "phát hành số 05/BC-UBND ngày 19/12/2022", "05/BC-UBND", "19/12/2022", "khóa kỳ",
    "mở lại kỳ", "mở lại phòng y tế", "mở kỳ", "mở kỳ năm 2024", "nhập thay xã cổ đạm", "mời",
    "mời lãnh đạo", "mời phòng y tế", "bàn giao đầu mối phòng y tế", "hỏi nhiệm vụ 2.1",
    "có", "thôi", "không", "22/12", "31/2", "1.1", "y tê -> y tế", "toàn bộ", "quay lại", "hủy",
    "biên tập", "biên tập mục III", "xong", "soát lỗi", "lưu",
    "thiếu số liệu", "Nguyễn Văn Nam", "", " ", "|", "xem |||",
]  # fmt: skip
ANYTHING = some.one_of(
    some.sampled_from(WORDS), some.text(max_size=30).filter(lambda text: not find_code(text))
)
KEYS = some.builds(
    lambda word, period, unit, rest: "|".join([word, period, unit, rest]),
    some.sampled_from(sorted(CHOICES)),
    some.sampled_from([PERIOD.key, "ttnt:1999", "", "ask", "grant", "agree"]),
    some.sampled_from([*UNITS, "", "xa-khac", PERIOD.key]),
    some.sampled_from(["", "1", "now", "leader", "1.1", "2026-11", "abc", "view"]),
)
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("say"), ANYTHING),
        some.tuples(some.just("press"), some.integers(0, 12)),
        some.tuples(some.just("key"), KEYS),
        some.tuples(some.just("become"), some.sampled_from(list(State))),
        some.tuples(some.just("ready"), some.just("")),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, some.sampled_from([HANH, LEADER]), some.sampled_from(list(ReportState)))
def test_nothing_raises_and_there_is_always_a_way_on(
    steps: list[tuple[str, Any]], person: Any, report: ReportState
) -> None:
    office = Office(person=person, reports=[compiled(state=report)])
    office.put("phong-y-te", State.SUBMITTED).put("phong-noi-vu", State.APPROVED)
    for kind, value in steps:
        _play(office, kind, value)
        json.dumps(dict(office.session.data))
        assert office.text
        assert office.choices


def _play(office: Office, kind: str, value: Any) -> None:
    match kind:
        case "say":
            office.says(value)
        case "press" if ours := [one for one in office.choices if _is_ours(one.key)]:
            office.takes(ours[value % len(ours)])
        case "key":
            office.meets(Chose(value))
        case "become":
            office.put("xa-co-dam", value).says("tình hình")
        case _:
            office.meets(ReportReady(1))


def _is_ours(key: str) -> bool:
    return "|" not in key or key.split("|")[0] in CHOICES
