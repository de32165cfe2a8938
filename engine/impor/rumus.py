"""What a spreadsheet would take for a formula, written so that it stays a text. Every CSV we write comes here."""

from typing import Final

RUMUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What the first character of a formula may be (OWASP, CSV injection)."""


def aman(isi: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{isi}" if isi.startswith(RUMUS) else isi
