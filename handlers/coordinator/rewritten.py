"""What becomes of a heading that was rewritten: its difference, kept, dropped, wanted again; and
near-equal sentences, of which one is kept."""

from datetime import datetime

from domain.conversation import Event, Session, Turn
from domain.effects import DropRewriting, RewriteHeading
from domain.facts import Facts
from domain.messages import Choice, Reply
from domain.report_text import HeadingText
from domain.rewriting import Rewriting, difference, unmarked
from handlers.contract import NotUnderstood
from handlers.coordinator.call import Call, call_here
from handlers.coordinator.headings import heading_of, open_report, place_in
from handlers.coordinator.leaving import step
from handlers.coordinator.offering import offer
from handlers.coordinator.overview import few
from handlers.coordinator.refusals import RewritingGone
from handlers.coordinator.rewriting import CANCEL, MOST_LINES, begin, edited_by, ways_on

MERGE = "coordinator.merge"


def show_difference(call: Call) -> Turn:
    heading = _heading(call, place_in(call))
    standing = _standing(call, heading)
    came, went = difference(standing.basis, heading.own)
    place = f"{call.period.key}||{heading.place}"
    reply = offer(
        "coordinator/rewriting_difference.j2",
        Choice(f"keep_rewriting|{place}", "order_keep_rewriting"),
        Choice(f"rewriting|{place}", "order_rewrite_again"),
        Choice(f"drop_rewriting|{place}", "order_drop_rewriting"),
        title=heading.title,
        **few("came", came, MOST_LINES),
        **few("went", went, MOST_LINES),
        lines=list(standing.lines),
        **edited_by(heading),
    )
    return Turn(call.idle, (reply,))


def keep(call: Call) -> Turn:
    """The same words, from now on against what the units say now."""
    heading = _heading(call, place_in(call))
    standing = _standing(call, heading)
    kept = RewriteHeading(
        call.period.key, heading.place, standing.lines, heading.own, standing.message
    )
    reply = offer("coordinator/rewriting_kept.j2", *ways_on(call), title=heading.title)
    return Turn(call.idle, (reply,), (kept,))


def drop(call: Call) -> Turn:
    heading = _heading(call, place_in(call))
    _standing(call, heading)
    key = call.period.key
    reply = offer(
        "coordinator/rewriting_dropped.j2",
        Choice(f"restore_rewriting|{key}||{heading.place}", "order_restore_rewriting"),
        *ways_on(call),
        title=heading.title,
    )
    return Turn(call.idle, (reply,), (DropRewriting(key, heading.place),))


def restore(call: Call) -> Turn:
    """What was dropped last, as it was: also with the basis that it was written from."""
    heading = _heading(call, place_in(call))
    if heading.rewriting is None or not heading.dropped:
        raise RewritingGone(title=heading.title, dropped=False)
    old = heading.rewriting
    again = RewriteHeading(call.period.key, heading.place, old.lines, old.basis, old.message)
    reply = offer("coordinator/rewritten.j2", *ways_on(call), title=heading.title)
    return Turn(call.idle, (reply,), (again,))


def _heading(call: Call, place: str) -> HeadingText:
    return heading_of(call, open_report(call).id, place)


def _standing(call: Call, heading: HeadingText) -> Rewriting:
    if heading.standing is None:
        raise RewritingGone(title=heading.title, dropped=True)
    return heading.standing


# Sentences that say nearly the same: one is kept, for all who said one of them.


def merge(call: Call) -> Turn:
    """ "merge|<period>||<group>|<place>": ask which sentence is kept."""
    group, place = call.argument(0), place_in(call, 1)
    report = open_report(call)
    _group(_heading(call, place), group)
    here = call.session.at(
        MERGE, period=call.period.key, report=report.id, place=place, group=group
    )
    return Turn(here, (_which_line(here, call.facts, call.now),))


def _group(heading: HeadingText, group: str) -> tuple[int, ...]:
    if not group.isdecimal() or int(group) >= len(heading.near):
        raise RewritingGone(title=heading.title, dropped=True)
    return heading.near[int(group)]


def _seen(session: Session, facts: Facts, now: datetime) -> HeadingText:
    call = call_here(session, facts, now)
    return heading_of(call, int(session.text("report")), session.text("place"))


def _which_line(session: Session, facts: Facts, now: datetime) -> Reply:
    heading = _seen(session, facts, now)
    group = _group(heading, session.text("group"))
    return offer(
        "coordinator/merge.j2",
        *(Choice(f"line:{n}", "order_keep_line", {"number": n}) for n in range(1, len(group) + 1)),
        CANCEL,
        title=heading.title,
        lines=[unmarked(heading.own[place]) for place in group],
    )


def _line_chosen(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    call = call_here(session, facts, now)
    open_report(call)
    heading = _seen(session, facts, now)
    group = _group(heading, session.text("group"))
    key = getattr(event, "key", "")
    number = key.removeprefix("line:")
    if key == "no":
        return begin(call, int(session.text("report")), heading.place)
    if not key.startswith("line:") or not number.isdecimal() or int(number) > len(group):
        raise NotUnderstood
    lines = _merged(heading, group, group[int(number) - 1])
    return begin(call, int(session.text("report")), heading.place, lines)


def _merged(heading: HeadingText, group: tuple[int, ...], kept: int) -> tuple[str, ...]:
    """The lines with one sentence for the group, where its first stood, for all who spoke."""
    names = dict.fromkeys(name for place in group for name in heading.units[place])
    line = heading.own[kept]
    mark = line[: len(line) - len(unmarked(line))]
    speakers = ", ".join(names)
    said = f"{speakers[:1].upper()}{speakers[1:]}: " if names else ""
    one = f"{mark}{said}{heading.texts[kept]}"
    return tuple(
        one if place == group[0] else line
        for place, line in enumerate(heading.own)
        if place == group[0] or place not in group
    )


STEPS = {MERGE: step(_which_line, _line_chosen)}
