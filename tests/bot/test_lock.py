"""The lock on the data folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.lock import hold_lock
from domain.errors import StartError

HOLD = """
import sys, time
from pathlib import Path
from bot.lock import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_in_one_line_and_the_first_keeps_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        for _ in range(2):
            with pytest.raises(StartError) as refused, hold_lock(tmp_path):
                pytest.fail("two held it")
            line = str(refused.value)
            assert f"process {first.pid}" in line
            assert "\n" not in line
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    with hold_lock(tmp_path):
        pass


def test_it_can_be_held_again_after_it_was_let_go(tmp_path: Path) -> None:
    for _ in range(2):
        with hold_lock(tmp_path):
            assert (tmp_path / "run.lock").read_text(encoding="ascii") == str(os.getpid())
