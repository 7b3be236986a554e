"""Telegram as a channel: sends, fetches, leaves; what the Bot API refuses becomes a SendError."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

from telegram import Bot, Message
from telegram.error import BadRequest, ChatMigrated, InvalidToken, TelegramError

from bot.channels.base import Carries, File, Part
from bot.channels.refusals import MessageRefused
from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.refusals import concerns_address, to_send_error
from bot.channels.telegram.request import READ_SECONDS, AiohttpRequest
from domain.errors import SendError, StartError

API_BASE_URL = "https://api.telegram.org/bot"
FILE_BASE_URL = "https://api.telegram.org/file/bot"
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_UPLOAD = 50 * 1024 * 1024
POLL_SECONDS = 25
POLL_LIMIT = 100
PRESS_SECONDS = 5
# So many updates come side by side, those of one chat one after the other in any case. They are
# stored one by one: more would only wait here.
WEBHOOK_CONNECTIONS = 20
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
# PTB reads updates all at once, and one that it cannot read would hold up all others for ever;
# under this spelling of getUpdates it hands them over as they came.
GET_UPDATES_RAW = "get_Updates"

logger = logging.getLogger(__name__)


class TelegramChannel:
    """One bot. `api_base_url` and `file_base_url` are what stands before the token, as PTB takes
    them: "https://api.telegram.org/bot" and "https://api.telegram.org/file/bot"."""

    name = "telegram"
    carries = Carries(buttons=True, files_out=True, max_text=MAX_TEXT, units="characters")

    def __init__(
        self,
        token: str,
        api_base_url: str = API_BASE_URL,
        file_base_url: str = FILE_BASE_URL,
        poll_seconds: int = POLL_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        # At DEBUG, PTB logs addresses with the token and messages with their words.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        self._token = token
        self._poll_seconds = poll_seconds
        self._requests = (AiohttpRequest(read_seconds), AiohttpRequest(read_seconds))
        self._bot = Bot(
            token,
            base_url=api_base_url,
            base_file_url=file_base_url,
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        self._username = ""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        """Connections for as long as it is used. A wrong token stops the start; a server out of
        reach does not: who receives asks again."""
        for request in self._requests:
            await request.initialize()
        try:
            try:
                await self.introduce()
            except SendError as error:
                logger.warning("Telegram is out of reach at the start: %s; trying again", error)
            yield self
        finally:
            for request in self._requests:
                await request.shutdown()

    @property
    def username(self) -> str:
        """The bot's name, without "@"; empty until Telegram was reached."""
        return self._username

    def deep_link(self, code: str) -> str | None:
        return f"https://t.me/{self._username}?start={code}" if self._username else None

    async def introduce(self) -> None:
        """Ask who we are. Raises StartError for a refused token, SendError when Telegram is out
        of reach."""
        try:
            me = await self._bot.get_me()
            self._username = me.username or str(me.id)
        except InvalidToken:
            raise StartError(
                "Telegram refuses the token: set TIENDO_TELEGRAM_TOKEN to the one that @BotFather "
                "gave, and check api_base_url under [telegram] in config.toml"
            ) from None
        except Exception as error:
            raise self._refusal(error) from None

    async def listen_by_polling(self) -> None:
        """End any webhook, which would forbid polling. What waits there is kept."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except Exception as error:
            raise self._refusal(error) from None

    async def hook(self, url: str, secret: str) -> None:
        """Have updates brought to `url`, each with `secret` in a header; what waits comes, too."""
        if not self.username:
            await self.introduce()
        try:
            await self._bot.set_webhook(
                url,
                secret_token=secret,
                allowed_updates=list(WANTED),
                max_connections=WEBHOOK_CONNECTIONS,
                drop_pending_updates=False,
            )
        except Exception as error:
            raise self._refusal(error) from None

    async def updates(self, offset: int) -> Sequence[Any]:
        """The raw updates from `offset` on; confirms for ever those below it."""
        try:
            answer = await self._bot.do_api_request(
                GET_UPDATES_RAW,
                {
                    "offset": offset,
                    "limit": POLL_LIMIT,
                    "timeout": self._poll_seconds,
                    "allowed_updates": list(WANTED),
                },
                read_timeout=self._poll_seconds + 15,
            )
        except Exception as error:
            raise self._refusal(error) from None
        if not isinstance(answer, list):
            raise SendError("the updates are no list")
        return answer

    async def answer_press(self, press: str) -> None:
        """End the waiting sign on a button that was pressed, a stale one too."""
        try:
            await self._bot.answer_callback_query(press, read_timeout=PRESS_SECONDS)
        except Exception as error:
            logger.info("a press was not answered: %s", self._refusal(error))

    async def send(self, bot: str, chat: str, part: Part) -> str:
        if bot != self._username:
            raise SendError(f"the Telegram bot {bot} is not running")
        try:
            return str((await self._send(int(chat), part)).message_id)
        except Exception as error:
            raise self._refusal(error) from None

    async def _send(self, chat: int, part: Part) -> Message:
        if part.file is not None:
            return await self._send_file(chat, part.file, part.text)
        try:
            return await self._bot.send_message(
                chat, part.text, reply_markup=keyboard(part.buttons)
            )
        except BadRequest as error:
            if concerns_address(error) or not part.buttons:
                raise
            # Better the words without their buttons than no words.
            logger.warning("sent again without buttons: %s", self._refusal(error))
            return await self._bot.send_message(chat, part.text)

    async def _send_file(self, chat: int, file: File, caption: str) -> Message:
        if len(file.content) > MAX_UPLOAD:
            raise MessageRefused(f"the file is larger than {MAX_UPLOAD} bytes")
        return await self._bot.send_document(
            chat,
            file.content,
            caption=caption[:MAX_CAPTION] or None,
            filename=file.name,
            disable_content_type_detection=True,
        )

    async def fetch(self, bot: str, reference: str, limit: int) -> bytes:
        try:
            file = await self._bot.get_file(reference)
        except BadRequest as error:
            raise SendError(str(self._refusal(error)), permanent=True) from None
        except Exception as error:
            raise self._refusal(error) from None
        allowed = min(limit, MAX_DOWNLOAD)
        if (file.file_size or 0) > allowed:
            raise SendError(f"the file is larger than {allowed} bytes", permanent=True)
        try:
            content = bytes(await file.download_as_bytearray())
        except Exception as error:
            raise self._refusal(error) from None
        if len(content) > allowed:
            raise SendError(f"the file is larger than {allowed} bytes", permanent=True)
        return content

    async def leave(self, bot: str, chat: str) -> None:
        try:
            await self._leave(int(chat))
        except Exception as error:
            raise self._refusal(error) from None

    async def _leave(self, chat: int) -> None:
        try:
            await self._bot.leave_chat(chat)
        except ChatMigrated as moved:
            await self._bot.leave_chat(moved.new_chat_id)

    def _refusal(self, error: Exception) -> SendError:
        if isinstance(error, SendError):
            return error
        if isinstance(error, TelegramError):
            return to_send_error(error, self._token)
        # An answer of an unknown shape: the request was taken, or was not.
        return SendError(f"answer not understood ({type(error).__name__})", doubtful=True)
