"""Several questions to the index at once: tantivy gives each one thread, and lets others of this process run meanwhile.

Comes in: functions. Goes out: what each gives. Add here: nothing about questions.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def together(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """What each task gives, in order, worked at once as far as there are processors. Raises what the first that fails raises."""
    threads = min(len(tasks), processors())
    if threads < 2:
        return [task() for task in tasks]
    from concurrent.futures import ThreadPoolExecutor

    # Begun and ended with each question: a pool that stayed would be a broken one in a process that is forked from this.
    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(task) for task in tasks[1:]]
        return [tasks[0](), *(other.result() for other in others)]
