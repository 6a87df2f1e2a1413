"""JSON -> Report, the inverse of `write/json.py`.

Comes in: what `to_json` wrote. Goes out: a Report. Add here: nothing; a new field is a field of the model.
"""

from __future__ import annotations

import functools
from typing import Any, get_args, get_origin

import msgspec

from eightk.model import Listing, Report


def _listing(kind: type, value: Any) -> Any:
    if get_origin(kind) is Listing:
        nodes = list.__class_getitem__(get_args(kind))
        return Listing(msgspec.convert(value, nodes))
    raise NotImplementedError(kind)


@functools.cache
def _decoder() -> msgspec.json.Decoder[Report]:
    return msgspec.json.Decoder(Report, dec_hook=_listing)


def from_json(data: bytes | str) -> Report:
    """The report that `to_json` wrote. Raises ValueError (msgspec.ValidationError) naming the key that does not fit."""
    return _decoder().decode(data)
