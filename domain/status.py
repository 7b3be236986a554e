"""The official status of a task, computed from what was said; never asked."""

from datetime import date, timedelta
from enum import StrEnum


class Said(StrEnum):
    """What an officer chose for a task."""

    DONE = "done"
    DOING = "doing"
    NOT_STARTED = "not_started"
    NOTHING_TO_REPORT = "nothing_to_report"


class TaskStatus(StrEnum):
    HT = "HT"
    HT_DUNG_HAN = "HT_DUNG_HAN"
    HT_QUA_HAN = "HT_QUA_HAN"
    KHONG_THOI_HAN = "KHONG_THOI_HAN"
    DTH_TRONG_HAN = "DTH_TRONG_HAN"
    DTH_SAP_DEN_HAN = "DTH_SAP_DEN_HAN"
    DTH_QUA_HAN = "DTH_QUA_HAN"
    CTH = "CTH"
    CTH_TRONG_HAN = "CTH_TRONG_HAN"
    CTH_SAP_DEN_HAN = "CTH_SAP_DEN_HAN"
    CTH_QUA_HAN = "CTH_QUA_HAN"
    KHONG_PHAT_SINH = "KHONG_PHAT_SINH"
    CHUA_BAO_CAO = "CHUA_BAO_CAO"


class _Reach(StrEnum):
    """Where the end of the data window stands against the deadline."""

    NO_DEADLINE = "no_deadline"
    BEFORE = "before"
    SOON = "soon"
    AFTER = "after"


_DOING = {
    _Reach.NO_DEADLINE: TaskStatus.KHONG_THOI_HAN,
    _Reach.BEFORE: TaskStatus.DTH_TRONG_HAN,
    _Reach.SOON: TaskStatus.DTH_SAP_DEN_HAN,
    _Reach.AFTER: TaskStatus.DTH_QUA_HAN,
}
_NOT_STARTED = {
    _Reach.NO_DEADLINE: TaskStatus.CTH,
    _Reach.BEFORE: TaskStatus.CTH_TRONG_HAN,
    _Reach.SOON: TaskStatus.CTH_SAP_DEN_HAN,
    _Reach.AFTER: TaskStatus.CTH_QUA_HAN,
}


def compute_status(
    said: Said | None,
    completed_on: date | None,
    deadline: date | None,
    data_to: date,
    soon_days: int = 15,
) -> TaskStatus:
    """The table "Status of a task" of the product: `None` said means that nothing was sent.

    Work not yet done is measured at `data_to`, the last day of the data window, not at the day
    of asking, so that a report says the same whenever it is compiled: "after" is a deadline
    earlier than `data_to`; "soon" is a deadline on `data_to` or up to `soon_days` calendar days
    later. Work done is measured by its own date: on the deadline is in time.
    """
    if said is None:
        return TaskStatus.CHUA_BAO_CAO
    if said is Said.NOTHING_TO_REPORT:
        return TaskStatus.KHONG_PHAT_SINH
    if said is Said.DONE:
        return _done(completed_on, deadline, data_to)
    table = _DOING if said is Said.DOING else _NOT_STARTED
    return table[_reach(deadline, data_to, soon_days)]


def _done(completed_on: date | None, deadline: date | None, data_to: date) -> TaskStatus:
    if deadline is None:
        return TaskStatus.HT
    if completed_on is None:
        # Done by the end of the data, so in time if that is; otherwise nobody can say.
        return TaskStatus.HT_DUNG_HAN if data_to <= deadline else TaskStatus.HT
    return TaskStatus.HT_DUNG_HAN if completed_on <= deadline else TaskStatus.HT_QUA_HAN


def _reach(deadline: date | None, data_to: date, soon_days: int) -> _Reach:
    if deadline is None:
        return _Reach.NO_DEADLINE
    if deadline < data_to:
        return _Reach.AFTER
    return _Reach.SOON if deadline - data_to <= timedelta(days=soon_days) else _Reach.BEFORE
