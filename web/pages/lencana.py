"""The numbers beside entries of the menu: what waits for whoever looks."""

from engine.people import Sesi
from engine.views import kekurangan
from schemas.names import Peran
from web.context import Konteks


def lencana(parts: Konteks, sesi: Sesi) -> dict[str, int]:
    """By the page's name. A doctor sees how many folders they must complete; nought is not shown."""
    if not sesi.petugas.adalah(Peran.DOKTER):
        return {}
    with parts.engine.connect() as connection:
        return {"tugas": kekurangan.jumlah_berkas(connection, sesi.petugas.id)}
