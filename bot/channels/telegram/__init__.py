"""Telegram, over python-telegram-bot's Bot.

PTB users expect Application, handlers and callbacks here: there are none. Updates are stored
before they are confirmed, so the polling loop is ours; what the bot answers is in `handlers/`.
"""

import os

# PTB warns at every look at `retry_after` until the future form (a timedelta) is asked for.
os.environ["PTB_TIMEDELTA"] = "1"
