"""Watching a position grow in an SQLite file that another process (or thread) writes."""

import sqlite3
import threading
import time
from bisect import bisect_left
from pathlib import Path
from types import TracebackType
from typing import Final, Self

LOOK_SECONDS: Final = 0.0005


class Watcher:
    """Remembers when each position was first seen. `query` answers the position, or nothing."""

    def __init__(self, file: Path, query: str) -> None:
        self._file = file
        self._query = query
        self._seen: list[tuple[int, float]] = []
        self._end = threading.Event()
        self._moved = threading.Condition()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()

    @property
    def position(self) -> int:
        """The last one seen."""
        return self._seen[-1][0] if self._seen else 0

    def reached(self, position: int, seconds: float) -> float:
        """Wait until this position is there; when it was first seen. Raises TimeoutError."""
        with self._moved:
            if not self._moved.wait_for(lambda: self.position >= position, seconds):
                raise TimeoutError(f"posisi {position} tidak tercapai, baru {self.position}")
        return self.seen(position)

    def seen(self, position: int) -> float:
        """When this position was first there."""
        return self._seen[bisect_left(self._seen, (position, 0.0))][1]

    def _run(self) -> None:
        connection = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, isolation_level=None)
        version = -1
        while not self._end.wait(LOOK_SECONDS):
            (now,) = connection.execute("PRAGMA data_version").fetchone()
            if now == version:
                continue
            version = now
            row = connection.execute(self._query).fetchone()
            if row and row[0] is not None and row[0] > self.position:
                with self._moved:
                    self._seen.append((row[0], time.perf_counter()))
                    self._moved.notify_all()
        connection.close()
