"""Which rules are asked for, by the beginnings of their codes.

Comes in: a code, what is selected and what is ignored. Goes out: a bool. Add here: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from eightk.check.rule import Checked
from eightk.form.requirements import requirements


def chosen(code: str, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> bool:
    """Whether a rule is asked for. The longer beginning decides; of two equally long ones the ignored. Nothing selected is all selected."""
    wanted = max((len(s) for s in select if code.startswith(s)), default=-1) if select else 0
    return wanted > max((len(i) for i in ignore if code.startswith(i)), default=-1)


def unknown(codes: Iterable[str]) -> tuple[str, ...]:
    """Those that no code begins with."""
    return tuple(c for c in codes if not c or not any(row.code.startswith(c) for row in requirements()))


def narrowed(checked: Checked, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Checked:
    """What was found by the rules that are asked for."""
    select, ignore = tuple(select), tuple(ignore)
    if not select and not ignore:
        return checked
    return msgspec.structs.replace(
        checked,
        faults=tuple(f for f in checked.faults if chosen(f.code, select, ignore)),
        skipped=tuple(s for s in checked.skipped if chosen(s.code, select, ignore)),
    )
