"""The numbers beside entries of the menu: what waits for whoever looks."""

from collections.abc import Callable

from sqlalchemy import Connection

from engine.people import Sesi
from engine.views import kekurangan, pasangan, rujukan
from schemas.names import Peran
from web.context import Konteks


def lencana(parts: Konteks, sesi: Sesi) -> dict[str, int]:
    """By the page's name; nought is not shown.

    A doctor sees how many folders they must complete, record staff how many entries may be one person;
    units how many referrals wait for their answer, or were answered.
    """
    counts: tuple[tuple[str, Peran, Callable[[Connection], int]], ...] = (
        ("tugas", Peran.DOKTER, lambda connection: kekurangan.jumlah_berkas(connection, sesi.petugas.id)),
        ("rujukan", Peran.DOKTER, rujukan.menunggu),
        ("rujukan", Peran.PETUGAS_UNIT, rujukan.menunggu),
        ("pasien_ganda", Peran.PEREKAM_MEDIS, pasangan.jumlah),
    )
    mine = [(name, count) for name, role, count in counts if sesi.petugas.adalah(role)]
    if not mine:
        return {}
    with parts.engine.connect() as connection:
        return {name: count(connection) for name, count in mine}
