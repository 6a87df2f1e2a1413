"""What keeps a draft from being written, approved or confirmed, as lines that say where, what and what to do; exit code 2.

Comes in: exceptions of drafting, packing and files. Goes out: lines on standard error. Add here: an exception that a filer can mend.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from eightk.bundles import Refused
from eightk.checking import NoReport
from eightk.cli.output import advice
from eightk.cli.painted import paint
from eightk.drafting import BadDraft
from eightk.filing.approvals import Tampered
from eightk.filing.confirm import NoPackage
from eightk.filing.make import Taken
from eightk.filing.source import BadFiles
from eightk.write.escape import one_line, unicode_path
from eightk.write.package import CannotPack, Complaint
from eightk.write.refuse import CannotWrite

TROUBLE = 2


@contextmanager
def troubles(path: str) -> Iterator[None]:
    """Tell what goes wrong with the file at `path`, and end with code 2."""
    try:
        yield
    except BadDraft as error:
        for one in error.complaints:
            _line(f"{path}:{one.line}:{one.column}", one.what, one.todo)
    except BadFiles as error:
        _complain(path, error.complaints, error.places)
    except CannotPack as error:
        _complain(path, error.complaints, {})
    except (Taken, Refused, NoPackage) as error:
        _line(path, str(error), error.todo)
    except NoReport as error:
        _line(path, f"what was laid out does not read as a Form 8-K: {error.failure.what}", "name the form and its items in the draft")
    except CannotWrite as error:
        _line(path, str(error), "")
    except Tampered as error:
        _line(path, str(error), "restore the log from a copy, or move it away and approve anew")
    except BrokenPipeError:
        raise  # whoever read our output went away, which is no trouble with the draft
    except IsADirectoryError:
        _line(path, "it is a folder", "name a file")
    except OSError as error:
        _line(str(error.filename or path), (error.strerror or "it could not be opened").lower(), advice(error))
    else:
        return
    click.get_current_context().exit(TROUBLE)


def _complain(path: str, complaints: tuple[Complaint, ...], places: dict[str, int]) -> None:
    for one in complaints:
        line = places.get(one.part)
        _line(f"{path}:{line}" if line else path, one.what + (f" ({one.part})" if one.part and not line else ""), one.todo)


def _line(where: str, what: str, todo: str) -> None:
    told = f"{paint(one_line(unicode_path(where)), bold=True)}: {paint(one_line(what), 'red')}"
    click.echo(told + (f"; {one_line(todo)}" if todo else ""), err=True)
