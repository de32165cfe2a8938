"""Reading records: a list, one, its timeline."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request

from engine.refusals import Refusal
from engine.views import records, search, timeline
from engine.views.search import HALAMAN, HALAMAN_TERBESAR, Saringan
from schemas.names import Keadaan, KodeUnitSah, Pembawa, UuidPetugas
from web.api import bodies
from web.auth import Pembaca
from web.context import konteks
from web.problems import Ditolak

router: Final = APIRouter(tags=["berkas"])
TERBESAR: Final = 2**31 - 1


@router.get("/berkas")
def daftar_berkas(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    _pengakses: Pembaca,
    *,
    nomor: Annotated[
        str | None, Query(max_length=64, description="Bagian mana pun dari nomor; angka akhir dulu")
    ] = None,
    keadaan: Keadaan | None = None,
    unit: Annotated[KodeUnitSah | None, Query(description="Unit tempatnya, atau tujuannya selama dibawa")] = None,
    pemegang: Annotated[UuidPetugas | None, Query(description="Id petugas")] = None,
    pembawa: Pembawa | None = None,
    ditahan: bool | None = None,
    kursor: Annotated[str | None, Query(max_length=512)] = None,
    batas: Annotated[int, Query(ge=1, le=HALAMAN_TERBESAR)] = HALAMAN,
) -> bodies.DaftarBerkas:
    """Daftar berkas menurut saringan; yang paling lama di tempatnya dulu, atau menurut akhiran nomor."""
    saringan = Saringan(nomor, keadaan, unit, pemegang, pembawa, ditahan)
    with konteks(request).engine.connect() as connection:
        page = search.cari(connection, saringan, kursor=kursor, batas=batas)
    if isinstance(page, Refusal):
        raise Ditolak(page)
    return bodies.DaftarBerkas(isi=[bodies.Berkas.model_validate(row) for row in page.isi], kursor=page.kursor)


@router.get("/berkas/{sebutan}")
def satu_berkas(
    request: Request, _pengakses: Pembaca, sebutan: str, pembawa: Pembawa | None = None
) -> bodies.BerkasRinci:
    """Satu berkas menurut id, nomor (ejaan apa pun), atau angka akhirnya bila hanya satu yang berakhiran begitu."""
    with konteks(request).engine.connect() as connection:
        found = records.rinci(connection, sebutan, pembawa=pembawa)
    if isinstance(found, Refusal):
        raise Ditolak(found)
    return bodies.BerkasRinci.dari(found)


@router.get("/berkas/{sebutan}/jejak")
def jejak_berkas(
    request: Request,
    _pengakses: Pembaca,
    sebutan: str,
    pembawa: Pembawa | None = None,
    sebelum: Annotated[int | None, Query(ge=1, le=TERBESAR)] = None,
    batas: Annotated[int, Query(ge=1, le=timeline.PALING_BANYAK)] = timeline.PALING_BANYAK,
) -> bodies.Riwayat:
    """Jejak satu berkas, menurut waktu terjadinya; yang susulan dan yang ditolak ditandai."""
    with konteks(request).engine.connect() as connection:
        found = records.ringkas(connection, sebutan, pembawa=pembawa)
        if isinstance(found, Refusal):
            raise Ditolak(found)
        page = timeline.riwayat(connection, found.id, sebelum=sebelum, batas=batas)
    lines = [_kejadian(line) for line in page.isi]
    return bodies.Riwayat(subjek=found.id, isi=lines, sebelum=page.sebelum)


def _kejadian(line: timeline.Kejadian) -> bodies.Kejadian:
    values = {name: getattr(line, name) for name in bodies.Kejadian.model_fields}
    return bodies.Kejadian(**values | {"kalimat": str(line.kalimat)})
