"""Imports point one way, and the core touches nothing: not the network, the disk, the clock, the environment, the terminal."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src"
PACKAGE = SRC / "eightk"

# Top first. Imports go down, or stay inside their own part; parts of one line do not import each other, except on the last.
# "" is the front, eightk/__init__.py. A new part of the package needs a place here.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("serve", "scale"),
    ("",),
    ("filing", "made"),
    ("archive", "checking"),
    ("folders",),
    ("sources", "show"),
    ("edgar", "bundles", "workers", "drafting", "redline"),
    ("read", "check", "write"),
    ("drafted", "model", "form", "limits", "version", "late"),
)
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}
CORE = {"read", "check", "write", "drafted", "model", "form", "limits", "version", "late"}

# What the core may import from outside. A list of what is allowed cannot forget anything.
PURE = {
    "__future__", "abc", "ast", "base64", "binascii", "bisect", "calendar", "codecs", "collections", "contextlib", "copy", "csv",
    "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "html", "io", "itertools",
    "json", "keyword", "math", "msgspec", "operator", "quopri", "re", "reprlib", "string", "struct", "textwrap", "types", "typing",
    "unicodedata", "urllib.parse", "weakref", "zlib", "zoneinfo",
}  # fmt: skip
FORM_MAY = {"tomllib", "pkgutil"}
# Calls that reach out although their module is pure, and builtins that do.
FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint", "globals", "exit", "quit"}
FORBIDDEN_ATTRIBUTES = {"now", "today", "utcnow", "fromfile", "open", "FileIO", "open_code"}


@dataclass(frozen=True)
class Module:
    """One source file of the package; `name` is dotted and without `eightk.`, "" for the front."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def part(self) -> str:
        return self.name.split(".")[0]


@dataclass(frozen=True)
class Import:
    """One import: `target` as a dotted name of ours without `eightk.`, or None with the outside module's name."""

    target: str | None
    outside: str
    line: int


def module_name(path: Path, package: Path = PACKAGE) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def load_modules(package: Path = PACKAGE) -> dict[str, Module]:
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = module_name(path, package)
        found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8"), str(path)))
    return found


def resolve(dotted: str, names: set[str]) -> str:
    """The module of ours that `dotted` (without `eightk.`) is or lies in: the longest known beginning, else the front."""
    while dotted not in names and "." in dotted:
        dotted = dotted.rpartition(".")[0]
    return dotted if any(n == dotted or n.startswith(dotted + ".") for n in names) else ""


