"""People are shared out over bots: evenly, and never past a bot's plan while another has room."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.bots import ZALO, MessengerBot, Quota
from domain.seats import Seats, bot_with_room, share_out

NAMES = ("mot", "hai", "ba", "bon")
some_bots = st.integers(1, 4).map(
    lambda many: [MessengerBot(ZALO, name, f"Tiến độ {name}") for name in NAMES[:many]]
)
some_taken = st.dictionaries(st.sampled_from([*NAMES, "cu"]), st.integers(0, 12))
quotas = st.builds(Quota, people=st.integers(1, 10))
BOTS = [MessengerBot(ZALO, name, name) for name in NAMES[:3]]


@given(some_bots, quotas, some_taken, st.integers(0, 50))
def test_nobody_is_sent_past_the_quota_while_there_is_room(
    bots: list[MessengerBot], quota: Quota, taken: dict[str, int], people: int
) -> None:
    room = sum(max(0, quota.people - taken.get(bot.name, 0)) for bot in bots)
    sent = list(share_out(bots, quota, Seats(taken), people))
    assert [bot is not None for bot in sent] == [number < room for number in range(people)]
    for name, new in Counter(bot.name for bot in sent if bot).items():
        assert taken.get(name, 0) + new <= quota.people


@given(some_bots, quotas, st.integers(0, 50))
def test_people_are_spread_evenly(bots: list[MessengerBot], quota: Quota, people: int) -> None:
    sent = Counter(bot.name for bot in share_out(bots, quota, Seats({}), people) if bot)
    many = [sent[bot.name] for bot in bots]
    assert max(many) - min(many) <= 1
    assert many == sorted(many, reverse=True), "of equals the first in the settings comes first"


@given(some_bots, quotas, some_taken)
def test_the_emptier_bots_are_filled_first(
    bots: list[MessengerBot], quota: Quota, taken: dict[str, int]
) -> None:
    chosen = bot_with_room(bots, quota, Seats(taken))
    if chosen:
        assert taken.get(chosen.name, 0) == min(taken.get(bot.name, 0) for bot in bots)


@given(some_bots, quotas, some_taken, st.sampled_from(NAMES))
def test_who_is_reached_by_a_bot_stays_there_however_full_it_is(
    bots: list[MessengerBot], quota: Quota, taken: dict[str, int], own: str
) -> None:
    chosen = bot_with_room(bots, quota, Seats(taken, (own,)))
    if own in [bot.name for bot in bots]:
        assert chosen and chosen.name == own
    else:
        assert chosen == bot_with_room(bots, quota, Seats(taken))


def test_of_two_bots_of_ones_own_the_one_heard_last_is_named() -> None:
    chosen = bot_with_room(BOTS, Quota(), Seats({}, ("gone", "ba", "hai")))
    assert chosen == BOTS[2]


def test_where_more_came_than_the_plan_takes_there_is_no_room() -> None:
    assert bot_with_room(BOTS, Quota(people=2), Seats({"mot": 5, "hai": 2, "ba": 3})) is None
    assert bot_with_room([], Quota(), Seats({})) is None
