"""The names of files as people send them, made fit to be stored and shown."""

import re
import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath

LONGEST = 120
_OF_PHOTO = re.compile(r"photo_\w+\.jpg")
FILE_TYPES = (
    "jpg", "jpeg", "png", "heic", "webp", "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods",
    "ppt", "pptx", "txt", "csv",
)  # fmt: skip
"""Endings of what evidence usually is. No archives, and nothing that runs or holds macros."""
PLAN_TYPES = ("docx", "md", "markdown", "txt")
"""Endings of documents that a plan can be read from."""


class Purpose(StrEnum):
    """What somebody sends a file for; TO_ASK where it could be both."""

    EVIDENCE = "evidence"
    PLAN = "plan"
    TO_ASK = "to_ask"


def clean_name(name: str) -> str:
    """`name` in NFC on one line without folders, control or format characters, at most 120
    characters with its ending; "file" where nothing is left."""
    letters = (_visible(character) for character in unicodedata.normalize("NFC", name))
    line = " ".join("".join(letters).replace("\\", "/").split())
    line = line.rpartition("/")[2].strip()
    if len(line) > LONGEST:
        ending = PurePosixPath(line).suffix[:LONGEST]
        line = line[: LONGEST - len(ending)] + ending
    return line or "file"


def photo_name(number: str) -> str:
    """The name of a photo that a messenger gives none, by the number of its message."""
    return f"photo_{number}.jpg"


def is_unnamed_photo(name: str) -> bool:
    """Whether `name` is no name that anybody gave."""
    return _OF_PHOTO.fullmatch(name) is not None


def ending_of(name: str) -> str:
    """The ending of a clean name in small letters, without its dot; "" where there is none."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind.startswith("C") else character
