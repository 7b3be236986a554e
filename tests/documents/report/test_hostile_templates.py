"""Templates made to harm: each is refused in words, or does nothing, and none ends the process."""

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

import documents.report.own_template
from documents.report import ReportTemplateFaulty, check_apart, write_docx
from documents.report.checking import check_template
from documents.report.child import answer
from documents.report.findings import Level
from documents.report.own_template import ALLOWED, Allowance, fill_apart, read_template
from documents.report.packing import Request, pack_request, unpack_answer
from documents.report.template import build
from documents.report.view import View, view
from domain.compiling import compile_report
from tests.documents.report.own_templates import (
    CONTENT,
    built_in,
    member,
    repacked,
    saved,
    typed,
    with_body,
    with_content,
)
from tests.documents.report.reading import opened, texts
from tests.report_sample import PERIOD, PROGRAMME, papers

QUICK = replace(ALLOWED, cpu_seconds=2)
SMALL = replace(ALLOWED, memory=400 << 20)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def filled(content: bytes, seen: View) -> bytes:
    """As `fill_apart`, in this process."""
    given = unpack_answer(answer(pack_request(Request(content, seen))))
    assert isinstance(given, bytes)
    return given


def sample() -> View:
    return view(compile_report(PROGRAMME, PERIOD, papers()))


def refused(content: bytes, allowed: Allowance | None = None) -> str:
    """The kind of its fault; within an allowance in a process of its own, else in this one."""
    if allowed is None:
        found = unpack_answer(answer(pack_request(Request(content, sample()))))
        assert not isinstance(found, bytes)
        (kind,) = {each.kind for each in found if each.level is Level.FAULT}
        return kind
    with pytest.raises(ReportTemplateFaulty) as error:
        fill_apart(content, sample(), allowed=allowed)
    assert error.value.data["words"]
    return str(error.value.data["fault"])


@pytest.mark.parametrize(
    ("tag", "allowed", "kind"),
    [
        ("{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
         QUICK, "slow"),
        ("{{ 'a' * 10 ** 9 }}", SMALL, "heavy"),
        ("{{ 9 ** (9 ** 9) }}", QUICK, "slow"),
        ("{{ '%1000000000d' | format(1) }}", SMALL, "heavy"),
        ("{{ lipsum(100000) }}", QUICK, "slow"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", None, "not_filled"),
        ("{% for a in range(10 ** 8) %}{% endfor %}", None, "not_filled"),
        ("{{ ''.__class__.__mro__ }}", None, "forbidden"),
        ("{{ cycler.__init__.__globals__.os.environ }}", None, "forbidden"),
        ("{{ ''['__cl' ~ 'ass__'] }}", None, "forbidden"),
        ("{{ title | attr('__class__') }}", None, "forbidden"),
        ("{{ '{0.__class__}'.format(title) }}", None, "forbidden"),
        ("{% include '/etc/passwd' %}", None, "forbidden"),
        ("{% import 'os' as os %}", None, "forbidden"),
    ],
)  # fmt: skip
def test_what_tags_can_do_ends_in_words(tag: str, allowed: Allowance | None, kind: str) -> None:
    assert refused(with_content(tag), allowed) == kind


def test_a_process_that_does_not_end_is_ended_by_the_clock() -> None:
    loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    assert refused(with_content(loops), replace(ALLOWED, seconds=2)) == "slow"


def test_the_check_itself_is_bounded_too() -> None:
    loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    (found,) = check_apart(with_content(loops), QUICK)
    assert (found.level, found.kind) == (Level.FAULT, "slow")
    (found,) = check_apart(with_content("{{" * 200_000), QUICK)
    assert found.level is Level.FAULT


def test_an_answer_without_end_is_cut_off() -> None:
    assert refused(with_content("{{ 'ab' * 10 ** 6 }}"), replace(ALLOWED, output=1000)) == "heavy"


def test_the_process_sees_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = tmp_path / "python"
    spy.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen; pwd >> {tmp_path}/seen; exit 3\n")
    spy.chmod(0o755)
    monkeypatch.setattr(documents.report.own_template.sys, "executable", str(spy))
    monkeypatch.setenv("TIENDO_TELEGRAM_TOKEN", "123:secret")
    monkeypatch.setenv("TIENDO_SECRET_KEY", "a-key-of-this-test")
    assert refused(build(), ALLOWED) == "heavy"
    seen = (tmp_path / "seen").read_text()
    assert "secret" not in seen and "a-key-of-this-test" not in seen
    assert "TIENDO" not in seen
    assert str(Path.cwd()) != seen.splitlines()[-1]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fill_apart(build(), sample())
    assert list(tmp_path.iterdir()) == []


BOMB = b"<w:document>" + b" " * 120_000_000


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "no_word_file"),
        (b"Kinh gui", "no_word_file"),
        (b"PK no archive", "damaged"),
        (build()[:-400], "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old_word"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK" + b"\0" * 20_000_000, "too_large"),
        (repacked(build(), {"word/document.xml": BOMB}), "bomb"),
        (repacked(build(), {f"word/media/{n}.png": b"" for n in range(1001)}), "bomb"),
        (repacked(build(), {"../../etc/cron.d/x": b"x"}), "damaged"),
        (repacked(build(), {"/etc/passwd": b"x"}), "damaged"),
        (repacked(build(), {"C:\\windows\\x": b"x"}), "damaged"),
        (repacked(build(), {"word/document.xml": b"<w:document"}), "damaged"),
        (repacked(build(), {"word/styles.xml": b"<w:styles"}), "damaged"),
        (repacked(build(), {"word/_rels/document.xml.rels": b"<x"}), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_sound_word_file_is_told_before_it_is_opened(content: bytes, kind: str) -> None:
    assert [found.kind for found in check_template(content)] == [kind]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("document.main+xml", "template.main+xml", "word_template"),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "macros",
        ),
    ],
)
def test_other_types_of_word_files_are_named(old: str, new: str, kind: str) -> None:
    types = member(build(), "[Content_Types].xml").decode()
    content = repacked(build(), {"[Content_Types].xml": types.replace(old, new).encode()})
    assert [found.kind for found in check_template(content)] == [kind]


