"""Files on disk under the sha256 of their bytes, outside any served folder."""

import hashlib
import os
import tempfile
from pathlib import Path


def keep(folder: Path, content: bytes) -> tuple[str, Path]:
    """Write once, completely or not at all; returns the sha256 and the path below `folder`."""
    digest = hashlib.sha256(content).hexdigest()
    relative = place(digest)
    target = folder / relative
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    return digest, relative


def place(digest: str) -> Path:
    """Where the bytes of a sha256 lie below the folder."""
    return Path("files") / digest[:2] / digest


def _write(target: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def drop(folder: Path, relative: str) -> None:
    (folder / relative).unlink(missing_ok=True)


def read(folder: Path, relative: str) -> bytes:
    return (folder / relative).read_bytes()
