"""The lock on the data folder, held by the running bot alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import StartError

NAME = "run.lock"


def is_held(folder: Path) -> bool:
    """Whether a bot runs on this data folder right now."""
    with (folder / NAME).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Raises StartError while another process holds it. The system lets go of it at any end."""
    with (folder / NAME).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise StartError(
                f"{folder}: another `tiendo run` (process {holder}) works in this data folder; "
                "stop it first, or name another folder in storage.directory"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
