"""Work spread over a Dask cluster that is there already: the same functions as on one machine, called elsewhere.

Workers may come and go: what a worker was at when it went is done by another one. The extra `cluster` must be
installed here and on every worker, and the project in the same version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ofsted_trends.errors import InputError

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")
R = TypeVar("R")

#: Seconds until a scheduler must have answered, and until it must have a worker.
ANSWER, WORKERS = 10, 60
#: Tasks at the scheduler for each worker: enough that none waits.
AHEAD = 4
#: How often a task is given to new workers after its workers ended (each time Dask itself tries several).
AGAIN = 3


@contextmanager
def connect(scheduler: str) -> Iterator[Client]:
    """Gives the client of a scheduler that has workers.

    Args:
        scheduler: its address, such as `tcp://10.0.0.5:8786`.

    Raises:
        InputError: the extra is not installed, no scheduler answers there, or it has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise InputError("--scheduler needs Dask; install the extra: pip install 'ofsted-trends[cluster]'") from None
    try:
        client = Client(scheduler, timeout=ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, ImportError) as error:
        raise InputError(
            f"{scheduler}: no Dask scheduler answers there ({error}); start one with `dask scheduler` and name its "
            "address, such as tcp://10.0.0.5:8786"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=WORKERS)
        except TimeoutError:
            raise InputError(
                f"{scheduler}: the scheduler has no workers; start some with `dask worker {scheduler} --nthreads 1`"
            ) from None
        yield client


def run_on_cluster(
    scheduler: str,
    function: Callable[..., R],
    tasks: Sequence[T],
    *arguments: Any,
    lost: Callable[[T], R] | None = None,
) -> Iterator[tuple[T, R]]:
    """Yields each task with what the function gave for it on a worker, in the order in which they are done.

    Args:
        scheduler: address of the scheduler.
        function: of a module that the workers can import; called with the task and the arguments.
        tasks: what to do, each at most a few hundred KB.
        arguments: the same for all tasks.
        lost: gives the result of a task whose workers end again and again; None where that is an error.

    Raises:
        InputError: the cluster cannot be used, its workers have another version or end again and again, or its
            scheduler ended.
    """
    if not tasks:
        return
    from_here = project_version()
    with connect(scheduler) as client:
        from distributed import KilledWorker, as_completed

        waiting = [(task, 0) for task in reversed(tasks)]
        under_way: dict[Any, tuple[T, int]] = {}
        done: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

        def submit() -> None:
            most = AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            while waiting and len(under_way) < most:
                task, tries = waiting.pop()
                future = client.submit(call_here, function, from_here, task, *arguments, pure=False)
                under_way[future] = (task, tries)
                done.add(future)

        submit()
        while under_way:
            future = next(done)
            task, tries = under_way.pop(future)
            try:
                result = future.result()
            except KilledWorker as error:
                if tries < AGAIN:
                    waiting.append((task, tries + 1))
                elif lost:
                    yield task, lost(task)
                else:
                    raise InputError(f"{scheduler}: workers end again and again; give them more memory") from error
            except CancelledError as error:
                raise InputError(
                    f"{scheduler}: the scheduler is gone; start it and run the same again: what is done is kept"
                ) from error
            except ImportError as error:
                raise InputError(
                    f"{scheduler}: a worker cannot import the project ({error}); install it there in this version"
                ) from error
            else:
                yield task, result
            submit()


def call_here(function: Callable[..., R], version: str, *arguments: Any) -> R:
    """Returns what a function gives on this worker, if it is the same function here.

    Raises:
        InputError: the project has another version here.
    """
    if project_version() != version:
        raise InputError("a worker has another version of the project; install the same everywhere")
    return function(*arguments)


@cache
def project_version() -> str:
    """Returns a hash of the project's code and registers."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.suffix != ".pyc" and "bundled_facts" not in file.parts:
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
