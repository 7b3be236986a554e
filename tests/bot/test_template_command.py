"""`tiendo template`, and what else is said of a template on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.checks.findings import Level
from bot.checks.words import check_report_template
from documents.report.template import build
from tests.documents.report.own_templates import typed, with_content

Told = tuple[int, str, str]


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Told]:
    """Runs a command in a folder of its own; its exit code and what it wrote."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Told:
        code = main(words)
        return code, *capsys.readouterr()

    return run


def test_the_built_in_template_is_given_out_and_found_usable(
    shell: Callable[..., Told], tmp_path: Path
) -> None:
    assert shell("template", "export", "mau.docx")[0] == 0
    assert (tmp_path / "mau.docx").read_bytes() == build()
    code, out, error = shell("template", "check", "mau.docx")
    assert (code, out.splitlines()[0], error) == (0, "Mẫu dùng được.", "")


def test_nothing_is_written_over_and_nothing_but_a_word_file(
    shell: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "mau.docx").write_bytes(b"the office's work")
    for name, why in (
        ("mau.docx", "exists already"),
        ("mau.doc", ".docx"),
        ("no/m.docx", "No such"),
    ):
        code, out, error = shell("template", "export", name)
        assert (code, out) == (1, "") and why in error and error.count("\n") == 1
    assert (tmp_path / "mau.docx").read_bytes() == b"the office's work"


def test_faults_are_listed_in_words_and_end_with_one(
    shell: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "mau.docx").write_bytes(with_content("Về việc {{ tilte }}"))
    code, out, error = shell("template", "check", "mau.docx")
    assert (code, error) == (1, "Mẫu chưa dùng được: 1 chỗ cần sửa.\n")
    said = out.splitlines()
    assert said[0] == "Cần sửa:"
    assert said[1] == (
        "- Hệ thống không có thẻ “tilte” (tại đoạn: “Về việc {{ tilte }}”). Có phải là “title”?"
    )
    assert "- Mẫu không dùng thẻ “closing”: báo cáo sẽ không có lời kết." in said


def test_the_same_is_told_to_programs(shell: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_bytes(with_content("Về việc {{ tilte }}"))
    code, out, _ = shell("template", "check", "mau.docx", "--json")
    told = json.loads(out)
    assert (code, told["usable"]) == (1, False)
    first = told["findings"][0]
    assert list(first) == ["level", "kind", "words", "tag", "near", "suggestion"]
    assert (first["level"], first["kind"], first["tag"]) == ("fault", "unknown", "tilte")
    assert (first["near"], first["suggestion"]) == ("Về việc {{ tilte }}", "title")


def test_a_file_that_is_not_there_is_one_line(shell: Callable[..., Told]) -> None:
    code, out, error = shell("template", "check", "mau.docx")
    assert (code, out, error.count("\n")) == (1, "", 1)
    assert "Không đọc được tệp mẫu" in error


def test_check_says_what_is_the_matter_with_the_offices_template(tmp_path: Path) -> None:
    own = tmp_path / "mau.docx"
    assert check_report_template(own).level is Level.ERROR
    own.write_bytes(typed("{{ title }}"))
    found = check_report_template(own)
    assert found.level is Level.ERROR
    assert "built-in layout" in found.text and f"tiendo template check {own}" in found.text
    own.write_bytes(with_content("{{ title }}"))
    found = check_report_template(own)
    assert (found.level, "see tiendo template check" in found.text) == (Level.OK, True)
    own.write_bytes(build())
    assert str(check_report_template(own)).startswith("ok: templates: report mau.docx")
