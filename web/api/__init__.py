"""HTTP interface, version 1."""

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter(prefix="/api/v1")
