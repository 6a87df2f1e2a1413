"""Files, folders, globs and archives, made here; what is wrong with one input leaves the others alone."""

from __future__ import annotations

import binascii
import gzip
import io
import multiprocessing
import os
import pickle
import signal
import socket
import subprocess
import sys
import tarfile
import textwrap
import threading
import zipfile
from functools import partial
from pathlib import Path

import pytest

from eightk import sources
from eightk.limits import Limits
from eightk.model import Report
from eightk.read import read
from eightk.sources import MAPPED, Failure, Mapped, Refused, document_bytes, document_file, open_bytes, paths, read_many, read_path
from eightk.workers import _without_main, mapped


def filing(number: int) -> bytes:
    """A small submission of an invented issuer."""
    return (
        b"<SEC-DOCUMENT>0009999999-03-%06d.txt : 20030915\n<SEC-HEADER>0009999999-03-%06d.hdr.sgml : 20030915\n"
        b"ACCESSION NUMBER:\t\t0009999999-03-%06d\nCONFORMED SUBMISSION TYPE:\t8-K\nFILED AS OF DATE:\t\t20030915\n</SEC-HEADER>\n"
        b"<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<TEXT>\nFORM 8-K\nCURRENT REPORT\n"
        b"\nItem 5. Other Events.\n\nPen number %d.\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n" % (number, number, number, number)
    )


