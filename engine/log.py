"""Logs: structlog, JSON in production. Keys that could carry personal data are dropped, whatever the caller meant."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final, Literal

import structlog

PRIBADI: Final = frozenset(
    {"nama", "nik", "nomor", "nomor_rm", "kunci", "alamat", "sandi", "token", "kuki", "csrf", "diagnosis", "telepon"}
)
"""Keys that never reach a log line."""


def _redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in PRIBADI & event.keys():
        event[key] = "[disembunyikan]"
    return event


def configure(style: Literal["json", "teks"], level: int = logging.INFO) -> None:
    """Set up logging for this process, to standard error. Tracebacks carry no local variables."""
    plain_traceback = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer: tuple[Any, ...] = (
        (structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False))
        if style == "json"
        else (plain_traceback,)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _redact,
            *renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
