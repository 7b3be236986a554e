"""What the bot answers. Pure and synchronous: no clock, no network, no database.

Readers who know python-telegram-bot: its callbacks are in `bot/channels/telegram.py`. A handler
here takes a session, an event, the facts and the time, and returns a `Turn`, or a `LookUp` when it
must know more first; the shell then calls it again with the answer in `facts.found`.
"""

from handlers.dispatch import again, handle

__all__ = ["again", "handle"]
