"""The people on the other side of the loopback Bot API server."""

from collections.abc import Mapping
from typing import Any

from tests.bot.telegram_calls import buttons
from tests.bot.telegram_server import TelegramServer


class People:
    def __init__(self, server: TelegramServer) -> None:
        self.server = server

    async def say(self, chat: int, text: str, name: str = "Lan", **more: Any) -> int:
        return await self.write(chat, {"text": text, **more}, name)

    async def write(self, chat: int, content: Mapping[str, Any], name: str = "Lan") -> int:
        """Any message to the bot; returns its number."""
        self.server.chats.setdefault(chat, "private" if chat > 0 else "group")
        self.server.last_message += 1
        message = {**self.server.message(chat, self.server.last_message, name), **content}
        await self.server.push({"message": message})
        return self.server.last_message

    async def press(self, chat: int, data: str, message_id: int = 1, name: str = "Lan") -> None:
        message = {**self.server.message(chat, message_id, name), "text": "…"}
        person = {"id": chat, "is_bot": False, "first_name": name}
        query = {"id": f"q{self.server.last_update}", "from": person, "message": message}
        await self.server.push({"callback_query": {**query, "chat_instance": "1", "data": data}})

    async def press_label(self, chat: int, label: str, name: str = "Lan") -> None:
        """Press the newest button of that label."""
        for call in reversed(self.server.sent(chat)):
            for button in buttons(call):
                if button["text"] == label:
                    await self.press(chat, button["callback_data"], call.message_id or 1, name)
                    return
        raise KeyError(f"no button {label!r} was shown to {chat}")

    async def send_photo(
        self, chat: int, content: bytes, caption: str = "", album: str = ""
    ) -> None:
        small, large = self.server.keep(content[:10]), self.server.keep(content)
        sizes = [
            {"file_id": small, "file_unique_id": small, "width": 90, "height": 60},
            {"file_id": large, "file_unique_id": large, "width": 1280, "height": 853},
        ]
        more = {"caption": caption} if caption else {}
        await self.write(
            chat, {"photo": sizes, **more, **({"media_group_id": album} if album else {})}
        )

    async def send_document(
        self, chat: int, name: str, content: bytes, mime: str, caption: str = ""
    ) -> None:
        kept = self.server.keep(content)
        document = {"file_id": kept, "file_unique_id": kept, "file_name": name, "mime_type": mime}
        more = {"caption": caption} if caption else {}
        await self.write(chat, {"document": {**document, "file_size": len(content)}, **more})

    async def block(self, chat: int) -> None:
        self.server.blocked.add(chat)
        person = {"id": chat, "is_bot": False, "first_name": "Lan"}
        bot = {"id": 123456, "is_bot": True, "first_name": "tiendo"}
        await self.server.push({"my_chat_member": {
            "chat": {"id": chat, "type": "private"}, "from": person, "date": 1700000000,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
        }})  # fmt: skip
