"""One spelling where two are in use: the place of a tone in "hòa" and "hoà"."""

import re
import tomllib
from pathlib import Path

_TONES: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))[
    "tones"
]
_TONE = re.compile("|".join(_TONES))


def one_tone_place(text: str) -> str:
    """`text`, lower case and NFC, with every tone in the same place; as long as it was."""
    return _TONE.sub(lambda found: _TONES[found[0]], text)
