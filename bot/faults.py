"""An error of ours in one line: its kind and where it came from, never what somebody wrote."""

import traceback
from pathlib import Path

FRAMES = 4


def trace(error: BaseException) -> str:
    """ "KeyError at result.py:69 in _denies < place.py:91 in _answered": no message, no values."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"{Path(f.filename).name}:{f.lineno} in {f.name}" for f in reversed(frames)]
    return f"{type(error).__name__} at {' < '.join(places)}"
