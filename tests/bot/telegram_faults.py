"""What the loopback Bot API server refuses, and how it fails when told to."""

from dataclasses import dataclass


class Refused(Exception):
    """An answer with `ok: false`."""

    def __init__(self, status: int, words: str, **parameters: object) -> None:
        super().__init__(words)
        self.status, self.words, self.parameters = status, words, parameters


@dataclass
class Fault:
    """Strikes `times` calls of `method`, of one chat if named. Besides the refusals below, `kind`
    is garbage, late (taken, never answered), cut (before it is taken) or cut_after."""

    kind: str
    method: str = "sendMessage"
    chat: str | None = None
    times: int = 1
    seconds: int = 1
    words: str = "Bad Request: can't parse entities"

    def refusal(self) -> Refused | None:
        wait = f"Too Many Requests: retry after {self.seconds}"
        refusals = {
            "blocked": Refused(403, "Forbidden: bot was blocked by the user"),
            "retry_after": Refused(429, wait, retry_after=self.seconds),
            "bad_request": Refused(400, self.words),
            "error": Refused(500, "Internal Server Error"),
            "gateway": Refused(502, "Bad Gateway"),
            "conflict": Refused(409, "Conflict: terminated by other getUpdates request"),
            "unauthorized": Refused(401, "Unauthorized"),
            "teapot": Refused(418, "I'm a teapot"),
            "migrated": Refused(
                400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100777
            ),
        }
        return refusals.get(self.kind)
