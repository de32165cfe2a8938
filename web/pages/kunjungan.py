"""One visit: what it is, its history, and what may be done with it now; also asked from the ward's page."""

from types import SimpleNamespace
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import people, rows, ruang
from engine.facility import baru
from engine.kiup.tanya import pahami
from engine.people import Petugas, Sesi
from engine.policy import kebijakan
from engine.refusals import Golongan, Refusal
from engine.views import kode, kunjungan_pasien, names, pasien, timeline, visits
from engine.workflows.kunjungan import CARA_KELUAR, KUNJUNGAN, Kunjungan, melayani_unit_itu, terjadi
from engine.workflows.pasien import PASIEN
from schemas.commands import kunjungan as ask
from schemas.commands.pasien import Gabungkan
from schemas.message import Command
from schemas.names import JenisKunjungan, Peran
from web.context import konteks
from web.pages import kata_kunjungan as kata
from web.pages.daftar_kunjungan import boleh_nama
from web.pages.kata_rujukan import MENYUSUN
from web.pages.kelahiran import boleh_melahirkan
from web.pages.pendaftaran import saat, turunan
from web.pages.perintah import jalankan, minta
from web.pages.tampil import Isian, Kabar, Kerja, aman, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()

TOMBOL: Final = (ask.Layani, ask.Pindahkan, ask.Selesaikan, ask.BukaLagi, ask.Kenali, ask.UbahCaraBayar, ask.Batalkan)
"""What a visit's page asks for; registering has pages of its own."""
_JENIS: Final = {command.jenis: command for command in TOMBOL}


@router.get("/kunjungan/{kunjungan_id}")
def kunjungan(request: Request, sesi: Kerja, kunjungan_id: str) -> Response:
    """One visit."""
    boleh_nama(sesi.petugas)
    return _halaman(request, sesi, kunjungan_id)


@router.post("/kunjungan/{kunjungan_id}/siapa")
def siapa(request: Request, form: Isian, sesi: Kerja, kunjungan_id: str) -> Response:
    """Looking for who an unknown patient is; sent in the body, so that no address holds a name."""
    boleh_nama(sesi.petugas)
    sah(sesi, form)
    return _halaman(request, sesi, kunjungan_id, q=teks(form, "q"))


@router.post("/kunjungan/{kunjungan_id}/gerak")
def gerakkan(request: Request, form: Isian, sesi: Kerja, kunjungan_id: str) -> Response:
    """Ask for one move; a refusal stays on the page with its sentence. `ke`: the page that asked."""
    boleh_nama(sesi.petugas)
    sah(sesi, form)
    command = _JENIS.get(teks(form, "jenis"))
    if command is None:
        raise Ditolak(Refusal("perintah_tidak_dikenal", "jenis", {"jenis": teks(form, "jenis")[:40]}))
    if command is ask.Kenali and (refusal := _gabungkan(request, sesi, form, kunjungan_id)):
        return _halaman(request, sesi, kunjungan_id, refusal=refusal)
    answer = jalankan(request, sesi, form, command.jenis, subjek=kunjungan_id, data=_isi(request, command, form))
    if isinstance(answer, Refusal):
        return _halaman(request, sesi, kunjungan_id, refusal=answer)
    ke = teks(form, "ke")
    return pindah(f"{aman(ke).split('?')[0]}?kabar=tercatat" if ke else f"/kunjungan/{kunjungan_id}?kabar=tercatat")


def _gabungkan(request: Request, sesi: Sesi, form: FormData, kunjungan_id: str) -> Refusal | None:
    """The unknown entry becomes a pointer to who it is, where this person may merge; else somebody does it later."""
    if PASIEN.roles(Gabungkan).isdisjoint(sesi.petugas.peran):
        return None
    with konteks(request).engine.connect() as connection:
        visit = rows.records(connection, "kunjungan", [kunjungan_id]).get(kunjungan_id)
        semula = rows.records(connection, "pasien", [visit.pasien]).get(visit.pasien) if visit else None
    if semula is None or semula.digabung_ke is not None or semula.dikenal:
        return None  # the front door says why not, or there is nothing to merge
    answer = minta(
        request,
        sesi,
        Gabungkan.jenis,
        command_id=turunan(teks(form, "command_id"), "gabung"),
        subjek=semula.id,
        data={"ke_pasien": teks(form, "pasien")},
    )
    return answer if isinstance(answer, Refusal) else None


