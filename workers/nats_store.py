"""Whether nats-server's files are still there: a server whose store was deleted goes on writing to files nobody sees.

It keeps its answers and numbers meanwhile, so only its directory shows it. Looking is a few dozen stats.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from schemas import subjects

GUDANG: Final = "jetstream"
ALIRAN: Final = ("$G", "streams")
"""Within the store; the server itself removes both with its last stream and makes them anew with the next."""
BLOK: Final = ".blk"
Kenal = dict[str, tuple[int, int]]
"""Path to (inode, size)."""


class Gudang:
    """The store of one running server. `lihat` compares with what was there the last time.

    `milik`: patterns of the files it was started with, by which others find it and which keep others out. They are
    there from the start.
    """

    def __init__(self, folder: Path, milik: Iterable[str] = ()) -> None:
        self._folder = folder
        self._milik = tuple(milik)
        self._akar: dict[Path, int] = {}
        self._aliran: dict[str, Kenal] = {}

    def lihat(self) -> tuple[bool, frozenset[str]]:
        """(the store as a whole is gone, streams that lost something). Forgets what it has told."""
        if self._akar_hilang() or not all(any(self._folder.glob(one)) for one in self._milik):
            return True, frozenset()
        now = self._isi()
        lost = frozenset(name for name, before in self._aliran.items() if name not in now or _kurang(before, now[name]))
        self._aliran = now
        return False, lost

    def _akar_hilang(self) -> bool:
        lost = False
        for path in (self._folder, self._folder / GUDANG):
            try:
                inode = path.stat().st_ino
            except OSError:
                lost = lost or path in self._akar
                continue
            lost = lost or self._akar.setdefault(path, inode) != inode
        return lost

    def _isi(self) -> dict[str, Kenal]:
        """The directory and message blocks of each stream of ours: another's may shrink in the ordinary way."""
        found: dict[str, Kenal] = {}
        for stream in _entries(self._folder.joinpath(GUDANG, *ALIRAN)):
            if stream.name.startswith(f"{subjects.STREAM_PREFIX}_") and stream.is_dir(follow_symlinks=False):
                kenal: Kenal = {}
                for block in _entries(Path(stream.path, "msgs")):
                    if block.name.endswith(BLOK):
                        try:
                            state = block.stat()
                        except OSError:
                            continue
                        kenal[block.name] = (state.st_ino, state.st_size)
                found[stream.name] = kenal
        return found


def _kurang(before: Kenal, now: Kenal) -> bool:
    """Is a block gone, another file, or shorter? Of our streams, which only grow, none ever is."""
    return any(
        name not in now or now[name][0] != inode or now[name][1] < size for name, (inode, size) in before.items()
    )


def _entries(path: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(path) as found:
            return list(found)
    except OSError:
        return []
