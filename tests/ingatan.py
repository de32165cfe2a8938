"""Where tests keep what need not survive a power cut: in memory, where the machine has such a place."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORI: Final = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one


def tempat(ruang: int) -> Path:
    """In memory where so many bytes are free there; else where temporary folders usually are."""
    usable = MEMORI.is_dir() and os.access(MEMORI, os.W_OK)
    return MEMORI if usable and shutil.disk_usage(MEMORI).free > ruang else Path(tempfile.gettempdir())
