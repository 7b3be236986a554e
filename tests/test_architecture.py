"""Rules of the house that no linter knows: where sentences, SQL and the clock may stand."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import documents.plan
import documents.report
import handlers
from domain.errors import DomainError

ROOT = Path(__file__).parents[1]
MESSAGES = ROOT / "templates" / "messages"
ROOMS = ("bot", "handlers", "storage", "documents", "domain")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
TEMPLATES = {
    path.relative_to(MESSAGES).as_posix(): path.read_text(encoding="utf-8")
    for path in MESSAGES.rglob("*.j2")
}
LABELS = {
    name: text
    for path in (MESSAGES / "labels").glob("*.toml")
    for name, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
# A word, not a lone letter or a class of letters: tables of letters are no sentences.
MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
VIETNAMESE = re.compile(rf"[^\W\d_]*[{MARKED}][^\W\d_]*", re.IGNORECASE)
LETTER_CLASS = re.compile(r"\[[^\]\s]*\]")
# Patterns of understanding carry the marks of its own spelling; the words themselves stand in
# domain/lexicon.toml.
PATTERNS = ROOT / "domain" / "understanding"
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s\w+\s)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA|"
    r"CREATE\s+(TABLE|INDEX))\b|^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b",
    re.DOTALL,
)
CLOCK = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "time_ns", "localtime"}
MOST_LINES = 300


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def composed(tree: ast.AST) -> Iterator[str]:
    """Patterns of the names that are put together: f"said_{what}" is said_.+"""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
            if isinstance(parts[0], str) and re.fullmatch(r"[a-z]+_", parts[0]):
                yield "".join(re.escape(str(p)) if p is not None else ".+" for p in parts)


SPOKEN = {text for tree in TREES.values() for text in strings(tree)}
COMPOSED = {pattern for tree in TREES.values() for pattern in composed(tree)}
INCLUDED = {found for text in TEMPLATES.values() for found in re.findall(r"[\w/]+\.j2", text)}
OF_REPORTS = {path.name for path in (ROOT / "templates" / "report").glob("*.j2")}
IN_CODE = {text for text in SPOKEN if text.endswith(".j2")} - OF_REPORTS


def errors(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from errors(below)


@pytest.mark.parametrize("template", sorted(IN_CODE | INCLUDED))
def test_every_template_named_exists(template: str) -> None:
    assert template in TEMPLATES


def test_no_template_is_orphaned() -> None:
    assert sorted(TEMPLATES.keys() - IN_CODE - INCLUDED) == []


def test_no_label_is_orphaned() -> None:
    left = LABELS.keys() - SPOKEN
    assert sorted(k for k in left if not any(re.fullmatch(p, k) for p in COMPOSED)) == []


def test_every_label_of_a_choice_exists() -> None:
    named = {
        call.args[1].value
        for tree in TREES.values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Choice"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    }
    assert named
    assert sorted(map(str, named - LABELS.keys())) == []


def test_every_error_has_its_words() -> None:
    # Imported above so that their errors are known here.
    assert documents.plan and documents.report and handlers
    known = list(errors())
    assert len(known) > 10
    assert [kind.__name__ for kind in known if kind.template not in TEMPLATES] == []


@pytest.mark.parametrize("path", [p for p in MODULES if PATTERNS not in p.parents], ids=name)
def test_no_vietnamese_stands_in_code(path: Path) -> None:
    texts = [LETTER_CLASS.sub("", text) for text in strings(TREES[path])]
    words = [word for text in texts for word in VIETNAMESE.findall(text)]
    assert [word for word in words if len(word) > 1] == []


@pytest.mark.parametrize("path", [p for p in MODULES if "storage" not in p.parts], ids=name)
def test_sql_stands_in_storage_alone(path: Path) -> None:
    assert [text for text in strings(TREES[path]) if SQL.search(text)] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "path", [p for p in MODULES if {"handlers", "domain"} & set(p.parts)], ids=name
)
def test_handlers_and_rules_never_read_the_clock(path: Path) -> None:
    read = [
        node.func.attr
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("datetime", "date", "time")
        and node.func.attr in CLOCK
    ]
    assert read == []


def test_decisions_are_numbered_once_each() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
