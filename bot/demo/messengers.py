"""The messengers of the demo: three within the process, each carrying what the real one does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from bot.channels import web
from bot.channels.memory import MemoryChannel, Sent
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.zalo.channel import ZaloChannel
from bot.demo.sayings import bot_title
from bot.render import DeepLink
from bot.web_links import join_link
from domain.bots import MessengerBot, Usage
from domain.messages import PAGE, Address

ZALO, TELEGRAM = ZaloChannel.name, TelegramChannel.name
PAGES = web.BOT
ZALO_BOTS = ("mot", "hai")
TELEGRAM_BOT = "tiendo_bot"
PUBLIC_URL = "https://tiendo.example"
SHARED_BOTS = tuple(MessengerBot(ZALO, name, bot_title(name)) for name in ZALO_BOTS)
REAL = (ZaloChannel, TelegramChannel, web.WebChannel)


class Messengers:
    """What went through each bot, in the order in which it went."""

    def __init__(self) -> None:
        self.channels: Mapping[str, MemoryChannel] = {
            real.name: MemoryChannel(real.name, real.carries, on_send=self._keep) for real in REAL
        }
        self._sent: Counter[tuple[str, str]] = Counter()
        """How many messages, by channel and bot."""
        self._heard: Counter[tuple[str, str]] = Counter()
        self._taken: list[Sent] = []

    @property
    def links(self) -> Mapping[str, DeepLink]:
        """What opens a chat by a code, of those that have links."""
        return {TELEGRAM: _telegram_link, PAGE: partial(join_link, PUBLIC_URL)}

    def take(self) -> Sequence[Sent]:
        """What was sent since the last time."""
        taken, self._taken = self._taken, []
        return taken

    def take_refused(self) -> Sequence[Sent]:
        """What could not be sent since the last time, as often as it was tried."""
        refused = [sent for channel in self.channels.values() for sent in channel.refused]
        for channel in self.channels.values():
            channel.refused.clear()
        return refused

    def hear(self, address: Address) -> None:
        self._heard[address.channel, address.bot] += 1

    def passed(self, channel: str, bot: str) -> Usage:
        return Usage(self._sent[channel, bot], self._heard[channel, bot])

    def reaches(self, address: Address) -> bool:
        return self.channels[address.channel].reachable

    def _keep(self, sent: Sent) -> None:
        self._sent[sent.address.channel, sent.address.bot] += 1
        self._taken.append(sent)


def _telegram_link(code: str) -> str:
    return f"https://t.me/{TELEGRAM_BOT}?start={code}"
