"""The bots of a messenger over which people are shared out, and what each of them may do.

Source of the numbers: Zalo's free plan for bots, 50 people and 3,000 messages a month a bot.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessengerBot:
    """`name` is the settings' name for it, `title` the one that people see."""

    channel: str
    name: str
    title: str
    link: str | None = None
    """Where the chat with it is opened."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What the messenger's plan allows a bot: people, and messages a calendar month."""

    people: int = 50
    messages: int = 3000
    counts_received: bool = True
    """Whether what people write counts, too: Zalo does not say."""
