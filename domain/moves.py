"""What may happen to a submission. Anything else is refused with the reason.

The table stands in product terms: each function is one move of one side, takes the submission as
it is and gives it as it will be, or raises `WrongState` (or `PeriodLocked`).
"""

from dataclasses import replace
from datetime import datetime

from domain.errors import DomainError, WrongState
from domain.period_state import Period, PeriodState
from domain.submission import Remark, State, Submission


class PeriodLocked(DomainError):
    """After the lock a submission can be read only: `period`."""

    template = "errors/period_locked.j2"


def _require(submission: Submission, move: str, *states: State) -> None:
    if submission.state not in states:
        raise WrongState(move=move, state=str(submission.state), unit=submission.unit)


def require_open(period: Period) -> None:
    if period.state is not PeriodState.OPEN:
        raise PeriodLocked(period=period.code)


def edit(submission: Submission, *, on_behalf: bool = False) -> Submission:
    """Anything saved. What was sent stays in the report until it is sent again."""
    _require(submission, "edit", State.NOT_STARTED, State.DRAFT, State.SUBMITTED, State.RETURNED)
    kept = State.RETURNED if submission.state is State.RETURNED else State.DRAFT
    return replace(
        submission,
        state=kept,
        waits_for_head=False,
        on_behalf=submission.on_behalf or on_behalf,
    )


def hand_to_head(submission: Submission) -> Submission:
    _require(submission, "send", State.DRAFT, State.RETURNED)
    return replace(submission, waits_for_head=True)


def hand_back(submission: Submission) -> Submission:
    """The unit head does not agree: the unit owes it again."""
    if not submission.waits_for_head:
        raise WrongState(move="hand_back", state=str(submission.state), unit=submission.unit)
    return replace(submission, waits_for_head=False)


def send(submission: Submission, now: datetime, late_after: datetime) -> Submission:
    """`late_after` is the moment from which the unit is overdue; only the first sending counts."""
    _require(submission, "send", State.DRAFT, State.RETURNED)
    first = submission.first_sent_at or now
    return replace(
        submission,
        state=State.SUBMITTED,
        version=submission.version + 1,
        sent_at=now,
        first_sent_at=first,
        late=submission.late if submission.version else first > late_after,
        remarks=(),
        mend_due=None,
        waits_for_head=False,
        extension_asked=None,
        extension_reason="",
    )


def recall(submission: Submission) -> Submission:
    _require(submission, "recall", State.SUBMITTED)
    return replace(submission, state=State.DRAFT)


def give_back(
    submission: Submission, remarks: tuple[Remark, ...], mend_due: datetime | None, now: datetime
) -> Submission:
    """Return for correction; an approved one is reopened this way."""
    _require(submission, "return", State.SUBMITTED, State.APPROVED)
    return replace(
        submission, state=State.RETURNED, remarks=remarks, mend_due=mend_due, due_since=now
    )


def withdraw_return(submission: Submission) -> Submission:
    _require(submission, "withdraw_return", State.RETURNED)
    return replace(submission, state=State.SUBMITTED, remarks=(), mend_due=None)


def approve(submission: Submission) -> Submission:
    _require(submission, "approve", State.SUBMITTED)
    return replace(submission, state=State.APPROVED)


def ask_extension(submission: Submission, until: datetime, reason: str) -> Submission:
    _require(submission, "extend", State.NOT_STARTED, State.DRAFT, State.RETURNED)
    return replace(submission, extension_asked=until, extension_reason=reason)


def extend(submission: Submission, until: datetime, now: datetime) -> Submission:
    _require(submission, "extend", State.NOT_STARTED, State.DRAFT, State.RETURNED)
    mend_due = until if submission.mend_due else None
    return replace(
        submission,
        due=until,
        mend_due=mend_due,
        due_since=now,
        extension_asked=None,
        extension_reason="",
    )


def decline_extension(submission: Submission) -> Submission:
    return replace(submission, extension_asked=None, extension_reason="")
