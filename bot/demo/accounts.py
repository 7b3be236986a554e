"""What the period cost in messages, as it is printed when all is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from bot.demo.messengers import SHARED_BOTS, TELEGRAM, ZALO
from bot.demo.timeline import words
from bot.wording import channel, period
from domain.bots import Quota, Usage
from domain.messages import PAGE
from domain.written import written_number

Used: TypeAlias = Mapping[tuple[str, str], Usage]
_TITLES = {bot.key: bot.title for bot in SHARED_BOTS}


def ledger(months: Mapping[str, Used], quota: Quota, spent: int) -> Iterator[str]:
    """By both rules of counting, since Zalo does not say which one is its own; `spent` is what was
    not played."""
    of = written_number(str(quota.messages))
    yield words("ledger", channel=channel(ZALO), quota=of)
    for month, used in months.items():
        by_bot = sorted((_bot(key), usage) for key, usage in used.items())
        yield words("month", month=period(month), used="; ".join(_used(*each) for each in by_bot))
    shared = [u for used in months.values() for key, u in used.items() if key in _TITLES]
    if shared:
        both, out = (
            max(replace(quota, counts_received=received).percent(usage) for usage in shared)
            for received in (True, False)
        )
        yield words("most", channel=channel(ZALO), both=both, out=out, quota=of)
    if spent:
        yield words("not_played", more=written_number(str(spent)))


def pages(used: Usage) -> str:
    """They are in no ledger: nobody limits them, nor Telegram."""
    where = {"channel": channel(PAGE), "other": channel(TELEGRAM)}
    return words("pages", **where, sent=used.sent, heard=used.received)


def cost(reports: Sequence[int]) -> Iterator[str]:
    """What a report took where it was sent over Zalo, from its first message to the receipt."""
    if reports:
        mean = written_number(str(round(Decimal(sum(reports)) / len(reports), 1)))
        yield words("cost", channel=channel(ZALO), count=len(reports), mean=mean)


def _used(bot: str, usage: Usage) -> str:
    sent, heard = (written_number(str(count)) for count in (usage.sent, usage.received))
    return words("used", bot=bot, sent=sent, heard=heard).strip()


def _bot(key: tuple[str, str]) -> str:
    """With its title where the channel has several."""
    name = channel(key[0])
    return f"{name} “{_TITLES[key]}”" if key in _TITLES else name
