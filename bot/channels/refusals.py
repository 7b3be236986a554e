"""A refusal that concerns one message and says nothing of the address."""

from domain.errors import SendError


class MessageRefused(SendError):
    """This message will never be taken; others to the same address may be."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=True)
