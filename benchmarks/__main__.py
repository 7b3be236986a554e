"""`make bench`, or `python -m benchmarks [NAME …] [--json]`."""

import argparse
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks import documents, over_http, pages, province, turns, understanding, zalo_window
from benchmarks.figures import Figure, tell

MEASURED: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "turns": turns.measure,
    "http": over_http.measure,
    "pages": pages.measure,
    "zalo": zalo_window.measure,
    "province": province.measure,
    "understanding": understanding.measure,
    "documents": documents.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MEASURED, []], metavar="NAME")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    tell(_figures(given.names or MEASURED), as_json=given.json)


def _figures(names: Iterable[str]) -> Iterator[Figure]:
    for name in names:
        # Beside us, not in /tmp: that may be no disk at all.
        with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder:
            yield from MEASURED[name](Path(folder))


if __name__ == "__main__":
    main()
