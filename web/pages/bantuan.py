"""Bantuan: the keys, the codes, and what to do when something is refused."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.pages.tampil import Kerja, halaman

router = APIRouter()


@router.get("/bantuan")
def bantuan(request: Request, sesi: Kerja) -> Response:
    """The one page of help."""
    return halaman(request, "bantuan", sesi=sesi)
