"""A trial in a process of its own, and the links that it prints."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.processes import ROOT, until

NOTHING_SET = {"TIENDO_TELEGRAM_TOKEN", "TIENDO_TELEGRAM_TOKEN_FILE", "TIENDO_SECRET_KEY"}
LINK = re.compile(r"http://(\w+)\.localhost:(\d+)/join#([A-Z0-9]{4}-[A-Z0-9]{4})")


@contextmanager
def running(folder: Path, settings: str = "") -> Iterator["subprocess.Popen[bytes]"]:
    (folder / "config.toml").write_text(settings)
    env = {name: value for name, value in os.environ.items() if name not in NOTHING_SET}
    with (folder / "said").open("wb") as out, (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "--config", str(folder / "config.toml"), "run"],
            stdout=out,
            stderr=log,
            env={**env, "PYTHONPATH": str(ROOT)},
            cwd=folder,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def links(folder: Path) -> list[tuple[str, str, str]]:
    """Host, port and code of each persona, once the bot is up."""

    def printed() -> list[tuple[str, str, str]]:
        up = "is running" in (folder / "log").read_text()
        return LINK.findall((folder / "said").read_text()) if up else []

    found: list[tuple[str, str, str]] = until(printed, "the trial says its links")
    return found
