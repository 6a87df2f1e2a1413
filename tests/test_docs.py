"""The docs cannot drift: every command, option, dependency and public name is told, and the help shown is the help given.

`python tests/test_docs.py` writes the help texts and the columns of docs/cli.md anew, and the pages that are made from tables.
"""

from __future__ import annotations

import ast
import glob
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
import pytest
from click.testing import CliRunner

import eightk
import example_drafts
from eightk.archive import dictionary
from eightk.check import stories
from eightk.check.rule import SEVERITIES
from eightk.cli import main
from eightk.cli.checks.settings import Settings
from eightk.drafting.keys import REPORT, Key, Keys
from eightk.form.clocks import deadlines
from eightk.form.duties import ParagraphRow
from eightk.form.rows import CrosswalkRow, ItemRow
from eightk.made import ROUGHENINGS
from eightk.model import Status
from eightk.read.headings import THRESHOLD
from eightk.write import Format
from eightk.write.csv import COLUMNS

ROOT = Path(__file__).parent.parent
CLI_PAGE = ROOT / "docs" / "cli.md"
API_PAGE = ROOT / "docs" / "api.md"
CORPUS_PAGE = ROOT / "docs" / "corpus.md"
DICTIONARY = ROOT / "docs" / "dictionary.md"
DRAFT_PAGE = ROOT / "docs" / "draft.md"
RULES = ROOT / "docs" / "rules.md"
CSV = re.compile(r"(<!-- csv: begin -->\n).*?(<!-- csv: end -->)", re.S)
NAMES = re.compile(r"(<!-- names: begin -->\n).*?(<!-- names: end -->)", re.S)
KEYS = re.compile(r"(<!-- keys: begin -->\n).*?(<!-- keys: end -->)", re.S)
ROUGH = re.compile(r"(<!-- roughenings: begin -->\n).*?(<!-- roughenings: end -->)", re.S)
HELP = re.compile(r"(<!-- help: ([a-z -]+?) -->\n).*?(<!-- end -->)", re.S)


def names(group: click.Group, before: str = "") -> list[str]:
    """The commands of a group, each group's own behind it: "archive", "archive add" .."""
    out = []
    for name in group.list_commands(click.Context(group)):
        found = group.get_command(click.Context(group), name)
        out.append(before + name)
        if isinstance(found, click.Group):
            out += names(found, f"{before}{name} ")
    return out


COMMANDS = names(main)


def command(name: str) -> click.Command:
    found: click.Command = main
    for word in name.split():
        assert isinstance(found, click.Group)
        within = found.get_command(click.Context(found), word)
        assert within is not None
        found = within
    return found


def help_text(name: str) -> str:
    """The command's own help, as on a terminal of 100 columns."""
    result = CliRunner().invoke(main, [*name.split(), "--help"], prog_name="eightk", terminal_width=100, color=False)
    assert result.exit_code == 0, result.output
    return result.output.rstrip()


def with_help(page: str) -> str:
    """The page with every help text renewed."""
    return HELP.sub(lambda m: f"{m[1]}\n```text\n{help_text(m[2])}\n```\n\n{m[3]}", page)


def with_columns(page: str) -> str:
    """The page with the table of CSV columns renewed."""
    table = "".join(f"| `{c.name}` | {c.type} | {c.says} |\n" for c in COLUMNS)
    return CSV.sub(lambda m: f"{m[1]}\n| column | type | meaning |\n|---|---|---|\n{table}\n{m[2]}", page)


def with_roughenings(page: str) -> str:
    """The page with the table of roughenings renewed."""
    rows = "".join(
        f"| `{one.name}` | {one.since}-{one.until} | {' '.join(one.media)} | {one.says.replace('<', '&lt;').replace('|', '&#124;')} |\n"
        for one in ROUGHENINGS.values()
    )
    return ROUGH.sub(lambda m: f"{m[1]}\n| name | years | media | what it does |\n|---|---|---|---|\n{rows}\n{m[2]}", page)


def with_names(page: str) -> str:
    """The page with the table of public names renewed: the first line of what each says of itself."""
    rows = []
    for name in sorted(set(eightk.__all__) - {"__version__"}, key=str.lower):
        said = (getattr(eightk, name).__doc__ or "").strip().split("\n")[0].replace("|", "&#124;").replace("<", "&lt;")
        rows.append(f"| `{name}` | {said} |\n")
    return NAMES.sub(lambda m: f"{m[1]}\n| name | what it is |\n|---|---|\n{''.join(rows)}\n{m[2]}", page)


