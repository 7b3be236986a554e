"""`soát lỗi`: the places of the compiled report that are worth another look, a page at a time."""

from collections.abc import Mapping

from domain.conversation import Turn
from domain.facts import ReportState
from domain.findings import PlacedFinding
from domain.messages import Choice
from domain.people import Power, may
from handlers.coordinator.call import Call
from handlers.coordinator.headings import report_of, text_of
from handlers.coordinator.offering import offer

_NAMED = 2
"""So many units are named beside a finding."""


def proofread(call: Call) -> Turn:
    """ "soát lỗi", "proofread|<period>||<page>"."""
    report = report_of(call)
    text, size, key = text_of(call, report), call.facts.rules.page_size, call.period.key
    pages = max(1, -(-len(text.findings) // size))
    page = min(int(call.argument(0)) if call.argument(0).isdecimal() else 1, pages)
    shown = text.findings[(max(page, 1) - 1) * size :][:size]
    choices = [
        Choice(f"proofread|{key}||{page + way}", label)
        for way, label in ((-1, "order_page_before"), (1, "order_page_after"))
        if 1 <= page + way <= pages
    ]
    if report.state is not ReportState.ISSUED and may(call.facts.person, Power.COORDINATE):
        choices.append(Choice(f"rewriting|{key}", "order_rewrite"))
    reply = offer(
        "coordinator/findings.j2",
        *choices,
        Choice(f"overview|{key}", "order_overview"),
        period=call.period.code,
        version=report.version,
        count=len(text.findings),
        findings=[finding_line(finding, call.facts.units) for finding in shown],
        page=page,
        pages=pages,
    )
    return Turn(call.idle, (reply,))


def finding_line(placed: PlacedFinding, known: Mapping[str, str]) -> Mapping[str, object]:
    """What the template says of a finding; `known` are the names of units by code."""
    title = placed.label.partition(" ")[2]
    names = (known.get(unit, unit) for unit in placed.units)
    units = [name for name in names if name not in title]
    return {
        "region": placed.region.value,
        "heading": f"{placed.heading} {title}" if placed.heading else "",
        "line": placed.line,
        "units": units[:_NAMED],
        "units_more": len(units[_NAMED:]),
        "kind": placed.finding.kind.value,
        "found": placed.finding.found,
        "suggestion": placed.finding.suggestion,
    }
