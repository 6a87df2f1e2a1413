"""What is shipped and what is committed: the wheel is whole, the pins are safe, nothing names this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from eightk.version import __version__

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    run = subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_is_whole(wheel: zipfile.ZipFile) -> None:
    wanted = {f"eightk/{p.relative_to(ROOT / 'src' / 'eightk').as_posix()}" for p in (ROOT / "src" / "eightk").rglob("*") if p.is_file()}
    wanted = {w for w in wanted if "__pycache__" not in w}
    have = set(wheel.namelist())
    assert wanted <= have
    assert "eightk/py.typed" in have
    assert any(n.startswith("eightk/form/") and n.endswith(".toml") for n in have)
    assert not [n for n in have if not n.startswith(("eightk/", "eightk-"))]


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    told = wheel.read(f"eightk-{__version__}.dist-info/METADATA").decode()
    core = [line for line in told.splitlines() if line.startswith("Requires-Dist:") and "extra ==" not in line]
    assert f"\nVersion: {__version__}\n" in told
    assert "\nLicense-Expression: Apache-2.0\n" in told
    assert "\nRequires-Python: >=3.11\n" in told
    assert [re.split(r"[:;<>=\s]+", c)[1] for c in core] == ["msgspec", "tzdata"]
    assert "eightk = eightk.cli:main" in wheel.read(f"eightk-{__version__}.dist-info/entry_points.txt").decode()


def test_the_version_stands_in_one_place() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    assert "version" not in PROJECT["project"]


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_pins_have_hashes_and_name_no_host(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host|@ ", text)
    pins = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n?", "", text, flags=re.M).strip())
    assert len(pins) >= 5
    assert [p.splitlines()[0] for p in pins if not re.match(r"[a-z0-9.-]+==\S+.*--hash=sha256:[0-9a-f]{64}", p, re.S)] == []


def test_pins_hold_what_is_asked() -> None:
    texts = {n: (ROOT / "requirements" / f"{n}.txt").read_text(encoding="utf-8") for n in ("run", "dev")}
    pinned = {n: set(re.findall(r"^([a-z0-9.-]+)==", text, re.M)) for n, text in texts.items()}
    extras = PROJECT["project"]["optional-dependencies"]
    for extra, files in {"cli": ("run", "dev"), "test": ("dev",), "docs": ("dev",)}.items():
        names = {re.split(r"[\[<>=;\s]", a)[0].lower() for a in extras[extra]} - {"eightk"}
        for file in files:
            assert names <= pinned[file]
    assert {"msgspec", "hatchling", "editables"} <= pinned["run"] <= pinned["dev"]


def committed() -> list[Path]:
    """The files git tracks; every file where there is no git."""
    if shutil.which("git") and (ROOT / ".git").exists():
        asked = ["git", "ls-files", "-z", "--cached"]
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [p for name in listed.split("\0") if name and (p := ROOT / name).is_file()]
    return [p for p in ROOT.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.relative_to(ROOT).parts)]


# Put together, so that this file does not name what it forbids.
MACHINE = re.compile(rb"""(?:^|[ "'(=])/(?:wo""" + rb"rk|fa" + rb"rm|ro" + rb"ot|ho" + rb"me)/[a-z]|index-" + rb"url", re.M)


def test_nothing_names_a_machine() -> None:
    found = [(p.relative_to(ROOT).as_posix(), m[0]) for p in committed() if (m := MACHINE.search(p.read_bytes()))]
    assert found == []


def test_no_file_is_a_real_filing() -> None:
    """Invented issuers have accession numbers and CIKs that begin 000999 or 0000000; nothing else may look like a submission."""
    real = re.compile(rb"<SEC-DOCUMENT>(?!0{4}\d*-|000999)\d{10}-\d\d-\d{6}\.txt")
    assert [p.relative_to(ROOT).as_posix() for p in (ROOT / "examples").glob("*.txt") if real.search(p.read_bytes())] == []


def test_the_license_is_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["project"]["license"] == "Apache-2.0"
