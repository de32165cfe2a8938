"""Rujukan: the lists of both directions, and one referral with its letter, its way, and what may be done."""

from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.people import Petugas, Sesi
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.rujukan_luar import antrean
from engine.views import rujukan as baca
from engine.views import sekutu, timeline
from engine.views.identitas_surat import identitas_surat
from engine.views.rujukan import Bagian
from engine.views.tempat_kosong import tempat_kosong
from engine.workflows.rujukan import RUJUKAN, Rujukan
from schemas.commands import rujukan as ask
from schemas.commands.berkas import Salin
from schemas.message import Command
from schemas.names import ArahRujukan, JalurRujukan, KelasRawat, Peran, PeranMesin
from web.context import konteks
from web.i18n import N_
from web.kertas import svg
from web.kertas.dokumen import Kop
from web.kertas.surat_rujukan import Surat, surat
from web.pages import kata_rujukan as kata
from web.pages.cetak import berkas_pdf
from web.pages.kata_kunjungan import KELAS
from web.pages.kata_pemberitahuan import TAHAP
from web.pages.kata_rujukan_tempat import SISRUTE
from web.pages.pasien import boleh
from web.pages.pendaftaran import saat
from web.pages.perintah import jalankan
from web.pages.rujukan_isian import balasan, ketikan
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
_JENIS: Final = {
    command.jenis: command
    for command in (
        *(ask.Kirim, ask.Batalkan, ask.Tutup, ask.Terima, ask.Tolak, ask.Tiba, ask.Layani, ask.TidakDatang, ask.Balas),
        Salin,
    )
}
"""What the page of one referral asks for."""


@router.get("/rujukan")
def rujukan(  # noqa: PLR0913, PLR0917 - which list, and its filters
    request: Request, sesi: Kerja, arah: str = "", bagian: str = "", lawan: str = "", darurat: str = ""
) -> Response:
    """A list: outgoing or incoming, those that wait for somebody here first."""
    return _daftar(request, sesi, arah, bagian, lawan=lawan, darurat=bool(darurat))


@router.post("/rujukan/cari")
def cari(request: Request, form: Isian, sesi: Kerja) -> Response:
    """The same, by a name or a number: sent in the body, so that no address holds a name."""
    sah(sesi, form)
    return _daftar(request, sesi, teks(form, "arah"), Bagian.SEMUA, q=teks(form, "q")[:80])


def _daftar(  # noqa: PLR0913 - which list, and its filters
    request: Request, sesi: Sesi, arah: str, bagian: str, *, lawan: str = "", darurat: bool = False, q: str = ""
) -> Response:
    boleh(sesi, kata.MELIHAT, "melihat rujukan")
    parts = konteks(request)
    with parts.engine.connect() as connection:
        side = ArahRujukan(arah) if arah in set(ArahRujukan) else _sisi(sesi.petugas, connection)
        part = Bagian(bagian) if bagian in set(Bagian) else Bagian.PERLU
        found = baca.daftar(connection, side, part, darurat=darurat, lawan=lawan, q=q)
        waiting = {one: baca.terbuka_menunggu(connection, one) for one in ArahRujukan}
        peers = sekutu.semua(connection)
        unit = {one.kode: one.nama for one in facility.units(connection)}
    return halaman(
        request,
        "rujukan",
        sesi=sesi,
        daftar=found,
        arah=side,
        bagian=part,
        saring={"lawan": lawan, "darurat": darurat, "q": q},
        menunggu=waiting,
        sekutu=peers,
        unit=unit,
        menyusun=not sesi.petugas.peran.isdisjoint(kata.MENYUSUN),
        mendaftarkan=not sesi.petugas.peran.isdisjoint(kata.MENDAFTARKAN),
        K=kata,
        ARAH=ArahRujukan,
        BAGIAN=Bagian,
    )


def _sisi(petugas: Petugas, connection: object) -> ArahRujukan:
    """A desk looks at who comes, a clinic of the first level at whom it sent; where something waits comes first."""
    del connection
    return ArahRujukan.MASUK if petugas.adalah(Peran.PETUGAS_PENDAFTARAN) else ArahRujukan.KELUAR


@router.get("/rujukan/{rujukan_id}")
def satu(request: Request, sesi: Kerja, rujukan_id: str) -> Response:
    """One referral."""
    return _satu(request, sesi, rujukan_id)


@router.post("/rujukan/{rujukan_id}/gerak")
def gerakkan(request: Request, form: Isian, sesi: Kerja, rujukan_id: str) -> Response:
    """One step; a refusal keeps what was typed."""
    boleh(sesi, kata.MELIHAT, "melihat rujukan")
    sah(sesi, form)
    command = _JENIS.get(teks(form, "jenis"))
    if command is None:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": teks(form, "jenis")[:40]}))
    if command is Salin:
        answer = jalankan(
            request, sesi, form, Salin.jenis, subjek=teks(form, "berkas"), data=_salinan(form, rujukan_id)
        )
    else:
        answer = jalankan(request, sesi, form, command.jenis, subjek=rujukan_id, data=_isi(request, command, form))
    if isinstance(answer, Refusal):
        return _satu(request, sesi, rujukan_id, refusal=answer, ketik=ketikan(form))
    return pindah(f"/rujukan/{rujukan_id}?kabar=tercatat")


def _salinan(form: FormData, rujukan_id: str) -> dict[str, object]:
    lembar = teks(form, "lembar")
    data: dict[str, object] = {"rujukan": rujukan_id, "bagian": teks(form, "bagian")}
    if lembar:
        data["lembar"] = int(lembar) if lembar.isascii() and lembar.isdigit() and len(lembar) < 6 else lembar  # noqa: PLR2004 - digits of a count
    return data