def imports(module: Module, names: set[str], tree: ast.AST | None = None) -> Iterator[Import]:
    for node in ast.walk(tree or module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                own = alias.name == "eightk" or alias.name.startswith("eightk.")
                yield Import(resolve(alias.name[7:], names) if own else None, alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            for alias in node.names:
                if base == "eightk" or base.startswith("eightk."):
                    yield Import(resolve(f"{base[7:]}.{alias.name}".lstrip("."), names), base, node.lineno)
                else:
                    full = f"{base}.{alias.name}"
                    yield Import(None, full if full in PURE | FORM_MAY else base, node.lineno)


def absolute(module: Module, node: ast.ImportFrom) -> str:
    """The absolute name a `from .. import` starts from."""
    if not node.level:
        return node.module or ""
    here = ["eightk", *filter(None, module.name.split("."))]
    package = here if module.path.name == "__init__.py" else here[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *filter(None, [node.module])])


MODULES = load_modules()
NAMES = set(MODULES)
CORE_MODULES = [m for m in MODULES.values() if m.part in CORE]


def faults(modules: dict[str, Module]) -> list[str]:
    """Every import that points up or sideways, one line each."""
    names, out = set(modules), []
    for module in modules.values():
        for found in imports(module, names):
            if found.target is None:
                continue
            part = found.target.split(".")[0]
            here, there = LEVEL[module.part], LEVEL[part]
            sideways = here == there and part != module.part and here != len(LAYERS) - 1
            if there < here or sideways:
                out.append(f"{module.name or '__init__'}:{found.line} imports {found.target or '__init__'}")
    return out


def cycle(modules: dict[str, Module]) -> list[str]:
    """A ring of modules that import each other, or nothing. A package's `__init__` counts as a module of its own."""
    names = set(modules)
    graph = {m.name: {i.target for i in imports(m, names) if i.target is not None and i.target != m.name} for m in modules.values()}
    state: dict[str, int] = {}
    trail: list[str] = []

    def visit(name: str) -> list[str]:
        state[name] = 1
        trail.append(name)
        for other in sorted(graph.get(name, ())):
            if state.get(other) == 1:
                return [*trail[trail.index(other) :], other]
            if other not in state and (ring := visit(other)):
                return ring
        trail.pop()
        state[name] = 2
        return []

    for name in sorted(graph):
        if name not in state and (ring := visit(name)):
            return ring
    return []


def test_every_part_has_a_layer() -> None:
    assert {m.part for m in MODULES.values()} <= set(LEVEL), "give the new part its line in LAYERS"


def test_imports_point_one_way() -> None:
    assert faults(MODULES) == []


def test_no_cycle() -> None:
    assert cycle(MODULES) == []


@pytest.mark.parametrize("module", MODULES.values(), ids=lambda m: m.name or "__init__")
def test_no_own_import_inside_a_function(module: Module) -> None:
    inside = [
        f"line {found.line}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for found in imports(module, NAMES, node)
        if found.target is not None
    ]
    assert inside == []


def reaching_out(module: Module) -> list[str]:
    """What a core module does that a pure one does not: foreign imports, calls that reach the world, blind excepts."""
    out = []
    allowed = PURE | (FORM_MAY if module.part == "form" else set())
    for found in imports(module, NAMES):
        if found.target is None and found.outside not in allowed and found.outside.split(".")[0] not in allowed:
            out.append(f"line {found.line}: imports {found.outside}")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in FORBIDDEN_CALLS:
                out.append(f"line {node.lineno}: calls {called.id}")
            if isinstance(called, ast.Attribute) and called.attr in FORBIDDEN_ATTRIBUTES:
                out.append(f"line {node.lineno}: calls .{called.attr}")
        elif isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(k is None or (isinstance(k, ast.Name) and k.id in {"Exception", "BaseException"}) for k in kinds):
                out.append(f"line {node.lineno}: blind except")
    return out


@pytest.mark.parametrize("module", CORE_MODULES, ids=lambda m: m.name)
def test_the_core_touches_nothing(module: Module) -> None:
    assert reaching_out(module) == []


def made(folder: Path, **sources: str) -> dict[str, Module]:
    """The modules of a made-up package; `read__items` stands for read/items.py."""
    package = folder / "eightk"
    for name, source in sources.items():
        path = package.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return load_modules(package)


@pytest.mark.parametrize(
    "where, source",
    [
        ("model", "from eightk.read import items"),
        ("read__text", "import eightk.sources"),
        ("read__text", "from eightk.write.json import to_json"),
        ("read__text", "from ..check import rules"),
        ("write__rows", "from eightk import read_path"),
        ("edgar__client", "from eightk.archive import lake"),
        ("serve__app", "def f():\n    from eightk.cli import main"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, where: str, source: str) -> None:
    others = dict.fromkeys(("sources", "read__items", "write__json", "check__rules", "archive__lake", "cli__main"), "import re")
    assert len(faults(made(tmp_path, **others, **{where: source}))) == 1


def test_a_cycle_is_seen(tmp_path: Path) -> None:
    modules = made(tmp_path, model="from eightk import form", form="from eightk.limits import x", limits="import eightk.model")
    assert set(cycle(modules)) == {"model", "form", "limits"}


@pytest.mark.parametrize(
    "source",
    [
        "import os", "from urllib.request import urlopen", "from pathlib import Path", "from time import time", "import rich",
        "import tomllib", "print(1)", "open('x')", "import datetime as d\nd.date.today()",
        "try:\n    pass\nexcept Exception:\n    pass", "try:\n    pass\nexcept:\n    pass",
    ],
)  # fmt: skip
def test_reaching_out_is_seen(tmp_path: Path, source: str) -> None:
    assert len(reaching_out(made(tmp_path, model=source)["model"])) == 1


ALONE = """
import importlib, importlib.abc, json, sys
allowed = sys.stdlib_module_names | {"msgspec", "tzdata", "eightk"}
class OnlyMsgspec(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in allowed:
            raise ModuleNotFoundError(f"blocked: {name}", name=name)
sys.meta_path.insert(0, OnlyMsgspec())
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
for name in json.loads(sys.argv[2]):
    importlib.import_module(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def import_alone(*names: str) -> list[str]:
    """The modules that come with these, imported in a new interpreter where msgspec is the only thing installed."""
    run = subprocess.run([sys.executable, "-c", ALONE, str(SRC), json.dumps(names)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return list(json.loads(run.stdout))


def test_the_core_needs_msgspec_alone() -> None:
    loaded = import_alone(*(f"eightk.{m.name}" for m in CORE_MODULES))
    assert "msgspec" in loaded
    assert {f"eightk.{m.name}" for m in CORE_MODULES} <= set(loaded)


def test_import_eightk_is_light() -> None:
    """Modules are counted here; seconds belong to `make bench`."""
    loaded = import_alone("eightk")
    assert len(loaded) < 200, loaded
    heavy = {"asyncio", "http", "socket", "ssl", "sqlite3", "unittest", "multiprocessing.pool", "xml.dom", "pydoc", "tkinter"}
    assert heavy.isdisjoint(loaded)


QUIET = """
import sys
sys.path.insert(0, sys.argv[1])
import eightk
first, *rest = [open(p, "rb").read() for p in sys.argv[2:]]
for data in (first, *rest):
    eightk.to_json(eightk.read(data))  # the form's facts and the time zone are loaded once, here
touched = []
sys.addaudithook(lambda event, args: touched.append(event) if event.split(".")[0] in WATCHED else None)
WATCHED = {"open", "os", "socket", "subprocess", "shutil", "tempfile", "time", "urllib", "glob", "import"}
for data in (first, *rest):
    eightk.to_json(eightk.read(data))
watched = list(touched)
print("|".join(watched))
"""


def test_reading_touches_nothing(examples: list[Path]) -> None:
    """While reading, the interpreter itself reports no file opened, no module imported, no socket made."""
    if "read" not in NAMES:
        pytest.skip("the reader is not here yet")
    run = subprocess.run([sys.executable, "-c", QUIET, str(SRC), *map(str, examples)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == ""
