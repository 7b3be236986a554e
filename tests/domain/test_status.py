"""Every cell of the table "Status of a task", and its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.status import Said, TaskStatus, compute_status

DATA_TO = date(2026, 11, 14)
NONE, BEFORE, SOON, AFTER = None, date(2026, 12, 31), date(2026, 11, 20), date(2026, 10, 31)
EARLY, LATE = date(2026, 10, 1), date(2026, 11, 10)


@pytest.mark.parametrize(
    ("said", "completed_on", "deadline", "status"),
    [
        (Said.DONE, EARLY, NONE, "HT"),
        (Said.DONE, EARLY, BEFORE, "HT_DUNG_HAN"),
        (Said.DONE, EARLY, SOON, "HT_DUNG_HAN"),
        (Said.DONE, EARLY, AFTER, "HT_DUNG_HAN"),
        (Said.DONE, LATE, AFTER, "HT_QUA_HAN"),
        (Said.DOING, None, NONE, "KHONG_THOI_HAN"),
        (Said.DOING, None, BEFORE, "DTH_TRONG_HAN"),
        (Said.DOING, None, SOON, "DTH_SAP_DEN_HAN"),
        (Said.DOING, None, AFTER, "DTH_QUA_HAN"),
        (Said.NOT_STARTED, None, NONE, "CTH"),
        (Said.NOT_STARTED, None, BEFORE, "CTH_TRONG_HAN"),
        (Said.NOT_STARTED, None, SOON, "CTH_SAP_DEN_HAN"),
        (Said.NOT_STARTED, None, AFTER, "CTH_QUA_HAN"),
        (Said.NOTHING_TO_REPORT, None, NONE, "KHONG_PHAT_SINH"),
        (Said.NOTHING_TO_REPORT, None, BEFORE, "KHONG_PHAT_SINH"),
        (Said.NOTHING_TO_REPORT, None, SOON, "KHONG_PHAT_SINH"),
        (Said.NOTHING_TO_REPORT, None, AFTER, "KHONG_PHAT_SINH"),
        (None, None, NONE, "CHUA_BAO_CAO"),
        (None, None, BEFORE, "CHUA_BAO_CAO"),
        (None, None, SOON, "CHUA_BAO_CAO"),
        (None, None, AFTER, "CHUA_BAO_CAO"),
    ],
)
def test_every_cell_of_the_table(
    said: Said | None, completed_on: date | None, deadline: date | None, status: str
) -> None:
    assert compute_status(said, completed_on, deadline, DATA_TO) == status


def test_there_are_thirteen_statuses() -> None:
    assert len(TaskStatus) == 13


@pytest.mark.parametrize(
    ("days_left", "status"),
    [
        (-1, TaskStatus.DTH_QUA_HAN),
        (0, TaskStatus.DTH_SAP_DEN_HAN),
        (15, TaskStatus.DTH_SAP_DEN_HAN),
        (16, TaskStatus.DTH_TRONG_HAN),
    ],
)
def test_the_edges_lie_on_the_deadline_and_fifteen_days_before_it(
    days_left: int, status: TaskStatus
) -> None:
    deadline = DATA_TO + timedelta(days=days_left)
    assert compute_status(Said.DOING, None, deadline, DATA_TO) is status


def test_done_on_the_deadline_is_in_time_and_a_day_later_is_not() -> None:
    day = timedelta(days=1)
    assert compute_status(Said.DONE, AFTER, AFTER, DATA_TO) is TaskStatus.HT_DUNG_HAN
    assert compute_status(Said.DONE, AFTER + day, AFTER, DATA_TO) is TaskStatus.HT_QUA_HAN


def test_done_without_a_date_is_called_in_time_only_where_that_is_certain() -> None:
    assert compute_status(Said.DONE, None, SOON, DATA_TO) is TaskStatus.HT_DUNG_HAN
    assert compute_status(Said.DONE, None, AFTER, DATA_TO) is TaskStatus.HT


def test_how_soon_is_soon_can_be_set() -> None:
    assert compute_status(Said.DOING, None, BEFORE, DATA_TO, 60) is TaskStatus.DTH_SAP_DEN_HAN


@given(
    st.sampled_from([Said.DOING, Said.NOT_STARTED]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60),
)
def test_work_only_ever_gets_closer_to_being_late(said: Said, deadline: date, soon: int) -> None:
    days = [deadline + timedelta(days=n) for n in range(-90, 5)]
    seen = list(dict.fromkeys(compute_status(said, None, deadline, day, soon) for day in days))
    kinds = [status.value.split("_", 1)[1] for status in seen]
    assert kinds == ["TRONG_HAN", "SAP_DEN_HAN", "QUA_HAN"]