def accession(number: int) -> str:
    return f"0009999999-03-{number:06d}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One of everything, numbered in the order it should be read."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_bytes(filing(99))
    (tmp_path / "a.txt").write_bytes(filing(1))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(filing(2)))
    with zipfile.ZipFile(tmp_path / "d.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("in/z.txt", filing(3))
        made.writestr("../../up.txt", gzip.compress(filing(4)))
        made.mkdir("empty")
    with tarfile.open(tmp_path / "e.nc.tar.gz", "w:gz") as packed:
        for number, name in ((5, "./5.nc"), (6, "/6.nc")):
            info = tarfile.TarInfo(name)
            info.size = len(filing(number))
            packed.addfile(info, io.BytesIO(filing(number)))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    (tmp_path / "b" / "f.txt").write_bytes(filing(7))
    return tmp_path


def test_paths_of_a_folder(folder: Path) -> None:
    entries = list(paths([folder]))
    members = ["d.zip!in/z.txt", "d.zip!../../up.txt", "e.nc.tar.gz!./5.nc", "e.nc.tar.gz!/6.nc"]
    assert [name[len(str(folder)) + 1 :] for name, _ in entries] == ["a.txt", "c.txt.gz", *members, os.path.join("b", "f.txt")]
    loaded = [load() for _, load in entries]
    assert [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in loaded] == [filing(n) for n in range(1, 8)]


def test_globs_and_what_is_not_there(folder: Path) -> None:
    found = [Path(name) for name, _ in paths([f"{folder}/*.txt", f"{folder}/**/f.txt"])]
    assert found == [folder / "a.txt", folder / "b" / "f.txt"]
    assert list(paths([])) == []
    (_, load), (_, again) = paths([folder / "none.txt", f"{folder}/none*"])
    for wanted in (load, again):
        with pytest.raises(FileNotFoundError):
            wanted()
    odd = folder / "odd[1]!x.txt"
    odd.write_bytes(filing(8))
    assert [load() for _, load in paths([odd])] == [filing(8)]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
def test_what_is_no_file_is_left_out_of_a_folder_and_read_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
    Path("z.txt").write_bytes(filing(1))
    for given in (".", "*"):
        pipe, other, last = read_many([given])
        assert isinstance(pipe, Failure) and pipe.path.endswith("pipe") and pipe.what == "it is a named pipe, not a file, and was left out"
        assert isinstance(other, Failure) and other.path.endswith("socket") and other.what.startswith("it is a socket, not a file")
        assert isinstance(last, Report) and last.accession == accession(1)
    for data in (filing(2), gzip.compress(filing(2))):
        writer = threading.Thread(target=Path("pipe").write_bytes, args=(data,))
        writer.start()
        (named,) = read_many("pipe")
        writer.join()
        assert isinstance(named, Report) and named.accession == accession(2)


def test_open_bytes(folder: Path) -> None:
    assert open_bytes(folder / "a.txt") == filing(1)
    assert open_bytes(str(folder / "c.txt.gz")) == filing(2)
    assert open_bytes(f"{folder}/d.zip!in/z.txt") == filing(3)
    assert open_bytes(f"{folder}/d.zip!../../up.txt") == filing(4)
    assert open_bytes(f"{folder}/e.nc.tar.gz!/6.nc") == filing(6)
    for missing in ("d.zip!none", "e.nc.tar.gz!none", "none.zip!x"):
        with pytest.raises(FileNotFoundError):
            open_bytes(f"{folder}/{missing}")
    assert not (folder.parent / "up.txt").exists()


def test_limits_refuse(folder: Path) -> None:
    tight = Limits(max_bytes=100, free_bytes=100)
    for name in ("a.txt", "c.txt.gz", "d.zip!in/z.txt", "e.nc.tar.gz!/6.nc"):
        with pytest.raises(Refused) as caught:
            open_bytes(f"{folder}/{name}", tight)
        assert caught.value.todo
        assert pickle.loads(pickle.dumps(caught.value)).todo == caught.value.todo
    few = [load for name, load in paths([folder / "d.zip"], Limits(max_members=1))]
    assert few[0]() == filing(3)
    with pytest.raises(Refused):
        few[1]()


def test_bombs(tmp_path: Path) -> None:
    limits = Limits(max_bytes=1 << 20, free_bytes=1 << 16, max_ratio=20)
    zeros = bytes(1 << 21)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.txt", zeros)
        made.writestr("good.txt", filing(1))
    with tarfile.open(tmp_path / "bomb.tar.gz", "w:gz") as packed:
        info = tarfile.TarInfo("good.txt")
        info.size = len(filing(1))
        packed.addfile(info, io.BytesIO(filing(1)))
        info = tarfile.TarInfo("bomb.txt")
        info.size = len(zeros)
        packed.addfile(info, io.BytesIO(zeros))
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(zeros))
    forged = tarfile.TarInfo("x")
    forged.type, forged.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    (tmp_path / "forged.tar").write_bytes(forged.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    for name, good in (("bomb.zip", 1), ("bomb.tar.gz", 1), ("forged.tar", 0)):
        results = []
        for _, load in paths([tmp_path / name], limits):
            try:
                results.append(load() == filing(1))
            except Refused:
                results.append(False)
        assert sum(results) == good and False in results, name
    (report,) = read_many([tmp_path / "bomb.gz"], limits=limits)
    assert isinstance(report, Report)
    assert "too-large" in [finding.code for finding in report.findings]


def test_damaged_archives(folder: Path) -> None:
    whole = (folder / "d.zip").read_bytes()
    (folder / "d.zip").write_bytes(whole[: len(whole) // 2])
    packed = (folder / "e.nc.tar.gz").read_bytes()
    (folder / "e.nc.tar.gz").write_bytes(packed[: len(packed) - 30])
    (folder / "c.txt.gz").write_bytes((folder / "c.txt.gz").read_bytes()[:-9])
    results = list(read_many([folder / "d.zip", folder / "e.nc.tar.gz", folder / "c.txt.gz", folder / "a.txt"]))
    assert isinstance(results[0], Failure) and results[0].path == str(folder / "d.zip") and results[0].todo
    assert isinstance(results[-2], Report) and "damaged-gzip" in [finding.code for finding in results[-2].findings]
    assert isinstance(results[-1], Report) and results[-1].accession == accession(1)


def test_a_mapped_file_searches_as_bytes_do(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    data = b"".join(b"line %d\n" % number for number in range(400_000)) + b"<DOCUMENT>" + bytes(1 << 21) + b"<DOCUMENT>\n"
    data += b"." * (MAPPED - len(data))
    path.write_bytes(data)
    mapped = open_bytes(path)
    assert type(mapped).__name__ == Mapped.__name__
    for sub in (b"<DOCUMENT>", b"line 0\n", b"line 399999\n", b"none at all", b"\n", b"...", b"line 1507"):
        for start, end in ((0, None), (5, None), (1 << 20, 3 << 20), (-50, None), (100, 90), (0, 6)):
            assert mapped.find(sub, start, end) == data.find(sub, start, end), (sub, start, end)
            assert mapped.rfind(sub, start, end) == data.rfind(sub, start, end), (sub, start, end)


def test_read_path_and_document_bytes(folder: Path) -> None:
    for number, name in ((1, "a.txt"), (2, "c.txt.gz"), (3, "d.zip!in/z.txt"), (6, "e.nc.tar.gz!/6.nc")):
        report = read_path(f"{folder}/{name}")
        assert (report.accession, report.path) == (accession(number), f"{folder}/{name}")
        (document,) = report.documents
        body = document_bytes(report, document)
        assert body.split()[-1] == b"%d." % number
        sent = pickle.loads(pickle.dumps(report))
        assert sent.__dict__ == {}
        assert document_bytes(sent, sent.documents[0]) == body
    with pytest.raises(ValueError, match="neither"):
        document_bytes(Report(), document)
    (folder / "a.txt").write_bytes(b"short")
    again = pickle.loads(pickle.dumps(read_path(folder / "b" / "f.txt")))
    (folder / "b" / "f.txt").write_bytes(b"short")
    with pytest.raises(ValueError, match="shorter"):
        document_bytes(again, again.documents[0])


@pytest.mark.parametrize("jobs", [1, 2])
def test_read_many_keeps_the_order_and_goes_on(folder: Path, jobs: int) -> None:
    given: list[Path | str] = [folder, folder / "none.txt", folder / "a.txt", f"{folder}/d.zip!none"]
    results = list(read_many(given, jobs=jobs))
    assert [r.accession if isinstance(r, Report) else "" for r in results] == [*map(accession, range(1, 8)), "", accession(1), ""]
    failed = [r for r in results if isinstance(r, Failure)]
    assert [r.path for r in failed] == [str(folder / "none.txt"), f"{folder}/d.zip!none"]
    assert all(r.what and r.todo for r in failed)
    one = next(iter(read_many(folder / "a.txt", jobs=jobs)))
    assert isinstance(one, Report)


class Killer:
    """A loader that ends the process it is called in, as a filing that takes all memory may."""

    def __call__(self) -> bytes:
        os._exit(9)


def test_a_worker_that_dies_costs_one_input(folder: Path) -> None:
    whole = list(paths([folder / "a.txt"])) * 9
    entries: list[sources.Entry] = [*whole, ("killer", Killer()), *whole]
    work = partial(sources._work, Limits())
    results = [one for many in mapped(sources.batches(iter(entries), files=2), work, 2, sources._died) for one in many]
    assert [type(result) for result in results] == [Report] * 9 + [Failure] + [Report] * 9
    assert isinstance(results[9], Failure) and results[9].path == "killer"


def test_batches_grow_and_then_shrink_so_that_all_workers_end_together() -> None:
    def sizes(count: int, jobs: int) -> list[int]:
        entries: list[sources.Entry] = [(str(n), Killer()) for n in range(count)]
        made = list(sources.batches(iter(entries), 1_000, first=350, jobs=jobs))
        assert [entry for batch in made for entry in batch] == entries
        return [len(batch) for batch in made]

    assert sizes(2_000, 2) == [350, 350, 350, 316, 211, 141, 94, 87, 101]
    assert sizes(300, 2) == [100, 87, 113]
    assert sizes(2_000, 1) == [350] * 5 + [250]
    assert max(sizes(20_000, 2)) == 1_000 and max(sizes(20_000, 2)[-5:]) < 200


def test_more_batches_than_are_in_flight(tmp_path: Path) -> None:
    for number in range(150):
        (tmp_path / f"{number:03}.txt").write_bytes(filing(number))
    results = read_many(tmp_path, jobs=2)
    first = next(results)
    assert isinstance(first, Report) and first.accession == accession(0)
    assert [r.accession for r in results if isinstance(r, Report)] == [accession(n) for n in range(1, 150)]
    stopped = read_many(tmp_path, jobs=2)
    next(stopped)
    stopped.close()


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_script_that_does_not_ask_for_its_name_is_not_run_again(folder: Path, tmp_path: Path, method: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        f"import multiprocessing, eightk\nmultiprocessing.set_start_method({method!r})\nprint('begun', flush=True)\n"
        f"print([type(r).__name__ for r in eightk.read_many({[str(folder / 'a.txt')] * 20!r}, jobs=2)])\nprint(__file__, __spec__)\n"
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.stderr) == (f"begun\n{['Report'] * 20}\n{script} None\n", "")


def test_a_process_with_threads_is_not_copied(folder: Path) -> None:
    code = f"""
        import threading, eightk
        wait = threading.Event()
        threading.Thread(target=wait.wait, daemon=True).start()
        print([type(r).__name__ for r in eightk.read_many({[str(folder / "a.txt")] * 20!r}, jobs=2)])
    """
    ran = subprocess.run([sys.executable, "-W", "always", "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.stderr) == (f"{['Report'] * 20}\n", "")


def test_threads_that_begin_workers_at_once_hide_the_script_all_the_while() -> None:
    main = vars(sys.modules["__main__"])
    before, shown = {name: main.get(name) for name in ("__file__", "__spec__")}, []
    begun, both, ended = threading.Event(), threading.Event(), threading.Event()

    def one() -> None:
        with _without_main():
            begun.set()
            both.wait(0.2)  # in vain: the other waits for this one
        ended.set()

    def other() -> None:
        begun.wait()
        with _without_main():
            both.set()
            ended.wait()
            shown.append("__file__" in main)

    threads = [threading.Thread(target=work) for work in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shown == [False]
    assert {name: main.get(name) for name in before} == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_stops_cleanly(folder: Path, jobs: int) -> None:
    code = f"""
        from eightk.sources import read_many
        try:
            for number, _ in enumerate(read_many([{str(folder / "a.txt")!r}] * 100_000, jobs={jobs})):
                if number == 20:
                    print("reading", flush=True)
        except KeyboardInterrupt:
            print("stopped")
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    assert process.stdout.readline() == "reading\n"
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("stopped\n", "", 0)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory in use")
def test_a_large_submission_by_path_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    line = b"M" + b"7" * 60 + b"\n"
    with path.open("wb") as file:
        file.write(filing(1).replace(b"</SEC-DOCUMENT>\n", b""))
        for number in range(4):
            file.write(b"<DOCUMENT>\n<TYPE>GRAPHIC\n<SEQUENCE>%d\n<TEXT>\nbegin 644 a.jpg\n" % (number + 2))
            file.write(line * (25_000_000 // len(line)))
            file.write(b"end\n</TEXT>\n</DOCUMENT>\n")
    code = f"""
        import resource
        from eightk.sources import read_path
        read_path({str(tmp_path / "small.txt")!r})
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        report = read_path({str(path)!r})
        assert len(report.documents) == 5, report.documents
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    (tmp_path / "small.txt").write_bytes(filing(2))
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 < 50_000_000


def test_an_attached_file_comes_out_of_its_wrapping() -> None:
    picture = bytes(range(256)) * 3
    lines = b"".join(binascii.b2a_uu(picture[n : n + 45]) for n in range(0, len(picture), 45))
    head = b"<DOCUMENT>\n<TYPE>GRAPHIC\n<SEQUENCE>2\n<FILENAME>logo.gif\n<TEXT>\nbegin 644 logo.gif\n"
    packed = head + lines + b"`\nend\n</TEXT>\n</DOCUMENT>\n"
    data = filing(1)
    at = data.rfind(b"</SEC-DOCUMENT>")
    report = read(data[:at] + packed + data[at:])
    assert document_file(report, report.documents[-1]) == picture
    assert document_file(report, report.documents[0]) == document_bytes(report, report.documents[0])


def test_fresh_workers_have_the_environment_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = [sys.executable, "-c", "import os; print(os.environ.get('EIGHTK_PROBE', 'none'))"]

    def told() -> list[bytes]:
        return [line.strip() for line in mapped(iter([ask]), subprocess.check_output, 1, lambda entry: b"dead", fresh="eightk")]

    monkeypatch.delenv("EIGHTK_PROBE", raising=False)
    assert told() == [b"none"]
    monkeypatch.setenv("EIGHTK_PROBE", "now")
    assert told() == [b"now"]
