"""A referred patient at the desk: found by the code of the letter or in the list, registered with the letter's data.

Nothing is typed again: who is known is chosen, who is new is registered as the letter has it; then the visit, then the
arrival. The ids are made from the form's one id, so that sending it twice doubles nothing.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import ValidationError
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.people import Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import pasien as kiup
from engine.views import rujukan as baca
from engine.views import sekutu
from schemas.commands import rujukan as ask
from schemas.commands.pasien import Identitas
from schemas.commands.surat import IdentitasSurat
from schemas.names import ArahRujukan, AsalPasien, JenisKelamin, JenisKunjungan, KelasRawat
from web.context import konteks
from web.kertas.surat_rujukan import KODE
from web.pages import kata_rujukan as kata
from web.pages.kata_kunjungan import KELAS, LOKET
from web.pages.pasien import boleh
from web.pages.pendaftaran import daftarkan, turunan
from web.pages.perintah import minta
from web.pages.rujukan_isian import ketikan, masuk
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
MENERIMA: Final = {"gawat_darurat": JenisKunjungan.GAWAT_DARURAT, "rawat_jalan": JenisKunjungan.RAWAT_JALAN}
"""Which kinds of unit take who comes, and as what."""
YAKIN: Final = 90
"""From here on the first candidate is chosen beforehand; whoever sits at the desk still sees why."""
_ASAL: Final = {
    "puskesmas": AsalPasien.PUSKESMAS,
    "rs": AsalPasien.RUMAH_SAKIT,
    "klinik": AsalPasien.FASILITAS_LAIN,
}


def kode_surat(tulisan: str) -> str | None:
    """The id a letter's code names, scanned or typed; None for anything else."""
    try:
        return str(UUID(tulisan.strip().removeprefix(KODE)))
    except ValueError:
        return None


@router.get("/rujukan/masuk")
def surat_masuk(request: Request, sesi: Kerja) -> Response:
    """A letter somebody brought: its code, or what it says."""
    return _masuk(request, sesi)


@router.post("/rujukan/masuk")
def catat(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Written down; where it is known here already, straight to the arrival."""
    boleh(sesi, kata.MENDAFTARKAN, "mencatat rujukan masuk")
    sah(sesi, form)
    kept, code = ketikan(form), kode_surat(teks(form, "kode"))
    if teks(form, "kode") and code is None:
        words: dict[str, str | int] = {"field": "kode", "sebab": "bukan kode surat rujukan"}
        return _masuk(request, sesi, refusal=Refusal("isian_tidak_sah", "kode", words), ketik=kept)
    if code is not None:
        with konteks(request).engine.connect() as connection:
            known = baca.satu(connection, code)
        if known is not None:
            here = known.baris.rujukan.arah is ArahRujukan.MASUK
            return pindah(f"/rujukan/{code}/datang" if here else f"/rujukan/{code}")
    dasar = teks(form, "command_id")
    answer = minta(
        request,
        sesi,
        ask.Masuk.jenis,
        command_id=dasar,
        subjek=code or turunan(dasar, "rujukan"),
        data=masuk(form),
    )
    if isinstance(answer, Refusal):
        return _masuk(request, sesi, refusal=answer, ketik=kept)
    return pindah(f"/rujukan/{answer.subjek}/datang")


def _masuk(
    request: Request, sesi: Sesi, *, refusal: Refusal | None = None, ketik: Mapping[str, str] | None = None
) -> Response:
    boleh(sesi, kata.MENDAFTARKAN, "mencatat rujukan masuk")
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        peers = sekutu.semua(connection)
    return halaman(
        request,
        "rujukan_masuk",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        isian=dict(ketik or {}),
        sekutu=peers,
        kemampuan=kebijakan().rujukan.kemampuan_aktif,
        KELAS=KELAS,
        KELAS_RAWAT=KelasRawat,
        KELAMIN=JenisKelamin,
        command_id=facility.baru(),
        K=kata,
    )


@router.get("/rujukan/{rujukan_id}/datang")
def datang(request: Request, sesi: Kerja, rujukan_id: str) -> Response:
    """The patient is at the desk."""
    return _datang(request, sesi, rujukan_id)


@router.post("/rujukan/{rujukan_id}/datang")
def daftar(request: Request, form: Isian, sesi: Kerja, rujukan_id: str) -> Response:
    """Patient (if new), visit, arrival: each by itself, so that what was cut off goes on."""
    boleh(sesi, kata.MENDAFTARKAN, "mendaftarkan pasien rujukan")
    sah(sesi, form)
    kept = ketikan(form)
    with konteks(request).engine.connect() as connection:
        kinds = {str(one.kode): one.jenis for one in facility.units(connection)}
    kind = MENERIMA.get(kinds.get(teks(form, "unit"), ""), JenisKunjungan.RAWAT_JALAN)
    whole = FormData([*form.multi_items(), ("jenis_kunjungan", kind.value), ("surat_rujukan", "ya")])
    hasil = daftarkan(request, sesi, whole, ucapan(request).zona)
    if hasil.penolakan is not None or hasil.kunjungan is None:
        return _datang(request, sesi, rujukan_id, refusal=hasil.penolakan, ketik=kept | {"pasien": hasil.pasien or ""})
    answer = minta(
        request,
        sesi,
        ask.Tiba.jenis,
        command_id=turunan(teks(form, "command_id"), "tiba"),
        subjek=rujukan_id,
        data={"pasien": hasil.pasien, "kunjungan": hasil.kunjungan, "unit": teks(form, "unit")},
    )
    if isinstance(answer, Refusal):
        return _datang(request, sesi, rujukan_id, refusal=answer, ketik=kept | {"pasien": hasil.pasien or ""})
    return pindah(f"/kunjungan/{hasil.kunjungan}?kabar=tercatat")


def _datang(
    request: Request,
    sesi: Sesi,
    rujukan_id: str,
    *,
    refusal: Refusal | None = None,
    ketik: Mapping[str, str] | None = None,
) -> Response:
    boleh(sesi, kata.MENDAFTARKAN, "mendaftarkan pasien rujukan")
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        found = baca.satu(connection, rujukan_id)
        if found is None or found.baris.rujukan.arah is not ArahRujukan.MASUK:
            raise Ditolak(Refusal("rujukan_tidak_dikenal", "subjek"))
        r = found.baris.rujukan
        who = found.identitas
        candidates = kembar(connection, who) if who else ()
        desk = not sesi.petugas.peran.isdisjoint(LOKET)  # a unit registers by itself only where care comes first
        kinds = set(MENERIMA) if desk else {"gawat_darurat"}
        units = [one for one in facility.units(connection) if one.jenis in kinds]
        peer = sekutu.satu(connection, r.perujuk)
    given = isian_identitas(who) if who else {}
    first = {"unit": r.unit or "", "nomor_rujukan": found.baris.nomor or "", "cara_bayar": _bayar(who)}
    if candidates and candidates[0].skor >= YAKIN:
        first["pasien"] = candidates[0].orang.id
    return halaman(
        request,
        "rujukan_datang",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        satu=found,
        r=r,
        calon=candidates,
        isian=given | first | dict(ketik or {}),
        units=units,
        pembayar=kebijakan().kunjungan.pembayar,
        asal=_ASAL.get(peer.jenis if peer else "", AsalPasien.FASILITAS_LAIN),
        KELAMIN=JenisKelamin,
        command_id=facility.baru(),
        K=kata,
    )


def _bayar(who: IdentitasSurat | None) -> str:
    payers = kebijakan().kunjungan.pembayar
    return "jkn" if who is not None and who.nomor_jkn and "jkn" in payers else next(iter(payers), "")


def isian_identitas(who: IdentitasSurat) -> dict[str, str]:
    """The letter's identity in the fields of our own index."""
    kept = who.model_dump(mode="json", exclude_none=True)
    given = {name: str(value) for name, value in kept.items() if name in Identitas.model_fields and value}
    given.pop("lahir_perkiraan", None)
    if "alamat" in given:
        given["alamat"] = " ".join(given["alamat"].split())[:200]
    return given


def kembar(connection: Connection, who: IdentitasSurat) -> tuple[kiup.Temuan, ...]:
    """Who in our own index may be this person; what of the letter does not read as an identity is left out."""
    given: dict[str, object] = dict(isian_identitas(who))
    while given.get("nama"):
        try:
            return kiup.kembar(connection, Identitas.model_validate(given))
        except ValidationError as error:
            wrong = {str(one["loc"][0]) for one in error.errors(include_input=False) if one["loc"]} & given.keys()
            if not wrong or "nama" in wrong:
                return ()
            given = {name: value for name, value in given.items() if name not in wrong}
    return ()