def _isi(request: Request, command: type[Command], form: FormData) -> dict[str, object]:
    data: dict[str, object] = {name: value for name in command.ISI if (value := teks(form, name))}
    if "kasus_baru" in data:
        data["kasus_baru"] = data["kasus_baru"] == "ya"
    if "meninggal_pada" in data:
        data["meninggal_pada"] = saat(str(data["meninggal_pada"]), ucapan(request).zona)
    return data


def _boleh(visit: Kunjungan, command: type[Command], petugas: Petugas) -> bool:
    """Would the table say yes to this person, the rest being right?"""
    if KUNJUNGAN.roles(command).isdisjoint(petugas.peran):
        return False
    if not melayani_unit_itu(visit, SimpleNamespace(pelaku=petugas.pelaku)):
        return False
    granted = (move for move in KUNJUNGAN.moves if move.command is command and visit.keadaan in move.sources)
    return any(not move.oleh.isdisjoint(petugas.peran) for move in granted)


def _halaman(
    request: Request, sesi: Sesi, kunjungan_id: str, *, q: str = "", refusal: Refusal | None = None
) -> Response:
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        baris = visits.satu(connection, kunjungan_id)
        if baris is None:
            raise Ditolak(Refusal("kunjungan_tidak_dikenal", "subjek"))
        visit = baris.kunjungan
        riwayat = timeline.riwayat(connection, visit.id)
        bayar = kunjungan_pasien.pembayaran(connection, visit.id)
        unit = names.unit(connection)
        doctors = [one for one in people.orang(connection) if one.adalah(Peran.DOKTER)]
        inap = visit.jenis is JenisKunjungan.RAWAT_INAP
        beds = ruang.beds(connection) if inap else []
        kosong = [bed for bed in beds if bed.kunjungan is None and bed.bayi is visit.bayi_lahir]
        lanjutan = visits.dari(connection, visit.id)
        calon = pasien.cari(connection, pahami(q[:120])) if q.strip() else None
        dokter = names.petugas(connection, [visit.dokter])
        boleh_kode = not sesi.petugas.peran.isdisjoint(kode.BOLEH) and kode.boleh_lihat(visit, sesi.petugas.pelaku)
        codes = kode.milik(connection, visit.id).isi if boleh_kode else ()
    bisa = visits.bisa(visit)
    unknown = baris.orang is not None and not baris.orang.dikenal
    mungkin = {
        command.jenis
        for command in TOMBOL
        if command.jenis in bisa and _boleh(visit, command, sesi.petugas) and (command is not ask.Kenali or unknown)
    }
    return halaman(
        request,
        "kunjungan",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else None,
        baris=baris,
        k=visit,
        riwayat=riwayat,
        bayar_dulu=bayar,
        unit=unit,
        dokter=doctors,
        nama_dokter=dokter.get(visit.dokter or ""),
        kosong_tt=kosong,
        lanjutan=lanjutan,
        mungkin=mungkin,
        cara_keluar=[cara for cara in kata.CARA_KELUAR if cara in CARA_KELUAR[visit.jenis]],
        calon=calon,
        q=q,
        pembayar=kebijakan().kunjungan.pembayar,
        boleh_kode=boleh_kode and terjadi(visit),
        boleh_rujuk=terjadi(visit) and not sesi.petugas.peran.isdisjoint(MENYUSUN),
        terkode=codes,
        bisa_bayi=boleh_melahirkan(baris, sesi.petugas),
        bisa_rawat=visits.boleh_rawat(visit, lanjutan) and not sesi.petugas.peran.isdisjoint(kata.LOKET),
        baru_id=baru,
        K=kata,
        tidak_berhak=refusal is not None and refusal.golongan is Golongan.TIDAK_BERHAK,
    )
