"""The ways by which people reach the bot: Telegram, the pages."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from bot.channels.base import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web import WebChannel
from bot.config import Settings
from bot.lanes import TELEGRAM, Rate
from bot.private import Secrets
from bot.public import Public
from bot.render import DeepLink
from bot.uploads import Uploads
from bot.web_links import join_link
from domain.errors import StartError
from domain.messages import PAGE


@dataclass(frozen=True, slots=True)
class Ways:
    """At least one of the two."""

    telegram: TelegramChannel | None
    public: Public | None
    uploads: Uploads

    @property
    def channels(self) -> Mapping[str, Channel]:
        channels: dict[str, Channel] = {}
        if self.telegram:
            channels[self.telegram.name] = self.telegram
        if self.public:
            channels[PAGE] = WebChannel(self.uploads)
        return channels

    @property
    def join_links(self) -> Mapping[str, DeepLink]:
        links: dict[str, DeepLink] = {}
        if self.telegram:
            links[self.telegram.name] = self.telegram.deep_link
        if self.public:
            links[PAGE] = partial(join_link, self.public.url)
        return links


def rates(settings: Settings) -> Mapping[str, Rate]:
    """The page is not limited: nothing is sent, it reads."""
    most = settings.limits.messages_per_second
    return {"telegram": Rate(most, TELEGRAM.per_chat, TELEGRAM.chat_burst)}


def is_configured(settings: Settings, secrets: Secrets) -> bool:
    telegram = settings.telegram.enabled and secrets.telegram_token is not None
    return telegram or settings.web.public_url is not None


@asynccontextmanager
async def open_ways(settings: Settings, secrets: Secrets) -> AsyncIterator[Ways]:
    """What the settings ask for. Raises StartError where that is nothing."""
    if not is_configured(settings, secrets):
        raise StartError(
            "no channel to run: give the bot's token in TIENDO_TELEGRAM_TOKEN with "
            "telegram.enabled = true, or set web.public_url in config.toml"
        )
    url, proxies = settings.web.public_url, settings.web.trusted_proxy
    async with AsyncExitStack() as stack:
        telegram = None
        if settings.telegram.enabled and secrets.telegram_token:
            telegram = TelegramChannel(
                secrets.telegram_token, settings.telegram.bot_url, settings.telegram.file_url
            )
            await stack.enter_async_context(telegram.open())
        yield Ways(telegram, Public(url, proxies) if url else None, Uploads(settings.folder))
