"""The paragraph styles of the Word template: Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục V."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from documents.report.page import RULE_HEIGHT, RULE_WEIGHT

TYPEFACE = "Times New Roman"
LANGUAGE = "vi-VN"
_SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEME_SLOTS = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")
_WORD_2013 = "15"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks. Sizes and spaces are points, indents centimetres.

    A smaller line beside a larger one begins a little lower, so that both stand on one level: 0.9
    points of space for a point of size.
    """

    size: float
    align: Any = CENTRE
    bold: bool = False
    italic: bool = False
    caps: bool = False
    before: float = 0
    after: float = 0
    first_line: float = 0
    indent: float = 0
    keep: bool = False
    """On the page of what follows."""
    whole: bool = False
    """Never split over two pages."""


_BODY = Look(14, JUSTIFY, before=6, first_line=1)
LOOKS: Mapping[str, Look] = {
    "Letterhead Superior": Look(13),
    "Letterhead Agency": Look(13, bold=True),
    "National Name": Look(13, bold=True),
    "Motto": Look(14, bold=True),
    "Number Line": Look(13, before=6.9),
    "Place Line": Look(14, italic=True, before=6),
    "Report Kind": Look(14, bold=True, before=14, keep=True),
    "Report Title": Look(14, bold=True, keep=True),
    "Addressee": Look(14, before=12),
    "Addressees": Look(14, LEFT, before=12, indent=3.5),
    "Addressee List": Look(14, LEFT, indent=5.4),
    "Heading 1": Look(14, JUSTIFY, bold=True, caps=True, before=6, first_line=1, keep=True),
    "Heading 2": Look(14, JUSTIFY, bold=True, before=6, first_line=1, keep=True),
    "Heading 3": Look(14, JUSTIFY, before=6, first_line=1, keep=True),
    "Body Text": _BODY,
    "Closing Words": Look(14, JUSTIFY, before=6, first_line=1, keep=True),
    "Recipients": Look(12, LEFT, bold=True, italic=True, before=13.8),
    "Recipient List": Look(11, LEFT),
    "Signing Office": Look(14, bold=True),
    "Signing Office First": Look(14, bold=True, before=12),
    "Signer": Look(14, bold=True, before=72),
    "Section End": Look(1),
    "Page Number": Look(13),
    "Annex Number": Look(14, bold=True, keep=True),
    "Annex Title": Look(14, bold=True, keep=True),
    "Annex Of": Look(14, italic=True, keep=True),
    "Annex Gap": Look(6, keep=True),
    "Annex Note": Look(13, JUSTIFY, before=6, first_line=1),
    "Evidence Group": Look(13, JUSTIFY, bold=True, before=12, first_line=1, keep=True),
    "Picture": Look(13, before=6, keep=True),
    "Picture Caption": Look(12, italic=True, before=3, after=6),
    "Column Title": Look(11, bold=True, before=2, after=2),
    "Cell": Look(11, LEFT, before=2, after=2, whole=True),
    "Cell Centred": Look(11, before=2, after=2),
    "Cell Figure": Look(11, RIGHT, before=2, after=2),
    "Tag": Look(9, LEFT),
}
RULES = {
    "Rule Agency": "Letterhead Agency",
    "Rule Motto": "Motto",
    "Rule Title": "Report Title",
}
"""Empty paragraphs that carry the rule under the last line of the style named."""


@dataclass(slots=True)
class Sheet:
    """The styles of one document, made when first asked for."""

    document: Any
    known: set[str] = field(default_factory=set)

    def define(self) -> None:
        self._defaults()
        self._newest_rules()
        for name, look in LOOKS.items():
            _dress(self._style(name), look)
        # Where a table fills its page, what ends the section must not begin another one.
        self._style("Section End").paragraph_format.line_spacing = Pt(1)
        for name in RULES:
            _draw_rule(self._style(name))

    def _style(self, name: str) -> Any:
        styles = self.document.styles
        if name in (style.name for style in styles):
            return styles[name]
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        return style

    def _newest_rules(self) -> None:
        """Those of Word 2013 and later; by older ones tables stick out into the margin."""
        for setting in self.document.settings.element.iter(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), _WORD_2013)

    def _defaults(self) -> None:
        for language in self.document.styles.element.iter(qn("w:lang")):
            for script in ("w:val", "w:eastAsia"):
                language.set(qn(script), LANGUAGE)
        for fonts in self.document.styles.element.iter(qn("w:rFonts")):
            set_typeface(fonts)
        normal = self.document.styles["Normal"]
        set_typeface(normal.element.get_or_add_rPr().get_or_add_rFonts())
        _dress(normal, Look(14, LEFT))


def set_typeface(fonts: Any) -> None:
    """All four slots: Word takes Vietnamese letters from any of them."""
    for slot in _THEME_SLOTS:
        fonts.attrib.pop(qn(slot), None)
    for slot in _SLOTS:
        fonts.set(qn(slot), TYPEFACE)


def _dress(style: Any, look: Look) -> None:
    font, paragraph = style.font, style.paragraph_format
    set_typeface(style.element.get_or_add_rPr().get_or_add_rFonts())
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.all_caps = look.caps
    font.color.rgb = RGBColor(0, 0, 0)
    _complex_script(style, look)
    paragraph.alignment = look.align
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.first_line_indent, paragraph.left_indent = Cm(look.first_line), Cm(look.indent)
    paragraph.line_spacing = 1.0
    paragraph.keep_with_next, paragraph.keep_together = look.keep, look.whole
    paragraph.widow_control = True


def _complex_script(style: Any, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(int(look.size * 2)))
    properties.find(qn("w:sz")).addnext(size)


def _draw_rule(style: Any) -> None:
    """A line under a low empty paragraph; its indents are computed later."""
    _dress(style, Look(1, CENTRE))
    style.paragraph_format.line_spacing = Pt(RULE_HEIGHT)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    shape = {"val": "single", "sz": f"{RULE_WEIGHT * 8:.0f}", "space": "0", "color": "000000"}
    for name, value in shape.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )
