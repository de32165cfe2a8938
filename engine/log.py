"""Logs: structlog, JSON in production. Keys that could carry personal data are dropped, whatever the caller meant."""

import contextlib
import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Final, Literal

import structlog

PRIBADI: Final = frozenset(
    {"nama", "nik", "nomor", "nomor_rm", "kunci", "alamat", "sandi", "token", "kuki", "csrf", "diagnosis", "telepon"}
    | {"identitas", "gelar", "sebutan", "paspor", "nomor_jkn", "nomor_keluarga", "tempat_lahir", "tanggal_lahir"}
    | {"lahir_perkiraan", "jenis_kelamin", "kelurahan", "kecamatan", "kabupaten", "nama_ibu", "penanggung_jawab"}
    | {"hubungan", "nama_peminjam", "telepon_peminjam", "nomor_rujukan", "surel"}
)
"""Keys that never reach a log line."""


def _redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in PRIBADI & event.keys():
        event[key] = "[disembunyikan]"
    return event


def places(error: BaseException) -> str:
    """Where it went wrong: files and lines only, since a message may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))


def _without_words(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception becomes its kind and its places; its message and its traceback stay here."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event.setdefault("galat", type(error).__name__)
        event.setdefault("di", places(error))
    return event


class Penulis(structlog.PrintLogger):
    """Prints a line, or does without it: on a full disk a line that cannot be written must not end who wrote it."""

    def msg(self, message: str) -> None:
        """Print one line."""
        with contextlib.suppress(OSError, ValueError):  # ValueError: the file was closed
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def configure(style: Literal["json", "teks"], level: int = logging.INFO) -> None:
    """Set up logging for this process, to standard error."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if style == "json" else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            _redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: Penulis(sys.stderr),
        cache_logger_on_first_use=False,  # a logger used before `up` sets its own style would keep the command line's
    )
