"""Bars for the verbs that go through a whole archive; nothing in a pipe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import TaskID

    from store.progress import Progress


@contextmanager
def bars() -> Iterator[Callable[["Progress"], None]]:
    """What to call with each step's progress; a bar a step, on stderr."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    with Bars(console=console, transient=True, disable=not console.is_terminal) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(progress: "Progress") -> None:
            if progress.step not in tasks:
                tasks[progress.step] = shown.add_task(progress.step)
            shown.update(tasks[progress.step], completed=progress.done, total=progress.total)

        yield tell
