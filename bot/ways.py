"""The ways by which people reach the bot: Telegram, Zalo, the pages."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from bot.channels.base import Channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web import WebChannel
from bot.channels.zalo.channel import ZaloChannel
from bot.checks.web import ZALO_WITHOUT_PAGES
from bot.config import Settings
from bot.lanes import TELEGRAM, ZALO, Rate
from bot.private import ZALO_TOKEN, Secrets, twins
from bot.public import Public
from bot.render import DeepLink
from bot.uploads import Uploads
from bot.web_links import join_link
from domain.errors import StartError
from domain.messages import PAGE

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ways:
    """At least one of the three."""

    telegram: TelegramChannel | None
    zalo: ZaloChannel | None
    public: Public | None
    uploads: Uploads

    @property
    def channels(self) -> Mapping[str, Channel]:
        channels: dict[str, Channel] = {}
        if self.telegram:
            channels[self.telegram.name] = self.telegram
        if self.zalo:
            channels[self.zalo.name] = self.zalo
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
    return {"telegram": Rate(most, TELEGRAM.per_chat, TELEGRAM.chat_burst), "zalo": ZALO}


def is_configured(settings: Settings, secrets: Secrets) -> bool:
    telegram = settings.telegram.enabled and secrets.telegram_token is not None
    return telegram or bool(_zalo_tokens(settings, secrets)) or settings.web.public_url is not None


def _zalo_tokens(settings: Settings, secrets: Secrets) -> dict[str, str]:
    """Of the bots that the settings name. Raises StartError for one whose token is missing, or is
    another's."""
    if not settings.zalo.enabled:
        return {}
    for bot in settings.zalo.bots:
        if bot.name not in secrets.zalo_tokens:
            raise StartError(
                f"the Zalo bot {bot.name} has no token: give it in "
                f"{ZALO_TOKEN}{bot.name.upper()}, or take the bot out of zalo.bots"
            )
    tokens = {bot.name: secrets.zalo_tokens[bot.name] for bot in settings.zalo.bots}
    if wrong := twins(tokens):
        raise StartError(wrong)
    return tokens


@asynccontextmanager
async def open_ways(settings: Settings, secrets: Secrets) -> AsyncIterator[Ways]:
    """What the settings ask for. Raises StartError where that is nothing."""
    if not is_configured(settings, secrets):
        raise StartError(
            "no channel to run: give the bot's token in TIENDO_TELEGRAM_TOKEN with "
            "telegram.enabled = true, name Zalo bots under [zalo], or set web.public_url in "
            "config.toml"
        )
    url, proxies = settings.web.public_url, settings.web.trusted_proxy
    async with AsyncExitStack() as stack:
        telegram = None
        if settings.telegram.enabled and secrets.telegram_token:
            telegram = TelegramChannel(
                secrets.telegram_token, settings.telegram.bot_url, settings.telegram.file_url
            )
            await stack.enter_async_context(telegram.open())
        zalo = None
        if tokens := _zalo_tokens(settings, secrets):
            zalo = ZaloChannel(
                tokens,
                settings.zalo.photo_hosts,
                settings.zalo.bot_url,
                pictures=settings.zalo.report_pictures,
            )
            await stack.enter_async_context(zalo.open())
            if url is None:
                logger.warning("%s", ZALO_WITHOUT_PAGES)
        yield Ways(telegram, zalo, Public(url, proxies) if url else None, Uploads(settings.folder))
