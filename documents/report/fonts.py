"""Which typeface the PDF is set in: the decree's, one of the same widths, or what typst brings."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import typst

DECREED = "Times New Roman"
_ALIKE = ("Tinos", "Liberation Serif")
_BROUGHT = "Libertinus Serif"
_VIETNAMESE = "".join(
    chr(code)
    for code in (
        *range(0x1EA0, 0x1EFA),
        *(0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),
        0x20AB,
    )
)
"""What typefaces often lack: letters with two marks, with breve, bar, tilde, horn; the dong."""
_PROBE = b"""
#set text(font: sys.inputs.family, fallback: false)
#for weight in ("regular", "bold") {
  for style in ("normal", "italic") { text(weight: weight, style: style, sys.inputs.letters) }
}
"""
_REGULAR, _BOLD = 400, 700
_FACES = {(w, s) for w in (_REGULAR, _BOLD) for s in ("normal", "italic")}
_STRICT: Literal["a-2b"] = "a-2b"
"""A standard that refuses letters which the typeface does not have."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """What the PDF is set in, by the name of its family."""

    family: str

    @property
    def is_decreed(self) -> bool:
        return self.family == DECREED

    @property
    def is_alike(self) -> bool:
        """Set in this one, lines and pages break where the decree's typeface breaks them."""
        return self.is_decreed or self.family in _ALIKE


@cache
def fonts() -> typst.Fonts:
    """The fonts of this machine and those in typst, looked up once."""
    return typst.Fonts()


@cache
def typeface() -> Typeface:
    """The one that PDF files are set in on this machine, looked up once."""
    return choose(fonts())


def choose(among: typst.Fonts) -> Typeface:
    """The decree's typeface, or else one of the same widths, or else the one that typst brings."""
    usable = (name for name in (DECREED, *_ALIKE) if _is_complete(name, among))
    return Typeface(next(usable, _BROUGHT))


def _is_complete(family: str, among: typst.Fonts) -> bool:
    """Upright and italic, regular and bold, each with every Vietnamese letter: the Liberation
    Serif of Debian 12 lacks ninety."""
    faces = {(f.weight, f.style) for f in among.fonts() if f.family == family}
    return faces >= _FACES and _has_letters(family, among)


def _has_letters(family: str, among: typst.Fonts) -> bool:
    try:
        typst.compile(
            _PROBE,
            font_paths=among,
            ignore_system_fonts=True,
            sys_inputs={"family": family, "letters": _VIETNAMESE},
            pdf_standards=[_STRICT],
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True
