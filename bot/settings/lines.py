"""On which line of a TOML file a key stands."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_TABLE = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]\s*(#.*)?")
_ROW = re.compile(r"\s*\[\[\s*(?P<name>[^\[\]]+?)\s*\]\]\s*(#.*)?")
_KEY = re.compile(r"""\s*(?P<name>(?:"[^"]*"|'[^']*'|[\w.\s-])+?)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*""")


def line_of(text: str, path: Path) -> int | None:
    """The line of the longest beginning of `path` that the file spells out; None for none of it.

    A small scan for messages, not a parser: a key inside a text of several lines may mislead it.
    """
    lines = dict(_keys(text))
    for length in range(len(path), 0, -1):
        if found := lines.get(path[:length]):
            return found
    return None


def _keys(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    rows: dict[Path, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _ROW.fullmatch(line):
            name = _parts(header["name"])
            rows[name] = rows.get(name, -1) + 1
            table = (*name, rows[name])
            yield table, number
        elif header := _TABLE.fullmatch(line):
            table = _parts(header["name"])
            yield table, number
        elif key := _KEY.match(line):
            parts = (*table, *_parts(key["name"]))
            yield parts, number


def _parts(name: str) -> Path:
    return tuple(next(filter(None, match.groups()), "") for match in _PART.finditer(name))
