"""What a section is given: a folder of its own, how much to do, a line to tell its progress on."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Figures = dict[str, object]
"""One row of a section: a name and its figure each."""
Section = Figures | list[Figures]


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run does. The defaults are the full run."""

    passes: int = 3
    moves: Mapping[int, int] = field(default_factory=lambda: {1: 1000, 8: 4000, 32: 12000, 128: 16000})
    """Moves of a pass, by how many callers share them."""
    records: int = 2000
    orm_moves: int = 2000
    orm_threads: Sequence[int] = (1, 2, 4, 8, 16, 32)
    scans: int = 200
    paced: int = 4000
    """Moves at the even pace of `flow`."""
    pace: int = 200
    burst: int = 40_000
    """Moves of `flow` at full speed."""
    lines: int = 10_000_000
    records_besar: int = 1_000_000
    requests: int = 300
    """Requests of each kind of page."""
    deadlines: int = 1_000_000
    due: int = 100_000
    """Of these, due at one instant."""
    foreground: float = 20.0
    """Seconds of foreground load before the deadlines fall due."""
    telling: float = 90.0
    """Seconds the timer may take to tell them all late; how many it told is told."""
    rebuild: int = 100_000
    """Lines of a stream to rebuild."""
    registered: int = 100_000
    """Patients registered through the front door."""
    patients: int = 1_000_000
    """Patients searched among."""
    searches: int = 300
    """Searches of each kind."""
    visits: int = 2000
    """Visits of the day that is opened."""
    reported: int = 500_000
    """Visits of the year that is reported."""
    admitted: int = 45_000
    """Admissions of the year that the census counts."""
    fed_facilities: int = 50
    """Facilities on the hub."""
    fed_messages: int = 400
    """Messages of each of them, all at once."""
    fed_seconds: float = 20.0
    """Of single messages, each timed."""
    making: float = 420.0
    """Seconds the making of a large database may take; what is there by then is measured, and its size told."""


FULL = Size()
SHORT = Size(
    passes=1,
    moves={1: 50, 32: 800},
    records=320,
    orm_moves=60,
    orm_threads=(1, 4),
    scans=10,
    paced=60,
    pace=60,
    burst=1000,
    lines=4000,
    records_besar=400,
    requests=5,
    deadlines=3000,
    due=200,
    foreground=1.0,
    rebuild=2000,
    registered=300,
    patients=2000,
    searches=5,
    visits=60,
    reported=600,
    admitted=150,
    fed_facilities=5,
    fed_messages=100,
    fed_seconds=1.0,
    making=20.0,
)
"""Every section in seconds: shows that it works, its figures say nothing."""


class Told:
    """A progress line on standard error; where that is no terminal, silence."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)

    @contextmanager
    def progress(self, what: str, total: int) -> Iterator["Bar"]:
        """A bar for one long piece of work."""
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f}/{task.total:,.0f}"))
        with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=self._console, transient=True,
                      disable=not self._console.is_terminal) as shown:  # fmt: skip
            task = shown.add_task(what, total=total)
            yield Bar(shown, task)


@dataclass(frozen=True, slots=True)
class Bar:
    """One running bar."""

    _shown: Progress
    _task: object

    def at(self, done: int) -> None:
        """So much is done."""
        self._shown.update(self._task, completed=done)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Work:
    """Handed to every section."""

    folder: Path
    size: Size = FULL
    told: Told = field(default_factory=Told)
