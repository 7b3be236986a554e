"""The processes of an end-to-end test: a Bot API server and an installation, both real."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from socket import socket
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from bot.clock import system_clock
from documents.samples import sample
from domain.calendar import VIETNAM
from tests.bot.telegram_server import TOKEN
from tests.bot.zalo_server import TOKEN as ZALO_TOKEN

ROOT = Path(__file__).parents[2]
LONGEST = 60.0
"""Seconds that anything may take before the test gives up."""


def until(what: Callable[[], Any], why: str) -> Any:
    """What `what` says as soon as it says something."""
    ends = time.monotonic() + LONGEST
    while not (said := what()):
        assert time.monotonic() < ends, f"waited in vain until {why}"
        time.sleep(0.005)
    return said


@dataclass(frozen=True)
class BotApi:
    """The Bot API server in a process of its own, and the people it plays."""

    port: int

    def act(self, what: str, **how: object) -> None:
        body = json.dumps(how).encode()
        address = f"http://127.0.0.1:{self.port}/control/{what}"
        request = Request(address, body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=LONGEST) as answer:
            assert "error" not in json.load(answer)

    def ask(self, what: str, **about: object) -> Any:
        query = urlencode(about)
        with urlopen(
            f"http://127.0.0.1:{self.port}/control/{what}?{query}", timeout=LONGEST
        ) as answer:
            return json.load(answer)

    def sent(self, chat: int) -> list[dict[str, Any]]:
        """Every message that the bot got through to a chat, in order."""
        messages: list[dict[str, Any]] = self.ask("sent", chat=chat)
        return messages


@contextmanager
def bot_api() -> Iterator[BotApi]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.telegram_server", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        with process.stdout as out:
            yield BotApi(int(out.readline()))
    finally:
        process.kill()
        process.wait()


@dataclass
class Installation(ABC):
    """A data folder with its settings, the commands, and the bot that runs there."""

    folder: Path
    kills: int = 0
    _bot: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @abstractmethod
    def channels(self) -> str:
        """The sections of the settings by which people are reached."""

    def secrets(self) -> dict[str, str]:
        return {}

    def set_up(self) -> str:
        """Settings, the sample plan, and last month's period, open now; returns its code."""
        now = system_clock(VIETNAM)()
        self._write_settings(now)
        plan, members = sample("nghi-xuan-2022")
        self.tiendo("plan", "import", str(plan), "--members", str(members), "--yes")
        code = f"{now.replace(day=1) - timedelta(days=1):%Y-%m}"
        due = now + timedelta(days=20)
        self.tiendo("period", "open", code, "--due", f"{due:%Y-%m-%dT%H:%M}")
        return code

    def _write_settings(self, now: datetime) -> None:
        """With days off around today: whatever the hour, no reminder speaks in between."""
        days = [f"{now + timedelta(days=n):%Y-%m-%d}" for n in (-1, 0, 1)]
        off = ", ".join(f'{day} = "test"' for day in days)
        (self.folder / "config.toml").write_text(
            f'[storage]\ndirectory = "var"\n{self.channels()}[reminders]\ndays_off = {{ {off} }}\n'
        )

    def tiendo(self, *words: str) -> str:
        """One command, from its start to its end; what it printed."""
        done = subprocess.run(
            self._command(*words), capture_output=True, env=self._env(), timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def invite(self, *words: str) -> str:
        return str(json.loads(self.tiendo("invite", *words, "--json"))["code"])

    def run(self) -> None:
        log = (self.folder / "bot.log").open("ab")
        with log:
            self._bot = subprocess.Popen(self._command("run"), env=self._env(), stderr=log)

    def kill(self) -> None:
        """kill -9: nothing of the process gets a word in."""
        assert self._bot is not None and self._bot.poll() is None, self.log()
        self._bot.kill()
        self._bot.wait()
        self.kills += 1

    def kill_and_run(self) -> None:
        self.kill()
        self.run()

    def end(self, seconds: float) -> int:
        """SIGTERM; the code with which the process ends in time."""
        assert self._bot is not None and self._bot.poll() is None, self.log()
        self._bot.terminate()
        return self._bot.wait(seconds)

    def close(self) -> None:
        if self._bot is not None:
            self._bot.kill()
            self._bot.wait()

    def log(self) -> str:
        return (self.folder / "bot.log").read_text()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What is committed, seen from another process."""
        with closing(sqlite3.connect(self.folder / "var" / "tiendo.sqlite3")) as connection:
            connection.execute("PRAGMA query_only = ON")
            return connection.execute(sql, values).fetchall()

    def _command(self, *words: str) -> list[str]:
        config = str(self.folder / "config.toml")
        return [sys.executable, "-m", "bot", "--config", config, *words]

    def _env(self) -> dict[str, str]:
        return {**os.environ, **self.secrets(), "PYTHONPATH": str(ROOT)}


@dataclass
class Office(Installation):
    """Reached by Telegram."""

    api: BotApi = field(kw_only=True)

    def channels(self) -> str:
        base = f"http://127.0.0.1:{self.api.port}"
        return (
            f'[telegram]\nenabled = true\napi_base_url = "{base}"\nfile_base_url = "{base}/file"\n'
        )

    def secrets(self) -> dict[str, str]:
        return {"TIENDO_TELEGRAM_TOKEN": TOKEN}


@dataclass
class ZaloOffice(Installation):
    """Reached by a bot of Zalo."""

    api_base_url: str = field(kw_only=True)

    def channels(self) -> str:
        return (
            f'[zalo]\nenabled = true\napi_base_url = "{self.api_base_url}"\n'
            'bots = [{ name = "mot" }]\nphoto_hosts = ["127.0.0.1"]\n'
        )

    def secrets(self) -> dict[str, str]:
        return {"TIENDO_ZALO_TOKEN_MOT": ZALO_TOKEN}


def free_port() -> int:
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class PagesOffice(Installation):
    """Reached by its pages alone."""

    port: int = field(default_factory=free_port)

    def channels(self) -> str:
        here = f"127.0.0.1:{self.port}"
        return f'[web]\npublic_url = "http://{here}"\nlisten = "{here}"\n'

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        """Until the pages answer."""
        super().run()
        until(self._answers, f"the pages are served: {self.log()}")

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/join", timeout=LONGEST) as answer:
                return bool(answer.status == 200)
        except URLError:
            assert self._bot is not None and self._bot.poll() is None, self.log()
            return False
