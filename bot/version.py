"""Which tiendo this is."""

import tomllib
from importlib import metadata
from pathlib import Path

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def version() -> str:
    """Run from its folder, as a rule, it is not installed: then the project says it."""
    try:
        return metadata.version("tiendo")
    except metadata.PackageNotFoundError:
        return str(tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"])
