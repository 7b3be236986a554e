"""Where a one-time code is typed: people are shared out over the bots of a messenger."""

from collections.abc import Mapping

from domain.bots import MessengerBot
from domain.calendar import in_vietnam
from domain.effects import IssueInvite
from domain.facts import Facts
from domain.look_ups import SeatsFor
from domain.seats import Seats, bot_with_room
from handlers.contract import found


def bot_for(facts: Facts, person: str | None = None) -> str | None:
    """The name of the bot that somebody known, by code, or somebody new is sent to."""
    rules = facts.rules
    if not rules.bots:
        return None
    bot = bot_with_room(rules.bots, rules.quota, found(facts, SeatsFor(person), Seats))
    return bot.name if bot else None


def code_data(effect: IssueInvite, facts: Facts) -> Mapping[str, object]:
    """What the words about a code are filled with."""
    bots = facts.rules.bots
    bot = next((bot for bot in bots if bot.name == effect.bot), None)
    return {
        "code": effect.code,
        "expires_at": in_vietnam(effect.expires_at).isoformat(),
        "zalo": _shown(bot) if bot else None,
        "zalo_full": bool(bots) and bot is None,
    }


def _shown(bot: MessengerBot) -> Mapping[str, object]:
    return {"title": bot.title, "link": bot.link}
