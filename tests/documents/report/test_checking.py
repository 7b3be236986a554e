import ast
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt
from jinja2 import nodes

from documents.report.checking import check_template
from documents.report.checking.known import described, kinds, printed_names, shapes_of, written
from documents.report.checking.specimen import bare_specimen, specimen
from documents.report.findings import NEAR, Finding, Level
from documents.report.template import build
from documents.report.wording import sandbox, tag_words
from tests.documents.report.own_templates import (
    CONTENT,
    built_in,
    repacked,
    saved,
    typed,
    with_body,
    with_content,
)
from tests.test_architecture import MODULES, ROOT, TREES, strings


def faults(content: bytes) -> list[Finding]:
    return [each for each in check_template(content) if each.level is Level.FAULT]


def told(content: bytes) -> list[Finding]:
    """Faults and remarks: what the report lacks is another matter."""
    return [each for each in check_template(content) if each.level is not Level.LACK]


def only_fault(content: bytes) -> Finding:
    (found,) = faults(content)
    return found


def kinds_of(findings: Sequence[Finding]) -> list[str]:
    return [finding.kind for finding in findings]


def test_nothing_is_said_of_the_template_that_comes_with_tiendo() -> None:
    assert told(build()) == []


def test_the_least_template_can_be_used() -> None:
    assert faults(typed(*CONTENT)) == []


@pytest.mark.parametrize(
    ("tag", "kind", "said"),
    [
        ("Về việc {{ tilte }}", "unknown", ("tilte", "“title”", "Về việc {{ tilte }}")),
        ("{{ annex_tasks.rowz }}", "unknown", ("annex_tasks.rowz", "“annex_tasks.rows”")),
        ("{{ hoàn_toàn_lạ }}", "unknown", ("hoàn_toàn_lạ", "Đề nghị sửa hoặc bỏ")),
        ("{{ annex_tasks['rowz'] }}", "unknown", ("annex_tasks.rowz",)),
        ("Số: {{ title }", "broken_tag", ("{{ title }", "Số:")),
        ("title }}", "broken_tag", ("title }}",)),
        ("Hết phần {%p endfor %}", "end_alone", ("{%p endfor %}",)),
        ("{%p if annex_tasks %}", "unclosed", ("{%p if annex_tasks %}", "endif")),
        ("{%p foor x in parts %}", "no_such_word", ("“for”",)),
        ("{% p if annex_tasks %}", "marker_apart", ("{% p if annex_tasks %}",)),
        ("{{r title }}", "marked_value", ("{{ title }}",)),
        ("{{ title | in_hoa }}", "no_such_filter", ("in_hoa",)),
        ("{{ title ! }}", "syntax", ("{{ title ! }}",)),
        ("{{ title is la }}", "syntax", ()),
        ("{%tr for line in agency %}", "not_in_table", ("{%tr for line in agency %}",)),
        ("{{ title.__class__ }}", "forbidden", ("__class__",)),
        ("{{ title | safe }}", "no_such_filter", ("safe",)),
        ("{% include 'mau.docx' %}", "forbidden", ("include",)),
        ("{% import 'mau.docx' as m %}", "forbidden", ("import",)),
        ("{% from 'mau.docx' import m %}", "forbidden", ("from",)),
        ("{% extends 'mau.docx' %}", "forbidden", ("extends",)),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "forbidden", ("autoescape",)),
        ("{{ parts[9].title }}", "no_value", ("{{ parts[9].title }}",)),
        ("{{ 1 // 0 }}", "not_filled", ("1 // 0",)),
        ("{{ range(10 ** 8) | length }}", "not_filled", ()),
    ],
)
def test_a_fault_is_named_with_the_words_around_it(
    tag: str, kind: str, said: Sequence[str]
) -> None:
    found = faults(with_content("Trước đó", tag, "Sau đó"))
    assert kind in kinds_of(found)
    words = next(each.words for each in found if each.kind == kind)
    assert [part for part in said if part not in words] == []
    assert not re.search(r"<w:|xml|line \d", words)


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = faults(
        with_content("{{ tilte }} {{ x.y }}", "{%p for x in annex_tasks.rows %}", "{{ a ! }}")
    )
    assert kinds_of(found) == ["unclosed", "unknown", "syntax"]


def test_a_block_left_open_is_shown_by_its_own_paragraph() -> None:
    found = only_fault(typed(*CONTENT[:-1]))
    assert (found.kind, found.data["near"]) == ("unclosed", "{%p for part in parts %}")


def test_blocks_that_end_in_the_wrong_order_are_told_once() -> None:
    content = with_content(
        "{%p if annex_tasks %}", "{%p for row in annex_tasks.rows %}", "{%p endif %}"
    )
    assert only_fault(content).data["tag"] == "{%p for row in annex_tasks.rows %}"


def test_a_tag_over_two_paragraphs_is_broken_at_both() -> None:
    found = faults(with_content("Kính gửi: {{ receivers", "[0] }}"))
    assert kinds_of(found) == ["broken_tag", "broken_tag"]
    assert "Kính gửi: {{ receivers" in found[0].words