def test_the_roughenings_told_are_those_there_are() -> None:
    page = CORPUS_PAGE.read_text(encoding="utf-8")
    assert ROUGH.search(page)
    assert page == with_roughenings(page), "renew it with: python tests/test_docs.py"


def sections(page: str) -> dict[str, str]:
    """Command -> its section of the page, without the generated help."""
    parts = re.split(r"^##+ eightk ([a-z -]+)$", HELP.sub("", page), flags=re.M)
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
    assert told <= set().union(set(), *options), "the page tells of an option that is not there"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    assert command(name).help
    assert all(p.help for p in command(name).params if isinstance(p, click.Option))


def test_the_help_shown_is_the_help_given() -> None:
    page = CLI_PAGE.read_text(encoding="utf-8")
    assert page == with_help(page), "renew it with: python tests/test_docs.py"


def test_the_columns_told_are_the_columns_written() -> None:
    page = CLI_PAGE.read_text(encoding="utf-8")
    assert CSV.search(page)
    assert page == with_columns(page), "renew it with: python tests/test_docs.py"


def snippets(page: str) -> list[dict[str, Any]]:
    """The TOML that a page shows."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [tomllib.loads(told) for told in re.findall(r"^```toml\n(.*?)^```$", text, re.M | re.S)]


def test_the_rows_shown_are_rows() -> None:
    (item,), (crosswalk,), (paragraph,) = (rows for table in snippets("adding.md") for rows in table.values())
    row = msgspec.convert(item, ItemRow)
    assert re.match(r"(verified|known|uncertain)\b", row.basis)
    assert row.example.startswith(f"Item {row.number} {row.title}")
    assert row.deadline in {rule.name for rule in deadlines().rules}
    assert msgspec.convert(crosswalk, CrosswalkRow).new == row.number
    assert msgspec.convert(paragraph, ParagraphRow).item == row.number
    told = set(re.findall(r"`(\w+)`", re.search(r"A row needs (.*?);", (ROOT / "docs" / "adding.md").read_text("utf-8"), re.S)[1]))  # type: ignore[index]
    assert told == {f.encode_name for f in msgspec.structs.fields(ItemRow) if f.required}


def test_the_fields_of_a_format_are_told() -> None:
    page = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    table = page.split("| field of `Format` |")[1].split("\n\n")[0]
    assert tuple(re.findall(r"`(\w+)`", table)) == Format._fields
    assert "cli/sinks.py" in page


def codes(path: Path) -> set[str]:
    """Finding codes that a module of the reader can leave; what is completed at run time ends with *."""
    found: set[str] = set()
    for call in (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)):
        name = getattr(call.func, "id", "")
        if name == "_finding":
            found.add(ast.literal_eval(call.args[0]))
        elif name == "Finding":
            code = next(k.value for k in call.keywords if k.arg == "code")
            if isinstance(code, ast.Constant):
                found.add(code.value)
            else:
                assert path.name in ("header.py", "submission.py"), f"{path.name} makes a finding whose code this test cannot see"
    source = path.read_text(encoding="utf-8")
    return found | {f"{start}*" for start in re.findall(r'\bcode\b.* = f"([a-z0-9-]+-)\{', source)}


def test_every_finding_is_told() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").split("<!-- findings: begin -->")[1].split("<!-- findings: end -->")[0]
    told = re.findall(r"^\| `([a-z0-9*-]+)` \|", page, re.M)
    assert told == sorted(set().union(*(codes(path) for path in SOURCES.values())))
    for path in (*sorted((ROOT / "examples").glob("*.txt")), *sorted((ROOT / "tests" / "filings").glob("*/submission.txt"))):
        for finding in eightk.read_path(path).findings:
            assert any(finding.code == t or (t.endswith("*") and finding.code.startswith(t[:-1])) for t in told), (path, finding)


def test_every_status_is_told() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").split("## Status")[1].split("## Findings")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.M)) == ("status", *get_args(Status))


def test_every_limit_is_told() -> None:
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    told = {name: int(number.replace(",", "")) for name, number in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", page, re.M)}
    assert told == msgspec.structs.asdict(eightk.Limits())


def test_the_threshold_told_is_the_threshold() -> None:
    assert f"from a score\n  of {THRESHOLD} on" in CLI_PAGE.read_text(encoding="utf-8")


def test_commands_told_read_what_is_there() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for line in re.findall(r"^    .*eightk read (.*)$", page.read_text(encoding="utf-8"), re.M):
            for path in (word for word in line.split("#")[0].split() if "/" in word and not re.fullmatch(r"\d+/\d+", word)):
                assert list(ROOT.glob(path)), f"{page.name}: {path} is not there"


ENDS = {"eightk write draft.md": 2, "eightk diff": 1}  # a draft with open questions is not written; the two reports differ


@pytest.mark.parametrize("page", ["README.md", "docs/archive.md"])
def test_the_commands_of_a_first_hour_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"^    (?:\.venv/bin/)?(eightk .*?)(?:  +# .*)?$", (ROOT / page).read_text(encoding="utf-8"), re.M)
    ours = [line for line in shown if "portion" not in line and "s3://" not in line]  # those speak of other machines
    assert len(ours) > 4
    for line in ours:
        words = [w for typed in shlex.split(line)[1:] for w in (sorted(glob.glob(typed)) if "examples/*" in typed else [typed])]
        result = CliRunner().invoke(main, words, prog_name="eightk")
        assert result.exit_code == next((code for start, code in ENDS.items() if line.startswith(start)), 0), (line, result.output)
        assert "0 passages" not in result.output, line


def test_every_public_name_is_told_in_a_line() -> None:
    page = API_PAGE.read_text(encoding="utf-8")
    assert NAMES.search(page)
    assert page == with_names(page), "renew it with: python tests/test_docs.py"


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


def test_the_data_dictionary_is_the_tables() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary.page(), "renew it with: python tests/test_docs.py"


def test_the_rules_told_are_the_rules() -> None:
    assert RULES.read_text(encoding="utf-8") == stories.page(), "renew it with: python tests/test_docs.py"


def test_the_examples_told_are_the_examples() -> None:
    assert example_drafts.PAGE.read_text(encoding="utf-8") == example_drafts.page(), "renew it with: python tests/test_docs.py"


def test_the_settings_shown_are_settings() -> None:
    (shown,) = snippets("check.md")
    settings = msgspec.convert(shown["check"], Settings)
    assert set(shown["check"]) == {field.encode_name for field in msgspec.structs.fields(Settings)}
    assert settings.fail_on == "warning"


def test_the_severities_are_told() -> None:
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.M)) == SEVERITIES


def with_keys(page: str) -> str:
    """The page of the draft with the tables of its keys renewed."""
    return KEYS.sub(lambda m: f"{m[1]}\n{''.join(key_tables(REPORT, 'the draft'))}{m[2]}", page)


def key_tables(keys: Keys, of: str) -> list[str]:
    """The keys of a mapping as a table, then those of the mappings within it."""
    rows = "".join(f"| `{name}` | {takes(key)} | {key.told} |\n" for name, key in keys.items())
    out = [f"| key of {of} | takes | what it says |\n|---|---|---|\n{rows}\n"]
    for name, key in keys.items():
        out += key_tables(key.keys, f"`{name}`") if key.keys else []
    return out


def takes(key: Key) -> str:
    """What a key takes, in a few words."""
    kinds = ["keys"] if key.keys else [", ".join(f"`{c}`" for c in key.choices)] if key.choices else [key.kind]
    words = " or ".join([key.kind, *kinds] if key.either else kinds)
    return ("list of " if key.many else "") + words + (", needed" if key.needed else "")


def test_the_keys_told_are_the_keys() -> None:
    page = DRAFT_PAGE.read_text(encoding="utf-8")
    assert KEYS.search(page)
    assert page == with_keys(page), "renew it with: python tests/test_docs.py"


if __name__ == "__main__":
    API_PAGE.write_text(with_names(API_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    DRAFT_PAGE.write_text(with_keys(DRAFT_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    CLI_PAGE.write_text(with_columns(with_help(CLI_PAGE.read_text(encoding="utf-8"))), encoding="utf-8")
    CORPUS_PAGE.write_text(with_roughenings(CORPUS_PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    DICTIONARY.write_text(dictionary.page(), encoding="utf-8")
    RULES.write_text(stories.page(), encoding="utf-8")
    example_drafts.PAGE.write_text(example_drafts.page(), encoding="utf-8")