def test_an_archive_with_a_password_is_told(tmp_path: Path) -> None:
    content = bytearray(build())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    assert [found.kind for found in check_template(bytes(content))] == ["encrypted"]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "hahaha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/header1.xml", "word/styles.xml"])
def test_entities_are_never_read(name: str, encoding: str) -> None:
    said = "<w:p>&a9;</w:p>"
    content = repacked(build(), {name: (LAUGHS + said).encode(encoding)})
    assert [found.kind for found in check_template(content)] == ["doctype"]


def test_a_file_named_by_an_entity_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("khoa bi mat")
    xml = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><w:p>&s;</w:p>'
    content = repacked(build(), {"word/document.xml": xml.encode()})
    assert refused(content) == "doctype"


@pytest.mark.parametrize("kind", ["image", "oleObject", "subDocument", "frame"])
def test_what_lies_elsewhere_is_remarked_and_led_nowhere(kind: str) -> None:
    def change(document: Any) -> None:
        document.part.relate_to("http://xa.example/x", f"{RELATIONSHIPS}/{kind}", is_external=True)

    content = built_in(change)
    assert "outside_link" in [found.kind for found in check_template(content)]
    written = opened(filled(content, sample()))
    assert "about:blank" in [r.target_ref for r in written.part.rels.values() if r.is_external]


def test_the_writers_own_normal_template_is_not_worth_a_word() -> None:
    def change(document: Any) -> None:
        kind = f"{RELATIONSHIPS}/attachedTemplate"
        document.part.relate_to("file:///C:/Users/lan/Normal.dotm", kind, is_external=True)

    content = built_in(change)
    assert not [f for f in check_template(content) if f.level is not Level.LACK]
    written = opened(filled(content, sample()))
    assert [r.target_ref for r in written.part.rels.values() if r.is_external] == ["Normal.dotm"]


@pytest.mark.parametrize(
    "field",
    ['INCLUDEPICTURE "http://xa.example/x.png"', 'INCLUDETEXT "C:\\\\x.docx"', "DDEAUTO c:\\\\x"],
)
def test_fields_that_fetch_are_refused_also_in_pieces(field: str) -> None:
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>"
                     for piece in (field[:4], field[4:]))  # fmt: skip
    content = with_body(with_content("Trường"), "</w:p>", pieces + "</w:p>")
    assert refused(content) == "fetching_field"


def test_a_part_of_another_kind_inside_is_refused() -> None:
    def change(document: Any) -> None:
        document.part.relate_to("http://xa.example", f"{RELATIONSHIPS}/aFChunk", is_external=True)

    assert refused(built_in(change)) == "foreign_part"


def test_an_embedded_object_is_remarked() -> None:
    types = member(build(), "[Content_Types].xml")
    types = types.replace(b"<Default", b'<Default Extension="bin" ContentType="a/b"/><Default', 1)
    content = repacked(build(), {"word/embeddings/x.bin": b"x", "[Content_Types].xml": types})
    assert "embedded_object" in [found.kind for found in check_template(content)]


def test_what_an_officer_typed_stays_text_in_any_template() -> None:
    seen = replace(sample(), title="{{ 7*7 }} <w:br/> & {% for %}")
    written = opened(filled(with_content("{{ title }}"), seen))
    assert "{{ 7*7 }} <w:br/> & {% for %}" in texts(written)


def test_what_paper_cannot_hold_is_removed_on_the_way() -> None:
    seen = replace(sample(), title="Tr\x00a\u0323m xa\u0301\ufffe\ud800")
    assert "Trạm xá" in texts(opened(filled(with_content("{{ title }}"), seen)))


def test_a_template_that_has_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportTemplateFaulty) as error:
        read_template(tmp_path / "mau.docx")
    assert error.value.data["fault"] == "unread"


def test_the_same_report_and_template_give_the_same_bytes(tmp_path: Path) -> None:
    report = compile_report(PROGRAMME, PERIOD, papers())
    own = tmp_path / "own.docx"
    own.write_bytes(build())
    assert (
        write_docx(view(report), own) == write_docx(view(report), own) == write_docx(view(report))
    )


def test_many_repeated_parts_are_read_in_time() -> None:
    """What the engine's own patterns need grows with what is not closed."""
    document = Document()
    for _ in range(200):
        document.add_paragraph("{{ title }} {% if annex_tasks %} {% endif %}")
    for text in CONTENT:
        document.add_paragraph(text)
    assert not [f for f in check_apart(saved(document)) if f.level is Level.FAULT]


def test_a_whole_archive_of_blanks_is_no_template() -> None:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        archive.writestr("x", b"")
    assert [f.kind for f in check_template(kept.getvalue())] == ["no_word_file"]
    assert refused(typed("{{ title }}")) == "needed"
