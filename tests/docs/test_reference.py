"""docs/reference.md knows every command and every setting, and the links between the documents lead somewhere."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

import dateline.settings
from dateline.cli.main import app
from dateline.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Each command with its long options."""
    group = get_command(app)
    found = getattr(group, "commands", {})
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in found.items()
        if not command.hidden
    }


def test_every_command_is_documented() -> None:
    assert [name for name in commands() if f"| `dateline {name}" not in REFERENCE] == []


def test_every_documented_command_exists() -> None:
    documented = re.findall(r"^\| `dateline ([\w-]+)", REFERENCE, flags=re.MULTILINE)
    assert [name for name in documented if name not in commands()] == []


def test_every_option_is_documented() -> None:
    options = {(name, option) for name, known in commands().items() for option in known if option != "--help"}
    assert sorted(pair for pair in options if f"`{pair[1]}" not in REFERENCE) == []


def test_every_setting_is_documented() -> None:
    assert [setting.name for setting in fields(Settings) if f"| `{setting.name}` |" not in REFERENCE] == []


def test_every_variable_is_documented() -> None:
    code = Path(dateline.settings.__file__).read_text(encoding="utf-8")
    read = set(re.findall(r'"((?:DATELINE|XDG)_[A-Z_]+)"', code))
    assert read
    assert [name for name in sorted(read) if f"`{name}`" not in REFERENCE] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_documents_name_exist(document: Path) -> None:
    named = re.findall(
        r"`((?:src|docs|tests|scripts|bench|requirements)/[\w./-]+)", document.read_text(encoding="utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_export_format_is_documented() -> None:
    from dateline.export.formats import FORMATS

    table = REFERENCE.split("### Export formats")[1]
    assert [format for format in FORMATS if f"`{format}`" not in table] == []