def test_words_beside_a_tag_that_takes_its_paragraph_away_are_not_lost_in_silence() -> None:
    found = only_fault(with_content("{%p if annex_tasks %} Có phụ lục", "x", "{%p endif %}"))
    assert found.kind == "not_alone"
    assert "Có phụ lục" in found.words


def test_a_beginning_and_an_end_of_unlike_kinds_are_told() -> None:
    found = only_fault(with_content("{%p if annex_tasks %}", "x", "{% endif %}"))
    assert found.kind == "unlike_pair"


def test_a_block_without_p_over_several_paragraphs_is_only_remarked() -> None:
    found = check_template(with_content("{% if annex_tasks %}", "x", "{% endif %}"))
    said = next(each for each in found if each.kind == "over_paragraphs")
    assert said.level is Level.REMARK
    assert "{%p if annex_tasks %}" in said.words


def test_tags_that_cross_the_cells_of_a_table_are_no_silent_loss() -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "{% if annex_tasks %}"
    for text in ("{% endif %}", *CONTENT):
        document.add_paragraph(text)
    assert kinds_of(faults(saved(document))) == ["crossed"]


def test_words_beside_a_tag_that_takes_its_row_away_are_not_lost_in_silence() -> None:
    document = Document()
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "{%tr for row in annex_tasks.rows %}", "{{ row.text }}"
    document.tables[0].add_row().cells[0].text = "{%tr endfor %}"
    for text in CONTENT:
        document.add_paragraph(text)
    found = only_fault(saved(document))
    assert found.kind == "not_alone_in_row"
    assert "{{ row.text }}" in found.words


def test_content_that_never_appears_is_a_fault() -> None:
    hidden = [text.replace("{{ line }}", "{% if line == 'x' %}{{ line }}{% endif %}")
              for text in CONTENT]  # fmt: skip
    found = only_fault(typed(*hidden))
    assert (found.kind, found.data["some"]) == ("content_lost", "9")


def test_without_the_content_a_template_cannot_be_used() -> None:
    found = only_fault(typed("{{ title }}"))
    assert (found.kind, found.data["tag"]) == ("needed", "parts")
    assert "bắt buộc" in found.words


def test_what_is_left_out_is_told_by_what_the_report_loses() -> None:
    found = check_template(with_content("{{ title }}"))
    lacks = {each.data["tag"]: each for each in found if each.level is Level.LACK}
    assert lacks["closing"].words.endswith("báo cáo sẽ không có lời kết.")
    assert {"signing", "signer", "agency", "annex_tasks", "part.level"} <= lacks.keys()
    # Within what is left out nothing more is told; what is used is not told.
    assert not {"annex_tasks.rows", "title", "parts", "part.lines"} & lacks.keys()


def test_names_are_followed_through_variables_filters_and_quotes() -> None:
    content = typed(
        "{%p set all = parts | list %}",
        "{%p for part in all %}",
        "{%p for line in part['lines'] | reverse %}",
        "{{ line }} {{ part.tilte }} {{ loop.index }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert only_fault(content).data == {
        "tag": "part.tilte",
        "alike": "part.title",
        "near": "{{ line }} {{ part.tilte }} {{ loop.index }}",
    }


def test_tags_split_over_runs_and_curly_quotes_are_read_as_word_writes_them() -> None:
    document = Document()
    paragraph = document.add_paragraph("")
    for piece in ("{", "{ ti", "tle | de", "fault(“x”) }", "}"):
        paragraph.add_run(piece).bold = piece == "{ ti"
    for text in CONTENT:
        document.add_paragraph(text)
    assert faults(saved(document)) == []


def test_tags_in_headers_footers_and_footnotes_are_looked_at() -> None:
    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].add_run("{{ tilte }}")
        document.sections[0].footer.paragraphs[0].add_run("{{ agenci }}")

    assert [each.data["tag"] for each in faults(built_in(change))] == ["tilte", "agenci"]


def test_tags_where_nothing_is_filled_in_are_faults() -> None:
    def change(document: Any) -> None:
        document.add_comment(document.paragraphs[0].runs, text="Xem {{ title }}")

    assert kinds_of(faults(built_in(change))) == ["not_filled_here"]


BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def test_a_tag_in_a_text_box_works_and_is_remarked() -> None:
    content = with_body(with_content("Khung"), "</w:p>", BOX)
    found = check_template(content)
    assert "in_text_box" in kinds_of(found)
    assert kinds_of(faults(content)) == []
    assert "title" not in [f.data.get("tag") for f in found]


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (lambda s: setattr(s, "page_width", Mm(216)), "paper", "A4"),
        (lambda s: setattr(s, "left_margin", Mm(25)), "margin", "Lề trái là 25 mm"),
        (lambda s: setattr(s, "right_margin", Mm(25)), "margin", "từ 15 đến 20 mm"),
        (lambda s: setattr(s, "top_margin", Mm(10)), "margin", "Lề trên là 10 mm"),
        (lambda s: setattr(s, "bottom_margin", Mm(35)), "margin", "Lề dưới là 35 mm"),
        (lambda s: s.header.paragraphs[0].clear(), "page_number", "số trang"),
    ],
)
def test_the_layout_is_remarked_and_never_refused(change: Any, kind: str, said: str) -> None:
    (found,) = told(built_in(lambda document: change(document.sections[0])))
    assert (found.level, found.kind) == (Level.REMARK, kind)
    assert said in found.words


