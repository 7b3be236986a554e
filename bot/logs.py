"""Logging: one plain line a record, and no secret in it."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_HIDDEN = "<secret>"
_SHORTEST_SECRET = 6
# They log request addresses, which hold the token, at INFO.
_TALKATIVE = ("httpx", "httpcore", "aiohttp", "aiosqlite", "telegram", "apscheduler", "asyncio")


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without the given secrets and without anything shaped like a bot token."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


class RedactingFormatter(logging.Formatter):
    """Works on the finished text: an exception's words can hold an address with the token."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        # The longest first: one secret may be part of another.
        fit = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
        self._secrets = sorted(fit, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).splitlines()
        return redact(" | ".join(line.strip() for line in lines if line), self._secrets)


def set_up_logging(
    secrets: Iterable[str] = (), level: int = logging.INFO, stream: TextIO | None = None
) -> None:
    """Everything to `stream`, by default standard error, whatever was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
