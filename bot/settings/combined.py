"""What only several settings together can get wrong."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.settings.faults import fault, written
from bot.settings.lines import line_of
from bot.settings.sections import Sections, Web, Zalo
from bot.settings.values import is_loopback
from domain.errors import StartError

# Where Telegram calls: https://core.telegram.org/bots/api#setwebhook
_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)

Key = tuple[str, str]


def check_together(path: Path, text: str, sections: Sections) -> None:
    """Raises StartError, whose one line names file, line, key, value and remedy."""
    for key, value, remedy in _faults(sections):
        shown = ".".join(key)
        raise StartError(fault(path, line_of(text, key), shown, written(value), remedy))


def _faults(sections: Sections) -> Iterator[tuple[Key, object, str]]:
    web = sections.web
    if sections.telegram.webhook and not _takes_webhooks(web):
        needed = "Telegram needs web.public_url in https, on port 443, 80, 88 or 8443"
        yield ("telegram", "webhook"), True, f"{needed}; set it, or write false"
    if not _is_covered(web):
        needed = "pages beyond this machine need web.public_url in https, or web.trusted_proxy"
        yield ("web", "listen"), web.listen, f"{needed}; set one, or listen on 127.0.0.1"
    yield from _zalo_faults(sections.zalo, web)


def _zalo_faults(zalo: Zalo, web: Web) -> Iterator[tuple[Key, object, str]]:
    if zalo.webhook and urlsplit(web.public_url or "").scheme != "https":
        needed = "Zalo needs web.public_url in https"
        yield ("zalo", "webhook"), True, f"{needed}; set it, or write false"
    names = [bot.name for bot in zalo.bots]
    if zalo.enabled and not names:
        yield ("zalo", "enabled"), True, 'name its bots, as bots = [{ name = "mot" }]'
    if len(set(names)) < len(names):
        yield ("zalo", "bots"), names, "give every bot a name of its own"


def _takes_webhooks(web: Web) -> bool:
    address = urlsplit(web.public_url or "")
    return address.scheme == "https" and address.port in _WEBHOOK_PORTS


def _is_covered(web: Web) -> bool:
    """Whether nobody speaks to the pages in the open."""
    here = urlsplit(f"//{web.listen}").hostname or ""
    is_secure = (web.public_url or "").startswith("https://")
    return is_loopback(here) or is_secure or bool(web.trusted_proxy)
