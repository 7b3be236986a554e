"""What a try of a Zalo bot shows of events: forms that the documents leave open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.channels.zalo.channel import is_known
from bot.channels.zalo.events import peeled, photo_of
from bot.checks.findings import Finding, ok, warning
from bot.settings.sections import Zalo

FORMS = (
    "bare, with no answer around them",
    "flat in an answer",
    "wrapped in an answer of their own",
)
# As milliseconds this is the year 1973, as seconds 5138.
SECONDS_END, LATEST = 10**11, 10**14


@dataclass
class Seen:
    """`others` are messages that were not the try's own: they wait in the inbox."""

    others: int = 0
    forms: dict[str, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)
    photos: dict[tuple[str, str], None] = field(default_factory=dict)
    delay: str = "the word came"

    def see(self, raw: Any, now: datetime) -> None:
        event, layers = peeled(raw)
        self.forms[FORMS[min(layers, 2)]] = None
        key, url = photo_of(event)
        if key:
            self.photos[key, url] = None
        message = event.get("message") if isinstance(event, dict) else None
        date = message.get("date") if isinstance(message, dict) else None
        if isinstance(date, int) and 0 < date < LATEST:
            self._see_date(date, now)

    def _see_date(self, date: int, now: datetime) -> None:
        in_seconds = date < SECONDS_END
        self.dates["seconds" if in_seconds else "milliseconds"] = None
        milliseconds = date * 1000 if in_seconds else date
        since = now.astimezone(UTC).timestamp() * 1000 - milliseconds
        self.delay = f"the word came {since:.0f} ms after it was written, by Zalo's clock"

    def findings(self, bot: str, settings: Zalo) -> Iterator[Finding]:
        if self.forms:
            dates = f"; dates in {_listed(self.dates)}" if self.dates else ""
            yield ok("zalo", f"{bot}: events come {_listed(self.forms)}{dates}")
        for key, url in self.photos:
            host = _host(url)
            if is_known(url, settings.photo_hosts):
                yield ok("zalo", f"{bot}: photos come as `{key}` from {host}")
            else:
                remedy = "add it to zalo.photo_hosts, or photos are not fetched"
                yield warning("zalo", f"{bot}: photos come as `{key}` from {host}; {remedy}")
        if self.others:
            words = "other messages came meanwhile; they wait in the inbox for `tiendo run`"
            yield ok("zalo", f"{bot}: {self.others} {words}")


def _host(url: str) -> str:
    """The rest of an address may open the picture to anybody."""
    try:
        return urlsplit(url).hostname or "nowhere"
    except ValueError:
        return "an address that is none"


def _listed(words: dict[str, None]) -> str:
    return ", also ".join(words)
