"""Every inference has a name, and every name is documented in docs/rules.md."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dateline"


@lru_cache(maxsize=1)
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


@lru_cache(maxsize=1)
def rule_at() -> dict[tuple[str, str], int]:
    """Where the rule stands in a call, for each record with a field and each function with a parameter `rule`.

    Keys: (module, name) for private names, ("", name) for those that other modules may call.
    """
    found: dict[tuple[str, str], int] = {}
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                names = [
                    part.target.id
                    for part in node.body
                    if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
                ]
            elif isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
            else:
                continue
            if "rule" in names:
                found[module if node.name.startswith("_") else "", node.name] = names.index("rule")
    return found


def strings(node: ast.AST | None) -> Iterator[str]:
    """The strings that an expression can be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from strings(value)


def named(target: ast.expr) -> bool:
    return (isinstance(target, ast.Name) and target.id == "rule") or (
        isinstance(target, ast.Attribute) and target.attr == "rule"
    )


def paired(target: ast.expr, value: ast.expr) -> Iterator[str]:
    """Strings given to `rule` by an assignment, alone or as one of several targets."""
    if named(target):
        yield from strings(value)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from paired(one, its)


def defaults(arguments: ast.arguments) -> Iterator[str]:
    plain = [*arguments.posonlyargs, *arguments.args]
    given = zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True)
    for argument, value in [*given, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
        if argument.arg == "rule":
            yield from strings(value)


def in_code(tree: ast.AST, module: str = "") -> Iterator[str]:
    """Names of rules in a module: `rule="..."`, `rule = "..."`, defaults, and the rule's place in a record."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "rule":
            yield from strings(node.value)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from paired(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield from paired(node.target, node.value)
        elif isinstance(node, ast.arguments):
            yield from defaults(node)
        elif isinstance(node, ast.Compare) and named(node.left):
            yield from strings(node.comparators[0])
        elif isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            at = rule_at().get((module if called.startswith("_") else "", called))
            starred = any(isinstance(argument, ast.Starred) for argument in node.args[:at])
            if at is not None and at < len(node.args) and not starred:
                yield from strings(node.args[at])


def in_data(table: Any) -> Iterator[str]:
    """Values of a key `rule` anywhere in a data file."""
    if isinstance(table, dict):
        for key, value in table.items():
            if key == "rule" and isinstance(value, str):
                yield value
            yield from in_data(value)
    elif isinstance(table, list):
        for value in table:
            yield from in_data(value)


def used_rules() -> dict[str, str]:
    """Each rule with a file that uses it."""
    found: dict[str, str] = {}
    for name, tree in modules().items():
        for rule in in_code(tree, name):
            # A rule in whole words, as tolls have it, explains itself.
            if rule and " " not in rule:
                found.setdefault(rule, name)
    for path in sorted(SOURCE.rglob("*.toml")):
        for rule in in_data(tomllib.loads(path.read_text(encoding="utf-8"))):
            found.setdefault(rule, str(path.relative_to(ROOT)))
    return found


def documented_rules() -> list[str]:
    """The first cell of each row of a table in docs/rules.md, without its marks."""
    rows = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines()
    return [row.split("|")[1].strip().strip("`") for row in rows if row.startswith("| `")]


def all_strings(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_every_rule_of_the_code_is_documented() -> None:
    documented = set(documented_rules())
    missing = [f"{rule}  ({where})" for rule, where in sorted(used_rules().items()) if rule not in documented]
    assert missing == []


def test_every_documented_rule_is_in_the_code() -> None:
    text = all_strings([*sorted(SOURCE.rglob("*.py")), *sorted(SOURCE.rglob("*.toml"))])
    assert [rule for rule in documented_rules() if f'"{rule}"' not in text and f"'{rule}'" not in text] == []


def test_no_rule_is_documented_twice() -> None:
    rules = documented_rules()
    assert [rule for rule in rules if rules.count(rule) > 1] == []


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ('mark(rule="alias")', ["alias"]),
        ('rule = "office" if known else "name"', ["office", "name"]),
        ('start, rule = 0, "weekday"', ["weekday"]),
        ('def f(*, rule: str = "words"): ...', ["words"]),
        ('Evidence(0, 4, "Hama", "coreference")', ["coreference"]),
        ('if rule == "passive": ...', ["passive"]),
        ('say("no rule here")', []),
    ],
)
def test_names_of_rules_are_found_in_code(code: str, rules: list[str]) -> None:
    assert list(in_code(ast.parse(code))) == rules
