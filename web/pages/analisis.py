"""What a sent checklist asks for: assembling begun, each gap recorded, then the verdict; or one old gap settled.

Ids are made from the form's own, so that sending it again repeats nothing and goes on where it was cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request

from engine.execute import Accepted
from engine.people import Petugas, Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.views import kekurangan, records
from engine.views.records import Ringkas
from engine.views.visits import Orang
from engine.workflows.kekurangan import Kekurangan
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import berkas as ask_berkas
from schemas.commands import kekurangan as ask
from schemas.names import JenisKunjungan, Keadaan, KeadaanKekurangan
from web.context import konteks
from web.pages import periksa
from web.pages.pendaftaran import turunan
from web.pages.periksa import Bagian, Isian, Kurang
from web.pages.perintah import bulat, minta, minta_semua
from web.pages.tampil import teks

SELESAI: Final = "selesai"
RAKIT: Final = ask_berkas.Rakit.jenis
SUDAH_ADA: Final = "kekurangan_sudah_ada"
"""A gap that is recorded already, by an earlier try or by a colleague: what was wanted is so."""
SEBAB: Final = {"tolak": ask.Tolak.jenis, "hapuskan": ask.Hapuskan.jenis, "alihkan": ask.Alihkan.jenis}
"""Buttons that need a reason."""
BELUM_DIRAKIT: Final = frozenset({Keadaan.KEMBALI, Keadaan.DISIMPAN})
"""States from which assembling begins (an electronic record where it lies)."""


@dataclass(frozen=True, slots=True)
class Analisis:
    """All that one checklist shows."""

    berkas: Ringkas
    kunjungan: Kunjungan | None
    jenis: JenisKunjungan
    pilihan: tuple[Kunjungan, ...]
    """The visits it could be made for."""
    orang: Orang | None
    terbuka: tuple[Kekurangan, ...]
    """Gaps found earlier that are not closed."""
    bagian: tuple[Bagian, ...]
    dokter: str
    """Who completes what nobody else is named for."""
    staf: tuple[Petugas, ...]
    isian: Isian | None


def isian(form: FormData) -> Isian:
    """What a sent form says."""

    def every(nama: str) -> frozenset[str]:
        return frozenset(value for value in form.getlist(nama) if isinstance(value, str))

    orang = {name.removeprefix("orang."): teks(form, name) for name in form if name.startswith("orang.")}
    return Isian(every("kurang"), every("berlaku"), orang, teks(form, "penanggung_jawab"))


def selesaikan(request: Request, sesi: Sesi, form: FormData, analisis: Analisis) -> Refusal | None:
    """Record what is missing, then give the verdict. Stops at the first no; what was granted stays."""
    berkas, dasar = analisis.berkas, teks(form, "command_id")
    missing = periksa.kurang(analisis.bagian, analisis.isian or isian(form))
    if any(not one.orang for one in missing):
        return Refusal("penanggung_jawab_kosong", "penanggung_jawab")
    if berkas.keadaan in BELUM_DIRAKIT:
        answer = minta(request, sesi, RAKIT, command_id=turunan(dasar, RAKIT), subjek=berkas.id, data={})
        if isinstance(answer, Refusal):
            return answer
    for one in minta_semua(request, sesi, _catatan(form, dasar, berkas, missing)):
        if isinstance(one, Refusal) and one.kode != SUDAH_ADA:
            return one
    return _putusan(request, sesi, form, analisis)


def _catatan(form: FormData, dasar: str, berkas: Ringkas, missing: Sequence[Kurang]) -> list[dict[str, object]]:
    wishes: list[dict[str, object]] = []
    for one in missing:
        data: dict[str, object] = {"berkas": berkas.id, "butir": one.butir, "penanggung_jawab": one.orang}
        data["versi_daftar"] = bulat(form, "versi_daftar") or None
        if one.kunjungan is not None:
            data["kunjungan"] = one.kunjungan
        id_ = turunan(dasar, f"{ask.Catat.jenis}/{one.kunjungan}/{one.butir}/{one.orang}")
        wishes.append({"command_id": id_, "jenis": ask.Catat.jenis, "data": data})
    return wishes


def _putusan(request: Request, sesi: Sesi, form: FormData, analisis: Analisis) -> Refusal | None:
    """Complete where nothing is open, else incomplete.

    A folder that was incomplete and is so still is told nothing new; one whose last gap was closed is analysed again.
    """
    dasar, berkas = teks(form, "command_id"), analisis.berkas.id
    with konteks(request).engine.connect() as connection:
        now = records.ringkas(connection, berkas)
        counted = kekurangan.hitungan(connection, [berkas]).get(berkas)
    if isinstance(now, Refusal):
        return now
    if counted is not None and now.keadaan is Keadaan.TIDAK_LENGKAP:
        return None
    if counted is None and now.keadaan is Keadaan.TIDAK_LENGKAP:
        jenis = ask_berkas.Lengkapi.jenis
        again = minta(request, sesi, jenis, command_id=turunan(dasar, jenis), subjek=berkas, data={})
        if isinstance(again, Refusal):
            return again
    kind = ask_berkas.NyatakanLengkap if counted is None else ask_berkas.NyatakanTidakLengkap
    data: dict[str, object] = {
        "formulir": list(periksa.diperiksa(analisis.bagian)),
        "versi_daftar": bulat(form, "versi_daftar") or kebijakan().kelengkapan.versi,
    }
    if analisis.kunjungan is not None:
        data["kunjungan"] = analisis.kunjungan.id
    answer = minta(request, sesi, kind.jenis, command_id=turunan(dasar, kind.jenis), subjek=berkas, data=data)
    return answer if isinstance(answer, Refusal) else None


def putuskan(request: Request, sesi: Sesi, form: FormData, aksi: str) -> Refusal | None:
    """A button of a gap found earlier: `verifikasi:ID`, `tolak:ID`, `hapuskan:ID` or `alihkan:ID`.

    Record staff who verify what its owner has not said yet say it for them first: the folder shows that it is done.
    """
    what, _, id_ = aksi.partition(":")
    if what != "verifikasi" and what not in SEBAB:
        return Refusal("perintah_tidak_dikenal", "aksi", {"jenis": aksi[:40]})
    with konteks(request).engine.connect() as connection:
        gap = kekurangan.satu(connection, id_)
    if gap is None:
        return Refusal("kekurangan_tidak_dikenal", "aksi")
    dasar = f"{teks(form, f'versi.{id_}')}/{id_}"

    def ask_for(jenis: str, **data: object) -> Accepted | Refusal:
        id_of = turunan(teks(form, "command_id"), f"{jenis}/{dasar}")
        return minta(request, sesi, jenis, command_id=id_of, subjek=id_, data=data)

    if what == "verifikasi":
        if gap.keadaan is KeadaanKekurangan.TERBUKA:
            said = ask_for(ask.NyatakanDilengkapi.jenis)
            if isinstance(said, Refusal):
                return said
        answer = ask_for(ask.Verifikasi.jenis)
    else:
        given = {"sebab": teks(form, f"sebab.{what}.{id_}")}
        if what == "alihkan":
            given["penanggung_jawab"] = teks(form, f"alih.{id_}")
        answer = ask_for(SEBAB[what], **{name: value for name, value in given.items() if value})
    return answer if isinstance(answer, Refusal) else None
