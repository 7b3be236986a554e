"""How far the bots' months are, and of whom something was held back: for those who can act."""

from collections.abc import Mapping, Sequence
from typing import cast

from domain.bots import BotMonth, Quota, Strain
from domain.facts import Facts, UnitLine
from domain.look_ups import BotMonths
from domain.people import Power, may
from handlers.contract import found
from handlers.coordinator.reaching import unheard_by_unit

_NEARLY_FULL_PERCENT = 90


def bot_lists(facts: Facts, owing: Sequence[UnitLine]) -> Mapping[str, Sequence[object]]:
    """Where all is well, one line says so; a bot that runs short has a sentence of its own."""
    rules, months = facts.rules, _months(facts)
    strained = [month for month in months if _is_strained(month, rules.quota)]
    quiet = [month for month in months if month not in strained]
    owe = {line.unit for line in owing}
    unreminded = [who for month in months for who in month.unreminded if who.unit in owe]
    untold = [who for month in months for who in month.waiting]
    return {
        "strained": [_data(month, rules.quota) for month in strained],
        "bots": [_data(month, rules.quota) for month in quiet],
        "unreminded": unheard_by_unit(unreminded, facts.units),
        "untold": unheard_by_unit(untold, facts.units),
    }


def _months(facts: Facts) -> tuple[BotMonth, ...]:
    """In the order of the settings; none for a leader, who can do nothing about them."""
    if not (facts.rules.bots and may(facts.person, Power.COORDINATE)):
        return ()
    return cast(tuple[BotMonth, ...], found(facts, BotMonths(), tuple))


def _is_strained(month: BotMonth, quota: Quota) -> bool:
    return quota.strain(month.usage) is not Strain.EASY or not month.suffices(quota)


def _data(month: BotMonth, quota: Quota) -> dict[str, object]:
    return {
        "channel": month.bot.channel,
        "title": month.bot.title,
        "month": month.month,
        "people": month.people,
        "most_people": quota.people,
        "nearly_full": month.people * 100 >= quota.people * _NEARLY_FULL_PERCENT,
        "used": quota.counted(month.usage),
        "quota": quota.messages,
        "sent": month.usage.sent,
        "received": month.usage.received,
        "ahead": quota.counted(month.ahead),
        "suffices": month.suffices(quota),
    }
