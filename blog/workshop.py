"""Work done in other processes, which can be stopped when it takes too long or too much."""

from __future__ import annotations

import logging
import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from threading import Lock
from types import TracebackType
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from blog.errors import Refusal

_Job = TypeVar("_Job")
_Value = TypeVar("_Value")

# Address space would be the wrong thing to limit: libraries reserve more than they use.
_MOST_BYTES = 1024**3
_WAITING_PER_WORKER = 4
_ATTEMPTS = 3

_OUT_OF_MEMORY = "ran out of memory"
_BROKEN = "brought down the process that worked on it"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome(Generic[_Value]):
    """What became of one job: its value, or a sentence that says why there is none."""

    value: _Value | None = None
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Done(Generic[_Value]):
    """An outcome as it travels between processes; `bug` is a traceback for the log."""

    value: _Value | None = None
    problem: str | None = None
    bug: str | None = None


class Workshop:
    """Some workers, each a process of its own; the first job starts them.

    `start` is how: a fork of a process with threads may hang, a spawned one never does.
    """

    def __init__(
        self, workers: int | None = None, seconds: float = 5, *, start: str = "spawn"
    ) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._seconds = seconds
        self._start = start
        self._pool: ProcessPool | None = None
        self._closed = False
        self._lock = Lock()

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Send the workers home, whatever they are doing."""
        with self._lock:
            self._closed = True
            self._dismiss()

    def open(self, module: str) -> None:
        """Start the workers now, and let them load what their jobs will need."""
        pool = self._running_pool()
        for _ in range(self._workers):
            pool.schedule(import_module, args=(module,))

    def map(
        self,
        function: Callable[[_Job], _Value],
        jobs: Iterable[_Job],
        on_done: Callable[[], None] | None = None,
        *,
        seconds: float | None = None,
    ) -> Iterator[Outcome[_Value]]:
        """Do every job in some worker; give the outcomes in the order of the jobs.

        Only a few jobs are handed out ahead, so that ten thousand of them need little memory.
        Each may take so many `seconds`, where that is another number than the workshop's own.
        """
        patience = seconds or self._seconds
        rest = iter(jobs)
        waiting: deque[tuple[_Job, ProcessFuture[Any]]] = deque()
        try:
            while True:
                room = self._workers * _WAITING_PER_WORKER - len(waiting)
                waiting.extend(
                    (job, self._hand_out(function, job, patience)) for job in islice(rest, room)
                )
                if not waiting:
                    return
                outcome = self._outcome(function, *waiting.popleft(), patience)
                if on_done is not None:
                    on_done()
                yield outcome
        finally:
            for _, future in waiting:
                future.cancel()  # type: ignore[no-untyped-call]  # pebble has no types here

    def _hand_out(
        self, function: Callable[[_Job], _Value], job: _Job, seconds: float
    ) -> ProcessFuture[Any]:
        for _ in range(_ATTEMPTS):
            pool = self._running_pool()
            try:
                return pool.schedule(_work, args=(function, job), timeout=seconds)
            except RuntimeError:  # the pool broke between two jobs
                self._replace(pool)
        raise BrokenProcessPool("no worker can be started")

    def _outcome(
        self,
        function: Callable[[_Job], _Value],
        job: _Job,
        future: ProcessFuture[Any],
        seconds: float,
    ) -> Outcome[_Value]:
        """Wait for a job; when all workers broke down around it, have it done again."""
        for _ in range(_ATTEMPTS):
            try:
                done: _Done[_Value] = future.result()
            except BrokenProcessPool:
                self._replace(self._pool)
                future = self._hand_out(function, job, seconds)
            except Exception as error:  # noqa: BLE001 - whatever stops a worker, the others go on
                return Outcome(problem=self._why(error, seconds))
            else:
                if done.bug:
                    _log.error("%s failed\n%s", function, done.bug)
                return Outcome(value=done.value, problem=done.problem)
        return Outcome(problem=_BROKEN)

    def _why(self, error: Exception, seconds: float) -> str:
        if isinstance(error, TimeoutError):
            return f"took longer than {seconds:g} seconds"
        if isinstance(error, ProcessExpired):
            return _BROKEN
        if isinstance(error, MemoryError):
            return _OUT_OF_MEMORY
        _log.error("a job could not be handed over", exc_info=error)
        return _in_words(error)

    def _running_pool(self) -> ProcessPool:
        with self._lock:
            if self._closed:
                raise RuntimeError("this workshop is closed")
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=self._workers,
                    initializer=_settle_in,
                    initargs=(_MOST_BYTES,),
                    context=multiprocessing.get_context(self._start),
                )
            return self._pool

    def _replace(self, broken: ProcessPool | None) -> None:
        with self._lock:
            if broken is not None and self._pool is broken and not broken.active:
                self._dismiss()

    def _dismiss(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _settle_in(most_bytes: int) -> None:
    """Limit what this worker may take; Ctrl-C is the parent's to answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # not on every system
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _work(function: Callable[[_Job], _Value], job: _Job) -> _Done[_Value]:
    """Do one job where it can do no harm.

    A failure travels as words: not every exception survives the way between processes.
    """
    try:
        return _Done(value=function(job))
    except Refusal as refusal:
        return _Done(problem=str(refusal))
    except MemoryError:
        return _Done(problem=_OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - a worker's loop; it is logged by the parent
        return _Done(problem=_in_words(error), bug=traceback.format_exc())


def _in_words(error: Exception) -> str:
    return str(error) or type(error).__name__
