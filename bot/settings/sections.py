"""config.toml as a whole, and its small sections."""

from typing import Annotated

from bot.settings.periods import Periods
from bot.settings.reminders import Reminders
from bot.settings.values import (
    BotName,
    Endings,
    Flag,
    Hosts,
    Listen,
    Networks,
    PublicUrl,
    Section,
    Text,
    WebAddress,
    Zone,
    whole,
)
from domain.bots import ZALO, MessengerBot, Quota
from domain.calendar import VIETNAM
from domain.file_names import FILE_TYPES


class Bot(Section):
    timezone: Zone = VIETNAM
    name: Text = "tiendo"
    agency: Text | None = None
    consent_wording: Text = "1"


class Storage(Section):
    directory: Text = "var"


class Telegram(Section):
    enabled: Flag = False
    webhook: Flag = False
    api_base_url: WebAddress = "https://api.telegram.org"
    file_base_url: WebAddress | None = None

    @property
    def bot_url(self) -> str:
        """The address to which python-telegram-bot appends the token."""
        return self.api_base_url if self.api_base_url.endswith("/bot") else self._root + "/bot"

    @property
    def file_url(self) -> str:
        """Where files are fetched from, the token appended; the same server if not said."""
        given = self.file_base_url or f"{self._root}/file"
        if given.endswith("/bot"):
            return given
        return f"{given}/bot" if given.endswith("/file") else f"{given}/file/bot"

    @property
    def _root(self) -> str:
        return self.api_base_url.removesuffix("/bot")


class ZaloBot(Section):
    """One bot of Zalo's Bot Platform; its token is TIENDO_ZALO_TOKEN_<NAME>."""

    name: BotName
    title: Text | None = None
    link: WebAddress | None = None


class Zalo(Section):
    enabled: Flag = False
    webhook: Flag = False
    api_base_url: WebAddress = "https://bot-api.zaloplatforms.com"
    photo_hosts: Hosts = (".zdn.vn", ".zadn.vn", ".zaloplatforms.com")
    bots: tuple[ZaloBot, ...] = ()
    people_per_bot: Annotated[int, whole(1, 1_000_000)] = 50
    messages_per_month: Annotated[int, whole(1, 100_000_000)] = 3000
    counts_received: Flag = True
    report_pictures: Flag = True

    @property
    def shared_bots(self) -> tuple[MessengerBot, ...]:
        """Over which people are shared out; none while Zalo is off."""
        named = self.bots if self.enabled else ()
        return tuple(MessengerBot(ZALO, b.name, b.title or b.name, b.link) for b in named)

    @property
    def quota(self) -> Quota:
        return Quota(self.people_per_bot, self.messages_per_month, self.counts_received)

    @property
    def bot_url(self) -> str:
        """The address to which the token is appended."""
        root = self.api_base_url
        return root if root.endswith("/bot") else f"{root}/bot"


class Web(Section):
    public_url: PublicUrl | None = None
    listen: Listen = "127.0.0.1:8080"
    trusted_proxy: Networks = ()
    health: Listen | None = None


class Report(Section):
    template: Text | None = None
    soon_days: Annotated[int, whole(0, 90)] = 15


class Limits(Section):
    file_bytes: Annotated[int, whole(10_000, 20_000_000)] = 20_000_000
    file_types: Endings = FILE_TYPES
    messages_per_second: Annotated[int, whole(1, 30)] = 27
    wrong_codes: Annotated[int, whole(1, 20)] = 5
    invite_hours: Annotated[int, whole(1, 720)] = 72
    page_size: Annotated[int, whole(3, 20)] = 8
    tenfold: Annotated[int, whole(2, 1000)] = 10
    keep_months: Annotated[int, whole(1, 120)] = 12


class Sections(Section):
    bot: Bot = Bot()
    storage: Storage = Storage()
    telegram: Telegram = Telegram()
    zalo: Zalo = Zalo()
    web: Web = Web()
    periods: Periods = Periods()
    reminders: Reminders = Reminders()
    report: Report = Report()
    limits: Limits = Limits()