def test_the_typeface_of_normal_is_remarked_also_where_the_theme_names_it() -> None:
    def change(document: Any) -> None:
        document.styles["Normal"].font.name = "Arial"

    (found,) = told(built_in(change))
    assert "Arial" in found.words
    assert "Cambria" in next(f.words for f in check_template(typed()) if f.kind == "typeface")


def test_a_long_paragraph_is_shown_around_the_tag() -> None:
    text = "Căn cứ " * 40 + "{{ tilte }}" + " và các quy định" * 40
    shown = only_fault(with_content(text)).data["near"]
    assert "{{ tilte }}" in shown
    assert shown.startswith("…") and shown.endswith("…") and len(shown) <= NEAR + 2


@pytest.mark.parametrize("tag", ["{{ receivers[0] }}", "{{ annex_tasks.rows[0].text }}"])
def test_what_some_reports_do_not_have_is_remarked(tag: str) -> None:
    found = check_template(with_content(tag))
    said = next(each for each in found if each.kind == "no_value")
    assert said.level is Level.REMARK
    assert tag in said.words and "if và endif" in said.words


def test_tags_in_the_properties_of_the_file_do_nothing() -> None:
    def change(document: Any) -> None:
        document.core_properties.subject = "{{ ''.__class__ }}"

    assert told(built_in(change)) == []


def test_an_empty_report_can_be_written_with_a_template_of_one_section() -> None:
    assert faults(with_content("{{ title }}", "{%p if annex_tasks %}", "x", "{%p endif %}")) == []


def test_every_tag_is_described_and_no_other() -> None:
    words = {name: set(names) for name, names in tag_words().items() if name != "unprinted"}
    assert words == {kind.__name__: {"*", *printed_names(kind)} for kind in kinds()}
    assert all(described((kind.__name__, n)) for kind in kinds() for n in printed_names(kind))
    unprinted = tag_words()["unprinted"]
    every = {kind.__name__: set(shapes_of(kind)) for kind in kinds()}
    assert all(set(names) <= every[kind] for kind, names in unprinted.items())


def test_the_specimen_has_everything_and_the_bare_one_nothing() -> None:
    full, bare = repr(specimen()).replace("photo=''", ""), repr(bare_specimen())
    for kind in kinds():
        assert f"{kind.__name__}(" in full
    assert "=()" not in full and "=''" not in full and "=None" not in full
    assert set(re.findall(r"=(?!View)(\(\)|''|None)", bare)) == {"()", "''", "None"}


def test_every_finding_has_its_words_and_no_words_are_left_over() -> None:
    source = (files("templates") / "report" / "checking.txt.j2").read_text("utf-8")
    tree = sandbox().parse(source)
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} - {"place"}
    spoken = {text for path in MODULES for text in strings(TREES[path])}
    named = {node.attr for tree in TREES.values() for node in ast.walk(tree)
             if isinstance(node, ast.Attribute)}  # fmt: skip
    assert macros - spoken - named == set()
    found = {
        call.args[0].value
        for path, tree in TREES.items()
        for call in ast.walk(tree)
        if "report" in path.parts
        and isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("fault", "lack", "remark")
        and isinstance(call.args[0], ast.Constant)
    }
    assert len(found) > 30
    assert found - macros == set()


def test_a_value_of_the_template_is_not_run_as_a_tag_of_ours() -> None:
    assert "{{ 7*7 }}" in Finding(Level.FAULT, "syntax", {"near": "{{ 7*7 }}"}).words


def test_small_type_is_nobodys_business() -> None:
    def change(document: Any) -> None:
        document.styles["Cell"].font.size = Pt(10)

    assert told(built_in(change)) == []


def test_a_file_of_another_office_program_is_no_word_file() -> None:
    sheet = repacked(build(), {"[Content_Types].xml": b"<Types/>"})
    assert only_fault(sheet).kind == "no_word_file"


def rows() -> list[str]:
    """The tags as the operator guide lists them."""
    listed = []
    for kind in kinds():
        for name, shape in printed_names(kind).items():
            within = shape.each or shape
            holds = "group" if within.kind else "line" if shape.each else "text"
            place = (kind.__name__, name)
            plural = "s" if shape.each else ""
            listed.append(f"| `{written(place)}` | {holds}{plural} | {described(place)} |")
    return listed


def test_the_operator_guide_lists_every_tag_as_it_is() -> None:
    guide = (ROOT / "docs" / "operator-guide.md").read_text(encoding="utf-8")
    assert "\n".join(rows()) in guide, "\n".join(rows())
