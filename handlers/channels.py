"""The channels by which a person is reached: seen, one preferred for reminders, one removed.

The step's data is the `key` of the channel that is to be removed.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from domain.channels import ChannelGone, OwnChannel
from domain.conversation import Chose, Event, Said, Session, Turn
from domain.effects import PreferChannel, RemoveChannel
from domain.facts import Facts
from domain.look_ups import OwnChannels
from domain.messages import Choice, Reply
from handlers import idle
from handlers.contract import NotUnderstood, Step, found, question
from handlers.words import said

_ADD = Choice("my_data|channel", "one_more_channel")
_HAND_OVER = Choice("menu|ask_coordinator", "ask_coordinator")
_FORGET = Choice("my_data|forget", "forget_me")
_KEEP = Choice("no", "keep_channel")


def my_channels(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """The words, and choices "channels|list", "channels|prefer|KEY" and "channels|remove|KEY"."""
    here, own = session.at("idle"), _own(facts)
    _, deed, key = (*event.key.split("|"), "", "")[:3] if isinstance(event, Chose) else ("",) * 3
    one = next((one for one in own if one.key == key), None)
    if deed == "prefer" and one and one.rings and one.works:
        told = Reply("channels/preferred.j2", {"place": _named(own, facts)[one.key]})
        return Turn(here, (told, idle.main_menu(here, facts, now)), (PreferChannel(one.key),))
    if deed == "remove" and one:
        return _remove(session, one, own, facts, now)
    gone = (Reply(ChannelGone.template),) if key else ()
    return Turn(here, (*gone, _list(own, facts)))


def _remove(
    session: Session, one: OwnChannel, own: Sequence[OwnChannel], facts: Facts, now: datetime
) -> Turn:
    if not _others(one, own):
        return Turn(session.at("idle"), (_last_way(facts),))
    asking = session.at("channels.remove", key=one.key)
    return Turn(asking, (_ask(asking, facts, now),))


def _last_way(facts: Facts) -> Reply:
    """What can be done instead; only a focal point is one whose duty somebody else takes."""
    reports = bool(facts.person and facts.person.units())
    hand_over = [_HAND_OVER] if reports else []
    return question("channels/last_way.j2", _ADD, *hand_over, _FORGET, reports=reports)


def _list(own: Sequence[OwnChannel], facts: Facts) -> Reply:
    names = _named(own, facts)
    ringing = [one for one in own if one.rings and one.works]
    prefer = [
        Choice(f"channels|prefer|{one.key}", "prefer_channel", {"place": names[one.key]})
        for one in ringing
        if len(ringing) > 1 and not one.preferred
    ]
    remove = [
        Choice(f"channels|remove|{one.key}", "remove_channel", {"place": names[one.key]})
        for one in own
    ]
    lines = [
        {
            "place": names[one.key],
            "here": one.here,
            "heard_at": one.heard_at.isoformat(),
            "works": one.works,
            "failing": one.failing,
            "reminded": one.reminded,
        }
        for one in own
    ]
    choices = (*prefer, *remove, _ADD)
    latest = next((names[one.key] for one in own if one.reminded), None)
    chosen = len(ringing) < 2 or any(one.preferred for one in own)
    return question(
        "channels/list.j2",
        *choices,
        lines=lines,
        rings=bool(ringing),
        latest=None if chosen else latest,
    )


def _ask(session: Session, facts: Facts, now: datetime) -> Reply:
    own = _own(facts)
    one = _at_hand(session, own)
    left, names = _others(one, own), _named(own, facts)
    choices = (Choice("yes", "remove_channel", {"place": names[one.key]}), _KEEP)
    rings = any(other.rings for other in left)
    return question("channels/ask_remove.j2", *choices, place=names[one.key], rings=rings)


def _answer(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    """Only the choice itself removes; what is typed besides asks again."""
    match event:
        case Chose(key="yes"):
            return _removed(session, facts, now)
        case Chose(key="no"):
            return _back(session, event, facts, now)
        case Said(text) if said(text, "no"):
            return _back(session, event, facts, now)
        case _:
            raise NotUnderstood


def _removed(session: Session, facts: Facts, now: datetime) -> Turn:
    """The last word where it is being used offers nothing: who writes there is a stranger now."""
    own, done = _own(facts), session.at("idle")
    one = _at_hand(session, own)
    left, names = _others(one, own), _named(own, facts)
    if not left:
        return _remove(session, one, own, facts, now)
    data = {"place": names[one.key], "here": one.here, "left": [names[o.key] for o in left]}
    word = Reply("channels/removed.j2", data)
    menu = () if one.here else (idle.main_menu(done, facts, now),)
    return Turn(done, (word, *menu), (RemoveChannel(one.key),))


def _back(session: Session, event: Event, facts: Facts, now: datetime) -> Turn:
    return Turn(session.at("idle"), (_list(_own(facts), facts),))


def _own(facts: Facts) -> tuple[OwnChannel, ...]:
    return found(facts, OwnChannels(), tuple)


def _at_hand(session: Session, own: Sequence[OwnChannel]) -> OwnChannel:
    one = next((one for one in own if one.key == session.text("key")), None)
    if one is None:
        raise ChannelGone
    return one


def _others(one: OwnChannel, own: Sequence[OwnChannel]) -> list[OwnChannel]:
    """The ways in that are left without one. What does not work is none."""
    return [other for other in own if other is not one and other.works]


def _named(own: Sequence[OwnChannel], facts: Facts) -> dict[str, dict[str, object]]:
    """How each is called, by key: two that would be called alike are numbered."""
    called = {one.key: (one.channel, _title(one, facts)) for one in own}
    alike, so_far = Counter(called.values()), Counter[tuple[str, str]]()
    names: dict[str, dict[str, object]] = {}
    for key, name in called.items():
        so_far[name] += 1
        nth = so_far[name] if alike[name] > 1 else 0
        names[key] = {"channel": name[0], "title": name[1], "nth": nth}
    return names


def _title(one: OwnChannel, facts: Facts) -> str:
    """What people see the bot called, where its messenger has several."""
    titles = {bot.name: bot.title for bot in facts.rules.bots if bot.channel == one.channel}
    return titles.get(one.bot, "") if len(titles) > 1 else ""


STEPS = {"channels.remove": Step(_ask, _answer, _back, exact=True)}
