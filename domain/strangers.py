"""How often somebody whom we do not know is answered by a bot whose messages are counted: who
writes again and again must not use up the month of those who report."""

from dataclasses import dataclass

from domain.bots import Quota

_AN_HOUR, _A_DAY = 3, 10
_PERCENT_A_DAY = 5
"""Of the bot's month, for all its strangers together."""


@dataclass(frozen=True, slots=True)
class AnsweredLately:
    """Answers that were given to strangers: to one within an hour and a day, to all of the bot
    within a day."""

    hour: int = 0
    day: int = 0
    all_day: int = 0


def is_answered(lately: AnsweredLately, quota: Quota) -> bool:
    if lately.hour >= _AN_HOUR or lately.day >= _A_DAY:
        return False
    return lately.all_day * 100 < quota.messages * _PERCENT_A_DAY
