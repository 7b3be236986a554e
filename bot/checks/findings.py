"""What was found: one line each."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.level}: {self.what}: {self.text}"


def ok(what: str, text: str) -> Finding:
    return Finding(Level.OK, what, text)


def warning(what: str, text: str) -> Finding:
    return Finding(Level.WARNING, what, text)


def error(what: str, text: str) -> Finding:
    return Finding(Level.ERROR, what, text)
