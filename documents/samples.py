"""The sample programmes that come with tiendo."""

from importlib.resources import files
from pathlib import Path

NAMES = ("nghi-xuan-2022", "xa-nghi-xuan-2026")


def sample(name: str) -> tuple[Path, Path]:
    """The plan and the list of members of one of `NAMES`; raises KeyError for any other."""
    if name not in NAMES:
        raise KeyError(name)
    folder = Path(str(files("templates"))) / "samples" / name
    return folder / "plan.md", folder / "members.csv"
