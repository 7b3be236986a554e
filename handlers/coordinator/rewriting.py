"""`biên tập`: the text below one heading in the coordinator's words, seen before it is saved."""

from datetime import datetime

from domain.calendar import in_vietnam
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import RewriteHeading
from domain.facts import Facts
from domain.messages import Choice, Picks, Reply
from domain.report_text import HeadingLine, HeadingText
from domain.rewriting import rewritten_lines
from handlers.contract import NotUnderstood, question
from handlers.coordinator.call import Call, call_here
from handlers.coordinator.headings import find_heading, heading_of, open_report, place_in, text_of
from handlers.coordinator.leaving import leave, step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import few
from handlers.coordinator.words import said
from handlers.lone_number import careful
from handlers.slips import slips_in

WHICH, WRITE, PREVIEW = "coordinator.rewrite_which", "coordinator.rewrite", "coordinator.rewritten"
CANCEL = Choice("no", "order_cancel")
MOST_LINES = 40
"""So many are shown in the chat; the document has all."""
_MOST_GROUPS = 5


def rewrite(call: Call) -> Turn:
    """ "biên tập", "biên tập mục III", "rewriting|<period>||<place>"."""
    report = open_report(call)
    place = place_in(call)
    if not place and call.text:
        place = find_heading(call.text, text_of(call, report).headings) or ""
    if place:
        return begin(call, report.id, place)
    here = call.session.at(WHICH, period=call.period.key, report=report.id, page=0)
    return Turn(here, (_which(here, call.facts, call.now),))


def _which(session: Session, facts: Facts, now: datetime) -> Reply:
    call = call_here(session, facts, now)
    report = open_report(call)
    headings, size = text_of(call, report).headings, facts.rules.page_size
    pages = max(1, -(-len(headings) // size))
    page = min(max(int(session.text("page")), 0), pages - 1)
    key = session.text("period")
    choices = [
        Choice(f"rewriting|{key}||{heading.place}", "order_heading", _named(heading))
        for heading in headings[page * size : (page + 1) * size]
    ]
    if page > 0:
        choices.append(Choice("earlier", "order_page_before"))
    if page + 1 < pages:
        choices.append(Choice("next", "order_page_after"))
    data = {"period": call.period.code, "version": report.version, "page": page + 1}
    return offer("coordinator/rewrite_which.j2", *choices, CANCEL, **data, pages=pages)


def _named(heading: HeadingLine) -> dict[str, object]:
    title = heading.title.partition(" ")[2]
    return {"number": heading.number, "title": title, "rewritten": heading.rewritten}


def _chosen(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key="next" | "earlier" as way):
            page = int(session.text("page")) + (1 if way == "next" else -1)
            there = session.at(WHICH, **{**session.data, "page": page})
            return Turn(there, (_which(there, facts, now),))
        case Said(text=text):
            report = open_report(call)
            place = find_heading(text, text_of(call, report).headings)
            if place:
                return begin(call, report.id, place)
    raise NotUnderstood


def begin(call: Call, report: int, place: str, lines: tuple[str, ...] = ()) -> Turn:
    """Ask for the new text; with `lines` there is a draft to look at already."""
    data = {"period": call.period.key, "report": report, "place": place, "message": ""}
    here = call.session.at(PREVIEW if lines else WRITE, **data, lines=list(lines))
    ask = _preview if lines else _ask
    return Turn(here, (ask(here, call.facts, call.now),))


def _heading(session: Session, facts: Facts, now: datetime) -> HeadingText:
    call = call_here(session, facts, now)
    return heading_of(call, int(session.text("report")), session.text("place"))


def _lines(session: Session) -> list[str]:
    lines = session.data["lines"]
    return [str(line) for line in lines] if isinstance(lines, list) else []


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    """What stands there and, once something was typed, how much of the new text there is."""
    heading, typed = _heading(session, facts, now), _lines(session)
    if typed:
        return question(
            "coordinator/rewrite_more.j2",
            Choice("done", "order_done"),
            CANCEL,
            picks=Picks.WORD,
            title=heading.title,
            count=len(typed),
        )
    key, place = session.text("period"), session.text("place")
    choices = [
        Choice(f"merge|{key}||{n}|{place}", "order_merge", {"count": len(group)})
        for n, group in enumerate(heading.near[:_MOST_GROUPS])
        if not heading.standing
    ]
    if heading.standing:
        choices.append(Choice(f"drop_rewriting|{key}||{place}", "order_drop_rewriting"))
    data = {
        **few("lines", heading.lines, MOST_LINES),
        **few("own", heading.own, MOST_LINES),
        **edited_by(heading),
    }
    return question(
        "coordinator/rewrite.j2",
        *choices,
        CANCEL,
        picks=Picks.WORD,
        title=heading.title,
        **data,
    )


def edited_by(heading: HeadingText) -> dict[str, object]:
    """Who rewrote it and when, where somebody did."""
    standing = heading.standing
    at = in_vietnam(standing.at).isoformat() if standing else None
    return {"editor": heading.editor if standing else "", "edited_at": at}


def _typed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    typed = _lines(session)
    match event:
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Chose(key="done") if typed:
            return _to_preview(session, facts, now)
        case Said(text=text) if typed and said(text, "done"):
            return _to_preview(session, facts, now)
        case Said(text=text, message=message) if lines := rewritten_lines(text):
            data = {**session.data, "lines": [*typed, *lines], "message": message}
            here = session.at(WRITE, **data)
            return Turn(here, (_ask(here, facts, now),))
    raise NotUnderstood


def _to_preview(session: Session, facts: Facts, now: datetime) -> Turn:
    here = session.at(PREVIEW, **session.data)
    return Turn(here, (_preview(here, facts, now),))


def _preview(session: Session, facts: Facts, now: datetime) -> Reply:
    heading = _heading(session, facts, now)
    return offer(
        "coordinator/rewrite_preview.j2",
        Choice("yes", "order_save"),
        Choice("again", "order_write_again"),
        CANCEL,
        title=heading.title,
        **few("old", heading.lines, MOST_LINES),
        new=_lines(session),
        slips=slips_in("\n".join(_lines(session))),
    )


def _previewed(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    match event:
        case Chose(key="yes"):
            return _save(session, facts, now)
        case Chose(key="again"):
            here = session.at(WRITE, **{**session.data, "lines": []})
            return Turn(here, (_ask(here, facts, now),))
        case Chose(key="no"):
            return leave(session, event, facts, now)
        case Said(text=text) if said(text, "yes"):
            return _save(session, facts, now)
        case Said(text=text) if said(text, "no"):
            return leave(session, event, facts, now)
    raise NotUnderstood


def _save(session: Session, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    open_report(call)
    heading = _heading(session, facts, now)
    effect = RewriteHeading(
        call.period.key,
        heading.place,
        tuple(_lines(session)),
        heading.own,
        session.text("message"),
    )
    reply = offer("coordinator/rewritten.j2", *ways_on(call), title=heading.title)
    return Turn(call.idle, (reply,), (effect,))


def ways_on(call: Call) -> tuple[Choice, ...]:
    key = call.period.key
    return (
        Choice(f"compile|{key}", "order_compile_again"),
        Choice(f"rewriting|{key}", "order_rewrite_other"),
        Choice(f"overview|{key}", "order_overview"),
    )


STEPS = {
    WHICH: step(_which, _chosen, "short"),
    WRITE: careful(step(_ask, _typed, "result_text")),
    PREVIEW: step(_preview, _previewed, "preview"),
}
