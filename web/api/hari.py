"""A day, as the HTTP interface takes it."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import BeforeValidator

_HARI: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _hari(value: object) -> object:
    """A day as the document says it, or nothing: a bare number would be read as seconds since 1970."""
    if value is not None and not (isinstance(value, str) and _HARI.fullmatch(value)):
        raise ValueError("harus tanggal, misalnya 2026-03-02")
    return value


HariAtauKosong = Annotated[date | None, BeforeValidator(_hari)]
