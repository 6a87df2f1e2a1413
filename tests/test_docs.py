"""The docs cannot drift: every command, option, dependency and public name is told, and the help shown is the help given.

`python tests/test_docs.py` writes the help texts of docs/cli.md anew.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import eightk
from eightk.cli import main

ROOT = Path(__file__).parent.parent
CLI_PAGE = ROOT / "docs" / "cli.md"
HELP = re.compile(r"(<!-- help: (\S+) -->\n).*?(<!-- end -->)", re.S)
COMMANDS = main.list_commands(click.Context(main))


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def help_text(name: str) -> str:
    """The command's own help, as on a terminal of 100 columns."""
    result = CliRunner().invoke(main, [name, "--help"], prog_name="eightk", terminal_width=100, color=False)
    assert result.exit_code == 0, result.output
    return result.output.rstrip()


def with_help(page: str) -> str:
    """The page with every help text renewed."""
    return HELP.sub(lambda m: f"{m[1]}\n```text\n{help_text(m[2])}\n```\n\n{m[3]}", page)


def sections(page: str) -> dict[str, str]:
    """Command -> its section of the page, without the generated help."""
    parts = re.split(r"^## eightk (\S+)$", HELP.sub("", page), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_told() -> None:
    page = CLI_PAGE.read_text(encoding="utf-8")
    assert list(sections(page)) == COMMANDS
    assert [m[2] for m in HELP.finditer(page)] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    told = set(re.findall(r"`(-{1,2}[a-z][a-z-]*)", sections(CLI_PAGE.read_text(encoding="utf-8"))[name]))
    options = [set(p.opts + p.secondary_opts) for p in command(name).params if isinstance(p, click.Option)]
    assert [o for o in options if not o <= told] == []
    assert told <= set().union(*options), "the page tells of an option that is not there"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    assert command(name).help
    assert all(p.help for p in command(name).params if isinstance(p, click.Option))


def test_the_help_shown_is_the_help_given() -> None:
    page = CLI_PAGE.read_text(encoding="utf-8")
    assert page == with_help(page), "renew it with: python tests/test_docs.py"


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        asked += extra
    names = {re.split(r"[\[<>=;\s]", a)[0] for a in asked} - {"eightk"}
    told = set(re.findall(r"^\| `([\w-]+)` \|", (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.M))
    assert names <= told


def test_every_public_name_is_in_the_api_page() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    missing = []
    for name in eightk.__all__:
        home = getattr(getattr(eightk, name), "__module__", "")
        homes = "|".join(re.escape(h) for h in ("eightk", f"eightk.{name}", home, f"{home}.{name}") if h)
        if not re.search(rf"^::: ({homes})$", page, re.M) and f"`{name}`" not in page:
            missing.append(name)
    assert missing == []


PACKAGE = ROOT / "src" / "eightk"
SOURCES = {p.relative_to(PACKAGE.parent).as_posix(): p for p in sorted(PACKAGE.rglob("*.py")) if p.name != "__main__.py"}


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


@pytest.mark.parametrize("name", SOURCES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert docstring(SOURCES[name])


@pytest.mark.parametrize("name", [name for name in SOURCES if name.endswith("__init__.py")])
def test_every_package_says_what_to_add(name: str) -> None:
    told = " ".join(docstring(SOURCES[name]).split())
    assert [words for words in ("Comes in", "Goes out", "Add here") if words not in told] == []


def test_every_change_has_its_version() -> None:
    assert f"## {eightk.__version__}" in (ROOT / "CHANGES.md").read_text(encoding="utf-8")


if __name__ == "__main__":
    CLI_PAGE.write_text(with_help(CLI_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
