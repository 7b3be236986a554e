"""Names that the report does not have, and those it has and a template never uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from documents.report.checking.known import (
    PLAIN,
    Name,
    Shape,
    described,
    kinds,
    printed_names,
    shapes_of,
    written,
)
from documents.report.checking.paragraphs import Tag
from documents.report.findings import Finding, fault, lack, near
from documents.report.source import Source
from documents.report.view import View

NEEDED = frozenset({("View", "parts"), ("Part", "lines")})
"""Without these the report would have no content."""
_SAME = {"list", "sort", "reverse", "select", "reject", "selectattr", "rejectattr", "unique"}
_ONE = {"first", "last", "random"}
_Scope = dict[str, Shape]
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(slots=True)
class Reader:
    """Reads the tags of one part, knowing what each name holds."""

    source: Source
    environment: Environment
    findings: list[Finding] = field(default_factory=list)
    used: set[Name] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    """Every attribute named, whatever it is of."""

    def read(self, tree: nodes.Template, known: Mapping[str, Shape] | None = None) -> None:
        names = {**shapes_of(View), **dict.fromkeys(self.environment.globals, PLAIN)}
        self._all(tree.body, dict(known or names))

    def _all(self, children: Iterable[nodes.Node], scope: _Scope) -> None:
        for child in children:
            self._visit(child, scope)

    def _visit(self, node: nodes.Node, scope: _Scope) -> Shape:
        """Looks at a node and all below it; returns what its value is."""
        match node:
            case nodes.Name(ctx="load"):
                return self._name(node, scope)
            case nodes.Getattr() | nodes.Getitem():
                return self._within(node, scope)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Macro() | nodes.With():
                self._block(node, scope)
            case nodes.Assign(target=nodes.Name(name=name)):
                scope[name] = self._visit(node.node, scope)
            case nodes.Name(name=name):
                scope[name] = PLAIN
            case _:
                self._all(node.iter_child_nodes(), scope)
        return PLAIN

    def _block(self, node: nodes.Macro | nodes.With, scope: _Scope) -> None:
        """Names of its own, which are not followed."""
        if isinstance(node, nodes.Macro):
            scope[node.name] = PLAIN
            targets: list[nodes.Expr] = list(node.args)
            self._all(node.defaults, scope)
        else:
            targets = node.targets
            self._all(node.values, scope)
        names = (name for target in targets for name in _named(target))
        self._all(node.body, scope | dict.fromkeys(names, PLAIN))

    def _for(self, node: nodes.For, scope: _Scope) -> None:
        each = self._visit(node.iter, scope).each or PLAIN
        inner = scope | {"loop": PLAIN}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = each
        else:
            inner |= dict.fromkeys(_named(node.target), PLAIN)
        if node.test is not None:
            self._visit(node.test, inner)
        self._all(node.body, inner)
        self._all(node.else_, dict(scope))

    def _name(self, node: nodes.Name, scope: _Scope) -> Shape:
        if node.name in scope:
            if scope[node.name] is shapes_of(View).get(node.name):
                self.used.add(("View", node.name))
            return scope[node.name]
        self._unknown(node, node.name, "", scope)
        return PLAIN

    def _within(self, node: nodes.Getattr | nodes.Getitem, scope: _Scope) -> Shape:
        base = self._visit(node.node, scope)
        if isinstance(node, nodes.Getitem):
            self._visit(node.arg, scope)
            if not isinstance(node.arg, nodes.Const) or not isinstance(node.arg.value, str):
                return base.each or PLAIN
            name = node.arg.value
        else:
            name = node.attr
        self.spoken.add(name)
        if name.startswith("_"):
            self.findings.append(fault("forbidden", tag=name, near=self._near(node, name)))
            return PLAIN
        if base.kind is None:
            return PLAIN
        if name not in base.names:
            self._unknown(node, name, _written(node.node), base.names)
            return PLAIN
        self.used.add((base.kind.__name__, name))
        return base.names[name]

    def _filter(self, node: nodes.Filter, scope: _Scope) -> Shape:
        self._all((each for each in node.iter_child_nodes() if each is not node.node), scope)
        for said in node.find_all(nodes.Const):
            # Filters name attributes by words: map(attribute="number").
            self.spoken.update(str(said.value).split("."))
        base = self._visit(node.node, scope) if node.node is not None else PLAIN
        if node.name not in self.environment.filters:
            self.findings.append(
                fault("no_such_filter", tag=node.name, near=self._near(node, node.name))
            )
        if node.name in _SAME:
            return base
        return (base.each or PLAIN) if node.name in _ONE else PLAIN

    def _unknown(self, node: nodes.Node, name: str, of: str, names: Mapping[str, Shape]) -> None:
        prefix = f"{of}." if of else ""
        own = [known for known in names if known not in self.environment.globals]
        alike = "".join(get_close_matches(name, own, 1) or _others(name))
        self.findings.append(
            fault(
                "unknown",
                tag=f"{prefix}{name}",
                alike=f"{prefix}{alike}" if alike in names else alike,
                near=self._near(node, name),
            )
        )

    def _near(self, node: nodes.Node, tag: str) -> str:
        return near(self.source.paragraph(node.lineno, tag), tag)


def loose_findings(tags: Iterable[Tag], environment: Environment) -> Iterator[Finding]:
    """Names that nothing explains, where the tags of a part do not make sense together: each value
    is then read alone, and a name that a statement of the part speaks of may be anything."""
    given = list(tags)
    spoken = {word for tag in given if tag.kind == "%" for word in _WORD.findall(tag.said)}
    known = {**dict.fromkeys((*spoken, *environment.globals), PLAIN), **shapes_of(View)}
    for tag in given:
        if tag.kind == "{":
            reader = Reader(Source(tag.place.text), environment)
            try:
                reader.read(environment.parse(f"{{{{ {tag.said} }}}}"), known)
            except TemplateSyntaxError:
                yield fault("syntax", near=near(tag.place.text, tag.text))
            yield from reader.findings


def unused_findings(used: set[Name], spoken: set[str]) -> Iterator[Finding]:
    """A line for what the report would leave out. What stands within something unused is not
    told again."""
    reached: set[type] = {View}
    for kind in filter(reached.__contains__, kinds()):
        for name, shape in printed_names(kind).items():
            place = (kind.__name__, name)
            if not _is_used(place, used, spoken):
                yield _unused(place)
            elif within := (shape.each or shape).kind:
                reached.add(within)


def _is_used(place: Name, used: set[Name], spoken: set[str]) -> bool:
    return place in used or (place[0] != "View" and place[1] in spoken)


def _unused(place: Name) -> Finding:
    tag, lost = written(place), described(place)
    if place in NEEDED:
        return fault("needed", tag=tag, lost=lost)
    return lack("unused", tag=tag, lost=lost)


def _others(name: str) -> list[str]:
    """A name like it elsewhere in the report: `line` for `part.line` and the like."""
    return get_close_matches(name, list(shapes_of(View)), 1)


def _named(target: nodes.Node) -> Iterator[str]:
    if isinstance(target, nodes.Name):
        yield target.name
    yield from (found.name for found in target.find_all(nodes.Name))


def _written(node: nodes.Node) -> str:
    """The tag before the dot, as its writer wrote it."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return ""
