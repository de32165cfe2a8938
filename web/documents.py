"""The OpenAPI document: made from the app, with its problems and commands; kept in `docs/openapi.json`."""

from fastapi import FastAPI


def install(app: FastAPI) -> None:
    """Let the app describe itself with the additions below."""
    del app
