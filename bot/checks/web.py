"""Where the pages and the figures are served, and whether they can be."""

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from bot.checks.findings import Finding, error, ok, warning
from bot.lock import is_held
from bot.settings.sections import Web, Zalo

_REMEDIES = {
    errno.EADDRINUSE: "is taken by another program; name another port",
    errno.EADDRNOTAVAIL: "is no address of this machine; name one of its own",
    errno.EACCES: "is not for this account; name a port above 1023",
}


ZALO_WITHOUT_PAGES = (
    "Zalo carries no files: without web.public_url nobody there gets the report or can send a "
    "document"
)


def check_carrying(zalo: Zalo, web: Web) -> Iterator[Finding]:
    """Whether files come and go where people write."""
    if zalo.enabled and web.public_url is None:
        yield warning("web", ZALO_WITHOUT_PAGES)


def check_web(settings: Web, folder: Path) -> Iterator[Finding]:
    if settings.public_url is None:
        yield ok("web", "no pages; web.public_url is not set")
    else:
        yield _check("web.listen", settings.listen, f"{settings.public_url}, served", folder)
    if settings.health is not None:
        yield _check("web.health", settings.health, "health and metrics", folder)


def _check(key: str, listen: str, what: str, folder: Path) -> Finding:
    refused = _try(listen)
    if refused is None:
        return ok("web", f"{what} at {listen}, which is free")
    if refused == errno.EADDRINUSE and is_held(folder):
        return ok("web", f"{what} at {listen}, which is taken, as it should be while the bot runs")
    remedy = _REMEDIES.get(refused, f"cannot be used ({os.strerror(refused)}); name another")
    return error("web", f"{key}: {listen} {remedy}")


def _try(listen: str) -> int | None:
    """The system's number of what is wrong with listening there."""
    parts = urlsplit(f"//{listen}")
    family = socket.AF_INET6 if ":" in str(parts.hostname) else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server does: what has just been closed there does not count.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((parts.hostname, parts.port))
    except OSError as refused:
        return refused.errno or errno.EINVAL
    return None
