import os
import unicodedata
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont

from documents.report.fonts import DECREED, choose, fonts, typeface

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = "aăâeêioôơuưy"
SIGNS = "–“”…↑↓%₫"
FACES = {(400, "normal"), (400, "italic"), (700, "normal"), (700, "italic")}


def letters() -> str:
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    every = (
        small | {letter.upper() for letter in small} | set("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX")
    )
    return "".join(sorted(every)) + SIGNS


def files() -> list[Path]:
    """Of the typeface that PDF files are set in on this machine."""
    found = [f for f in fonts().fonts() if f.family == typeface().family and f.path]
    if not found:
        left_out = pytest.fail if os.environ.get("CI") else pytest.skip
        left_out("a face like Times New Roman is not installed: apt install fonts-croscore")
    assert {(f.weight, f.style) for f in found} >= FACES
    return [Path(f.path or "") for f in found]


def alone(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def test_every_face_has_every_vietnamese_letter_and_the_signs_of_the_report() -> None:
    for path in files():
        known = TTFont(path).getBestCmap()
        assert not {letter for letter in letters() if ord(letter) not in known}, path


def test_without_a_face_like_the_decreed_one_typst_brings_its_own() -> None:
    found = choose(typst.Fonts(include_system_fonts=False))
    assert found.family == "Libertinus Serif"
    assert not found.is_alike


def test_the_faces_of_this_machine_are_enough_by_themselves(tmp_path: Path) -> None:
    for path in files():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert choose(alone(tmp_path)) == typeface()
    assert typeface().is_alike
    assert typeface().is_decreed == (typeface().family == DECREED)


@pytest.mark.parametrize("spared", ["ơ\u031b", "ế\u0301", "₫"])
def test_a_typeface_that_lacks_a_letter_is_passed_over(tmp_path: Path, spared: str) -> None:
    """And the mark it could be put together with: words would be patched from another face."""
    for path in files():
        font = TTFont(path)
        for table in font["cmap"].tables:
            for letter in spared:
                table.cmap.pop(ord(letter), None)
        font.save(tmp_path / path.name)
    assert not choose(alone(tmp_path)).is_alike


def test_a_typeface_that_lacks_a_face_is_passed_over(tmp_path: Path) -> None:
    for path in files()[1:]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert not choose(alone(tmp_path)).is_alike
