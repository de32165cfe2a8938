"""Writes `docs/openapi.json`. Run as `python -m web.documents`; a test keeps it equal to the app."""

from pathlib import Path
from typing import Final

import orjson

from engine.database import connect
from engine.settings import Settings
from web.app import create_app
from web.context import Konteks

OPENAPI_JSON: Final = Path(__file__).parents[1] / "docs" / "openapi.json"


def openapi() -> bytes:
    """The document, sorted and indented, so that a change shows as the lines that changed."""
    app = create_app(Konteks(connect("sqlite://"), Settings(data_dir=Path("data"))))
    return orjson.dumps(app.openapi(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


if __name__ == "__main__":
    OPENAPI_JSON.write_bytes(openapi())
