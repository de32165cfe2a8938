"""The board, the units, the list of what a supervisor must look at."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request

from engine import facility
from engine.views import checks
from web.api import bodies
from web.auth import Pembaca, Pengamat
from web.context import konteks

router: Final = APIRouter(tags=["papan"])
TERBESAR: Final = 2**53


@router.get("/papan")
def papan(request: Request, _pengakses: Pengamat) -> bodies.Papan:
    """Keadaan seluruh fasilitas pada satu saat: jumlah, isi tiap unit, yang dibawa, terlambat, dan perlu dicek."""
    parts = konteks(request)
    board = bodies.Papan.model_validate(parts.papan())
    return board.model_copy(update={"siaran_tertunda": parts.feed is None or parts.feed.tertunda})


@router.get("/unit")
def unit(request: Request, _pengakses: Pembaca) -> bodies.DaftarUnit:
    """Unit-unit aktif fasilitas ini."""
    with konteks(request).engine.connect() as connection:
        return bodies.DaftarUnit(isi=[bodies.Unit.model_validate(row) for row in facility.units(connection)])


@router.get("/cek")
def cek(
    request: Request,
    _pengakses: Pembaca,
    kursor: Annotated[int, Query(ge=0, le=TERBESAR)] = 0,
    batas: Annotated[int, Query(ge=1, le=200)] = checks.HALAMAN,
) -> bodies.DaftarCek:
    """Baris jejak yang menunggu putusan penyelia, yang lama dulu."""
    with konteks(request).engine.connect() as connection:
        rows = checks.terbuka(connection, setelah=kursor, batas=batas + 1)
    more = rows[batas - 1].seq if len(rows) > batas else None
    return bodies.DaftarCek(isi=[bodies.Cek.model_validate(row) for row in rows[:batas]], kursor=more)