def _isi(request: Request, command: type[Command], form: FormData) -> dict[str, object]:
    zona = ucapan(request).zona
    if command is ask.Balas:
        return balasan(form, zona)
    names = set(command.ISI) - {"pengirim", "menurut_pengirim", "balasan"}
    data: dict[str, object] = {name: value for name in names if (value := teks(form, name))}
    if "janji_sampai" in data:
        data["janji_sampai"] = saat(str(data["janji_sampai"]), zona)
    return data


def bisa(rujukan: Rujukan, petugas: Petugas) -> set[str]:
    """The steps the table would grant this person, the rest being right."""
    open_ = RUJUKAN.possible(rujukan)
    return {
        move.command.jenis
        for move in RUJUKAN.moves
        if move.command in open_
        and rujukan.keadaan in move.sources
        and not move.oleh.isdisjoint(petugas.peran)
        and not move.oleh <= frozenset(PeranMesin)
        and all(guard(rujukan, None) for guard in move.jika if guard.__name__ in {"milik_perujuk", "milik_penerima"})
    }


def _satu(
    request: Request,
    sesi: Sesi,
    rujukan_id: str,
    *,
    refusal: Refusal | None = None,
    ketik: dict[str, str] | None = None,
) -> Response:
    boleh(sesi, kata.MELIHAT, "melihat rujukan")
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        found = baca.satu(connection, rujukan_id)
        if found is None:
            raise Ditolak(Refusal("rujukan_tidak_dikenal", "subjek"))
        riwayat = timeline.riwayat(connection, rujukan_id)
        unit = {one.unit.kode: one.unit.nama for one in facility.all_units(connection)}
        peers = sekutu.semua(connection)
        r = found.baris.rujukan
        folders = baca.berkas_pasien(connection, r.pasien) if r.pasien and r.arah is ArahRujukan.KELUAR else []
        beds = tempat_kosong(connection, say.kini) if r.arah is ArahRujukan.MASUK else []
        told = antrean.daftar(connection, rujukan_id)
    aturan = kebijakan()
    return halaman(
        request,
        "rujukan_satu",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        satu=found,
        r=r,
        keluar=r.arah is ArahRujukan.KELUAR,
        kertas=r.jalur is JalurRujukan.SURAT,
        bisa=bisa(r, sesi.petugas),
        riwayat=riwayat,
        unit=unit,
        sekutu=peers,
        folders=folders,
        kosong=[one for one in beds if one.kosong],
        sisrute=told,
        SISRUTE=SISRUTE,
        TAHAP=TAHAP,
        penyalin=sesi.petugas.adalah(Peran.PEREKAM_MEDIS, Peran.PETUGAS_UNIT, Peran.DOKTER),
        mendaftarkan=not sesi.petugas.peran.isdisjoint(kata.MENDAFTARKAN),
        kurang_kata=", ".join(
            say(kata.KOLOM[name]) for name in aturan.surat_rujukan.kurang(found.surat, darurat=r.darurat)
        ),
        kemampuan=aturan.rujukan.kemampuan_aktif,
        isian=ketik or {},
        KELAS=KELAS,
        KELAS_RAWAT=KelasRawat,
        baru_id=facility.baru,
        K=kata,
    )


@router.get("/rujukan/{rujukan_id}/surat.pdf")
def surat_pdf(request: Request, sesi: Kerja, rujukan_id: str) -> Response:
    """The letter, as the patient carries it."""
    return berkas_pdf(surat(_surat(request, sesi, rujukan_id)), "surat-rujukan")


@router.get("/rujukan/{rujukan_id}/surat")
def cetak(request: Request, sesi: Kerja, rujukan_id: str) -> Response:
    """The same on the screen, to print."""
    made = surat(_surat(request, sesi, rujukan_id))
    return halaman(
        request,
        "cetak_lembar",
        sesi=sesi,
        judul=made.judul,
        lembar=[(one.kertas, svg(one)) for one in made.lembar],
        pdf=f"/rujukan/{rujukan_id}/surat.pdf",
        zpl=None,
        putaran=None,
        units=None,
    )


def _surat(request: Request, sesi: Sesi, rujukan_id: str) -> Surat:
    boleh(sesi, kata.MELIHAT, "melihat rujukan")
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        found = baca.satu(connection, rujukan_id)
        if found is None:
            raise Ditolak(Refusal("rujukan_tidak_dikenal", "subjek"))
        r = found.baris.rujukan
        who = found.identitas
        if who is None and r.pasien:
            who = identitas_surat(connection, r.pasien)
    own = parts.fasyankes()
    kind = [say(kata.LAYANAN[r.layanan]), N_("GAWAT DARURAT") if r.darurat else say(N_("Terencana"))]
    kind += [kata.JENIS[r.jenis_rujukan]] if r.jenis_rujukan else []
    kind += [kata.PENGECUALIAN[r.pengecualian]] if r.pengecualian else []
    return Surat(
        Kop(own.nama if own else "", say.zona),
        r.id,
        found.baris.nomor or "",
        r.dikirim or r.terdaftar or parts.now(),
        found.perujuk,
        found.tujuan,
        " · ".join(kind),
        who,
        found.surat,
        found.surat.dokter or found.nama_dokter or "",
        found.balasan,
        kata.LANJUT[r.tindak_lanjut] if r.tindak_lanjut else "",
        r.dikirim is None,
    )
