"""Worker processes: batches of inputs in, their results out in order, whatever happens to a worker.

Comes in: batches, and a function for one batch. Goes out: the function's results, in the order of the batches. A batch whose
worker died is tried again one input at a time, so that only the input that kills is lost. Add here: nothing about filings.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, TypeVar

# The process pool takes as long to import as all the rest: only who needs it imports it.
if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

E = TypeVar("E")
R = TypeVar("R")


def mapped(
    batches: Iterator[list[E]], work: Callable[[list[E]], R], jobs: int, died: Callable[[E], R], *, fresh: str = ""
) -> Generator[R, None, None]:
    """`work` of each batch, done by `jobs` processes, in order; `died(input)` stands for an input whose process died.

    `work` and the inputs must survive pickling. `fresh`: workers do not begin as a copy of this process, but of one that has only loaded
    the module so named; who has opened tables has threads, and a copied lock of a thread is never released. Closing the generator stops
    the workers, and waits for them.
    """
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(jobs, fresh)
    waiting: deque[tuple[list[E], Future[R]]] = deque()
    try:
        while True:
            while len(waiting) <= 2 * jobs and (batch := next(batches, [])):
                waiting.append((batch, _submit(pool, work, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                results = [future.result()]
            except BrokenProcessPool:  # a worker has died: who was first in line is worked one by one
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(jobs, fresh)
                results = [_alone(work, entry, died, fresh) for entry in batch]
                waiting = deque((later, _submit(pool, work, later)) for later, _ in waiting)
            yield from results
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(work: Callable[[list[E]], R], entry: E, died: Callable[[E], R], fresh: str) -> R:
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1, fresh) as pool:
        try:
            return _submit(pool, work, [entry]).result()
        except BrokenProcessPool:
            return died(entry)


def begin(fresh: str) -> BaseContext:
    """The server of fresh workers begins to load the module, while this process goes on."""
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker

    context = multiprocessing.get_context("forkserver")
    if sys.platform == "linux":  # elsewhere, libraries of the system may not survive to be copied
        context.set_forkserver_preload([fresh])
    resource_tracker.ensure_running()  # else the next begins it, and lets Ctrl-C through again
    with _without_ctrl_c(), _without_main():
        forkserver.ensure_running()
    return context


_BEGINNING = threading.RLock()  # of two threads that begin workers, the second would hold what the first has hidden


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Processes that begin meanwhile do not run the caller's script again: they need nothing of it, and one that reads without asking
    for its `__name__` would begin workers in each worker. What they would run is told by these two names (multiprocessing.spawn).
    """
    main = vars(sys.modules["__main__"])
    with _BEGINNING:
        held: dict[str, object] = {name: main[name] for name in ("__spec__", "__file__") if name in main}
        main["__spec__"] = None
        main.pop("__file__", None)
        try:
            yield
        finally:
            main.update(held)


@contextlib.contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Processes that begin meanwhile never get Ctrl-C, from their first moment on; this one gets it afterwards.

    A signal that this thread does not take goes to a thread of a library that does, and Python still tells this one: so it is noted.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


def _pool(jobs: int, fresh: str) -> ProcessPoolExecutor:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if not fresh:
        method = multiprocessing.get_start_method()
        if method == "forkserver" or (method == "fork" and _threads() > 1):  # the former on Linux from Python 3.14 on
            fresh = __name__
    context = begin(fresh) if fresh else None
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(dict(os.environ),))


def _threads() -> int:
    """How many threads this process has, those of libraries too where Linux tells: a copy of it would keep their locks for ever."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def _begin(environment: dict[str, str]) -> None:
    """Ctrl-C is for who gives out the work; and a server of fresh workers keeps the environment in which it began itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)


def _end_with_parent() -> None:
    """Who gave out the work may be stopped by a signal that lets it tell nobody; its workers would wait for more for ever."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if (parent := parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(1)


def _submit(pool: ProcessPoolExecutor, work: Callable[[list[E]], R], batch: list[E]) -> Future[R]:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _without_ctrl_c(), _without_main():  # a worker that the pool has begun and not yet noted would outlive it
            return pool.submit(work, batch)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken
