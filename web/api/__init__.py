"""HTTP interface, version 1: commands, scans, records, board, stream."""

from typing import Final

from fastapi import APIRouter

from web.api import (
    board,
    commands,
    elektronik,
    indikator,
    kekurangan,
    koreksi,
    laporan,
    loans,
    missing,
    pantau_rujukan,
    pasien,
    rak,
    recap,
    records,
    rekonsiliasi,
    requests,
    rujukan,
    scans,
    sensus,
    stream,
    surveilans,
    tempo,
    visits,
)

router: Final = APIRouter(prefix="/api/v1")
for part in (
    commands,
    scans,
    records,
    board,
    recap,
    stream,
    pasien,
    visits,
    loans,
    rak,
    missing,
    requests,
    tempo,
    kekurangan,
    laporan,
    sensus,
    indikator,
    elektronik,
    koreksi,
    rekonsiliasi,
    pantau_rujukan,
    rujukan,
    surveilans,
):
    router.include_router(part.router)
