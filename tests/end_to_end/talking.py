"""A person with a phone: writes to the bot over the Bot API, and reads what comes back."""

import json
from dataclasses import dataclass
from typing import Any

from tests.end_to_end.processes import BotApi, Office, until


@dataclass(frozen=True)
class Phone:
    """Choices are pressed by their key, not by their label: words change, keys do not."""

    office: Office
    chat: int

    @property
    def api(self) -> BotApi:
        return self.office.api

    def say(self, text: str) -> None:
        """Type, and wait for nothing."""
        self.api.act("say", chat=self.chat, text=text)

    def press(self, key: str) -> None:
        """Press the newest button of that key."""
        for message in reversed(self.messages()):
            for button in message["buttons"]:
                if self._key(button["data"]) == key:
                    self.api.act(
                        "press",
                        chat=self.chat,
                        data=button["data"],
                        message=message["message_id"],
                    )
                    return
        raise AssertionError(f"{key!r} was never offered; the last words: {self.last_words()}")

    def ask(self, text: str) -> None:
        """Type, and wait for the answer."""
        before = len(self.messages())
        self.say(text)
        self.hear_after(before)

    def choose(self, key: str) -> None:
        before = len(self.messages())
        self.press(key)
        self.hear_after(before)

    def hear_after(self, before: int) -> None:
        until(lambda: len(self.messages()) > before, f"the bot answers: {self.last_words()}")

    def messages(self) -> list[dict[str, Any]]:
        return self.api.sent(self.chat)

    def documents(self) -> list[dict[str, Any]]:
        return [message["document"] for message in self.messages() if message["document"]]

    def last_words(self) -> str:
        messages = self.messages()
        return str(messages[-1]["text"]) if messages else ""

    def _key(self, data: str) -> str:
        number, _, index = data.partition(":")
        ((replies,),) = self.office.rows("SELECT reply FROM outbox WHERE id = ?", int(number))
        for reply in reversed(json.loads(replies)):
            if reply["choices"]:
                return str(reply["choices"][int(index)]["key"])
        raise AssertionError(f"button {data} belongs to a message without choices")
