"""Pauses that grow while a messenger is out of reach."""

import asyncio
import logging
from collections.abc import Callable
from random import SystemRandom

from domain.errors import SendError, TiendoError

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

logger = logging.getLogger(__name__)
jitter: Callable[[], float] = SystemRandom().random


class Pauses:
    """The next one is longer, until something succeeded."""

    def __init__(self, first: float) -> None:
        self._first = first
        self._failures = 0

    def succeeded(self) -> None:
        self._failures = 0

    async def wait_out(self, error: Exception, failed: str) -> None:
        """`failed` says in a few words what did not come about."""
        self._failures += 1
        pause = min(self._first * 2 ** min(self._failures - 1, 10), LONGEST_PAUSE)
        pause *= 0.5 + jitter() / 2
        if isinstance(error, SendError) and error.retry_after is not None:
            pause = error.retry_after
        # Other errors may quote what somebody wrote: their kind has to do.
        words = str(error) if isinstance(error, TiendoError) else type(error).__name__
        logger.warning("%s, again in %.1f s: %s", failed, pause, words)
        await asyncio.sleep(pause)
