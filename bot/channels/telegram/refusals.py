"""What the Bot API refused -> SendError. An unknown refusal is never permanent.

`from None` where these are raised: the errors behind them hold addresses, and those the token.
"""

from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.refusals import MessageRefused
from bot.channels.telegram.request import maybe_sent
from domain.errors import SendError

LONGEST_WORDS = 200
# The descriptions of "Bad Request" that mean the chat, not the message.
NO_SUCH_CHAT = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "input_user_deactivated",
    "chat_id is empty",
    "bot is not a member",
)


def to_send_error(error: TelegramError, token: str) -> SendError:
    words = _words(error, token)
    if isinstance(error, Forbidden | ChatMigrated) or concerns_address(error):
        return SendError(words, permanent=True)
    if isinstance(error, RetryAfter):
        return SendError(words, retry_after=_seconds(error.retry_after))
    if isinstance(error, BadRequest):
        return MessageRefused(words)
    return SendError(words, doubtful=maybe_sent(error))


def concerns_address(error: TelegramError) -> bool:
    said = str(error).lower()
    return isinstance(error, BadRequest) and any(words in said for words in NO_SUCH_CHAT)


def _seconds(wait: timedelta | int) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _words(error: TelegramError, token: str) -> str:
    """A proxy on the way may quote the address, and with it the token."""
    said = str(error).replace(token, "***").split(". Parsing the server response")[0]
    return f"{type(error).__name__}: {said[:LONGEST_WORDS]}"
