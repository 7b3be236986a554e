"""What the focal points of a unit are told of a return."""

from datetime import datetime

from domain.calendar import in_vietnam
from domain.messages import Choice, Reply
from domain.submission import Paper, Remark
from handlers.coordinator.offering import offer
from handlers.coordinator.paper import item_data


def told_returned(paper: Paper, remarks: tuple[Remark, ...], until: datetime) -> Reply:
    """To the focal points: each reason beside the text it is about, and a button to mend it."""
    place = f"report|{paper.period.key}|{paper.unit}"
    choices = [
        Choice(f"{place}|{item}", "order_mend_item", {"item": item})
        for remark in remarks
        if (item := remark.item) is not None
    ]
    return offer(
        "coordinator/told_returned.j2",
        *(choices or [Choice(place, "order_mend")]),
        unit=paper.unit_name,
        period=paper.period.code,
        until=in_vietnam(until).isoformat(),
        remarks=[
            {**item_data(paper, remark.item), "reason": remark.reason, "old": _old(paper, remark)}
            for remark in remarks
        ],
    )


def _old(paper: Paper, remark: Remark) -> str:
    entry = paper.sent_entries.get(remark.item) if remark.item else None
    return entry.text if entry else ""
