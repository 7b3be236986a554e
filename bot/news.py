"""Word to whoever watches within this process that there is something new. Nothing is kept."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager

BOARD = "board"
"""The topic of what overseers watch; other topics are owners of conversations."""


class News:
    def __init__(self) -> None:
        self._watching: dict[str, set[asyncio.Event]] = {}

    @contextmanager
    def watching(self, topics: Collection[str]) -> Iterator[asyncio.Event]:
        """An event that is set whenever one of the topics has news."""
        event = asyncio.Event()
        for topic in topics:
            self._watching.setdefault(topic, set()).add(event)
        try:
            yield event
        finally:
            for topic in topics:
                self._drop(topic, event)

    def _drop(self, topic: str, event: asyncio.Event) -> None:
        here = self._watching[topic]
        here.discard(event)
        if not here:
            del self._watching[topic]

    def tell(self, *topics: str) -> None:
        for topic in topics:
            for event in self._watching.get(topic, ()):
                event.set()

    def tell_all(self) -> None:
        self.tell(*self._watching)
