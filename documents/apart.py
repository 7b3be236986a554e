"""Another program, run apart: without what our environment holds, for so long and no longer."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import documents


class TookTooLong(Exception):
    """It was ended, with everything it had started."""


def run_apart(
    command: Sequence[str],
    folder: Path,
    seconds: float,
    environment: Mapping[str, str],
    given: Path | None = None,
    taken: Path | None = None,
) -> int:
    """Runs `command` in `folder`, in a process group of its own, without a shell; returns its exit
    code, negative for a signal. `given` is what it reads, `taken` where its output goes. It sees
    `environment` and nothing of ours. Raises TookTooLong after `seconds`, OSError where it cannot
    be started."""
    with ExitStack() as stack:
        reads = stack.enter_context(given.open("rb")) if given else subprocess.DEVNULL
        writes = stack.enter_context(taken.open("wb")) if taken else subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 (no shell; callers name fixed programs)
            command,
            cwd=folder,
            env=dict(environment),
            stdin=reads,
            stdout=writes,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TookTooLong from None
        finally:
            _end(process)


def own_environment(folder: Path) -> Mapping[str, str]:
    """For a module of ours run apart: where our program lies, and nothing that only we should
    know."""
    rooms = Path(documents.__file__).parents[1]
    return {
        "PYTHONPATH": str(rooms),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The group outlives its first process: what that left behind is ended, too."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
