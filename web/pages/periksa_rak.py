"""Periksa letak: folders are scanned as they stand on the shelf; each is told whether it stands right, else where to.

Every scan is a sighting in the ledger, so that a missing folder that turns up raises its alert here too.
"""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, rak
from engine.facility import baru
from engine.numbers import JenisKode, Kode, baca_kode
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import names, records, tetangga
from engine.views.tetangga import PALING_BANYAK, Berdiri
from engine.workflows.berkas import BERKAS
from schemas.commands.berkas import CatatTerlihat
from schemas.names import RUANG_REKAM_MEDIS, BerkasId, Cara, KodeUnit, Peran
from web.context import konteks
from web.i18n import N_
from web.pages.perintah import minta
from web.pages.tampil import Isian, Kabar, Kerja, halaman, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

BERDIRI: Final = {
    Berdiri.BENAR: N_("Benar"),
    Berdiri.SALAH: N_("Salah letak"),
    Berdiri.RAGU: N_("Tertukar"),
    Berdiri.BUKAN_DI_SINI: N_("Bukan di sini"),
}
RUPA: Final = {Berdiri.BENAR: "ok", Berdiri.SALAH: "tolak", Berdiri.RAGU: "lihat", Berdiri.BUKAN_DI_SINI: "tolak"}
IKON: Final = {Berdiri.BENAR: "benar", Berdiri.SALAH: "silang", Berdiri.RAGU: "tanya", Berdiri.BUKAN_DI_SINI: "silang"}


def sesi_rak(sesi: Kerja) -> Sesi:
    """Who stands at the racks: whoever may note a sighting in the record room."""
    if not sesi.petugas.adalah(Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN, Peran.KEPALA, Peran.PETUGAS_UNIT):
        nilai: dict[str, str | int] = {
            "perintah": "memeriksa letak",
            "peran": "perekam medis, petugas pendaftaran, petugas unit, kepala",
        }
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=nilai))
    return sesi


DiRak = Annotated[Sesi, Depends(sesi_rak)]


@router.get("/rak/periksa")
def buka(request: Request, sesi: DiRak) -> Response:
    """An empty reading."""
    return _halaman(request, sesi, (), RUANG_REKAM_MEDIS)


@router.post("/rak/periksa")
def pindai(request: Request, form: Isian, sesi: DiRak) -> Response:
    """One more folder of the reading, or one taken back. The form carries the reading; the server keeps none."""
    sah(sesi, form)
    unit = KodeUnit(teks(form, "unit") or RUANG_REKAM_MEDIS)
    pasti = bool(teks(form, "pasti"))
    ids = _urut(teks(form, "urut"))
    if back := teks(form, "buang"):
        return _halaman(request, sesi, [one for one in ids if one != back], unit, pasti=pasti)
    if teks(form, "mulai"):
        return _halaman(request, sesi, (), unit, pasti=pasti)
    text = teks(form, "kode")
    if not text:
        return _halaman(request, sesi, ids, unit, pasti=pasti)
    found = _dibaca(request, text)
    if isinstance(found, Refusal):
        return _halaman(request, sesi, ids, unit, pasti=pasti, refusal=found)
    answer = minta(
        request,
        sesi,
        CatatTerlihat.jenis,
        command_id=teks(form, "command_id") or baru(),
        subjek=found,
        data={},
        di=unit,
        cara=Cara.PINDAI if isinstance(baca_kode(text), Kode) else Cara.KETIK,
    )
    ids = [*(one for one in ids if one != found), found][-PALING_BANYAK:]
    refusal = answer if isinstance(answer, Refusal) else None
    return _halaman(request, sesi, ids, unit, pasti=pasti, refusal=refusal)


def _urut(text: str) -> list[BerkasId]:
    found = []
    for part in text.split(",")[:PALING_BANYAK]:
        try:
            found.append(BerkasId(str(UUID(part))))
        except ValueError:
            continue
    return found


def _dibaca(request: Request, text: str) -> BerkasId | Refusal:
    """The folder a scanned code or a typed number means."""
    kode = baca_kode(text)
    if isinstance(kode, Kode) and kode.jenis not in {JenisKode.BERKAS, JenisKode.KARTU}:
        return records.salah_kotak("kode", kode.jenis, JenisKode.BERKAS)
    with konteks(request).engine.connect() as connection:
        found = records.ringkas(connection, kode.isi if isinstance(kode, Kode) else text)
    return found if isinstance(found, Refusal) else found.id


def _halaman(  # noqa: PLR0913 - a reading, its room, and what came of the last scan
    request: Request,
    sesi: Sesi,
    ids: Sequence[BerkasId],
    unit: KodeUnit,
    *,
    pasti: bool = False,
    refusal: Refusal | None = None,
) -> Response:
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        rows = tetangga.periksa(connection, ids, unit, pertama_pasti=pasti)
        rooms = {satu.unit for satu in rak.semua(connection)} | {RUANG_REKAM_MEDIS}
        units = [satu for satu in facility.units(connection) if satu.kode in rooms]
        unit_names = names.unit(connection)
    return halaman(
        request,
        "rak_periksa",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        baris=rows,
        terakhir=rows[-1] if rows and refusal is None else None,
        urut=",".join(row.berkas.id for row in rows),
        di=unit,
        units=units,
        unit=unit_names,
        pasti=pasti,
        salah=sum(row.berdiri is not Berdiri.BENAR for row in rows),
        luput=sum(row.luput for row in rows),
        berdiri=BERDIRI,
        rupa=RUPA,
        ikon_berdiri=IKON,
        command_id=baru(),
        boleh=not BERKAS.roles(CatatTerlihat).isdisjoint(sesi.petugas.peran),
    )
