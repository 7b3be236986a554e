"""Which typeface the PDF is set in: the decree's, one of the same widths, or what typst brings."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import typst

DECREED = "Times New Roman"
_ALIKE = ("Tinos", "Liberation Serif")
_BROUGHT = "Libertinus Serif"
_VIETNAMESE = "".join(map(chr, range(0x1EA0, 0x1EFA))) + "\u0102\u0103\u0110\u0111\u0128\u0129" \
    "\u0168\u0169\u01a0\u01a1\u01af\u01b0\u20ab"  # fmt: skip
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
