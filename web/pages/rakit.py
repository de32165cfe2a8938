"""Rakit: the folders that wait for analysis, and the checklist of one, fast by keyboard and whole without a script.

One form does it all: what was missing is recorded gap by gap, then the verdict is given, each under an id made from
the form's own. Sent twice it does nothing twice; cut off in between, the same form goes on where it stopped.
"""

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility, people, rows
from engine.numbers import JenisKode, Kode, baca_kode
from engine.people import Petugas, Sesi
from engine.policy import kebijakan
from engine.refusals import Golongan, Refusal
from engine.views import kekurangan, names, rakit, records, visits
from engine.views.records import Ringkas, salah_kotak
from engine.workflows.kekurangan import Kekurangan
from engine.workflows.kunjungan import Kunjungan
from schemas.names import JenisKunjungan, Keadaan, Peran, Unsur
from web.context import konteks
from web.i18n import N_
from web.pages import analisis, periksa
from web.pages import kata_kekurangan as kata
from web.pages.analisis import Analisis
from web.pages.kata import KEADAAN
from web.pages.kekurangan_berkas import di_meja
from web.pages.pasien import MENGENAL
from web.pages.pendaftaran import turunan
from web.pages.periksa import Bahan
from web.pages.perintah import minta
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.pages.tugas import rentang
from web.problems import Ditolak, status

router = APIRouter()
KATA = {
    "lengkap": N_("Selesai: lengkap"),
    "tidak_lengkap": N_("Selesai: tidak lengkap, {n} kekurangan"),
    "hitungan": N_("{f} formulir diperiksa, {n} ditandai kurang"),
    "pindai_ditahan": N_("Selesaikan dulu berkas ini (F8), lalu pindai berikutnya. Pindaian tadi tidak dicatat."),
}


@router.get("/rakit")
def antre(request: Request, sesi: Kerja, selesai: str = "") -> Response:
    """The work list, oldest first, and the box for the next folder. `selesai`: what was just finished is said large."""
    _boleh(sesi)
    return _antre(request, sesi, selesai=selesai)


@router.post("/rakit")
def pindai(request: Request, form: Isian, sesi: Kerja) -> Response:
    """A folder was scanned: its assembling begins, and its checklist opens."""
    _boleh(sesi)
    sah(sesi, form)
    kode = teks(form, "kode")
    read = baca_kode(kode)
    if isinstance(read, Kode) and read.jenis is not JenisKode.BERKAS:
        return _antre(request, sesi, refusal=salah_kotak("kode", read.jenis, JenisKode.BERKAS), kode=kode)
    with konteks(request).engine.connect() as connection:
        found = records.ringkas(connection, read.isi if isinstance(read, Kode) else kode)
    if isinstance(found, Refusal):
        return _antre(request, sesi, refusal=found, kode=kode)
    if not di_meja(found.keadaan, found.pembawa):
        say = ucapan(request)
        keadaan = say(KEADAAN[found.keadaan].kata).lower()
        kalimat = say("{nomor} {keadaan}: tidak ada yang dianalisis sekarang.").format(
            nomor=found.nomor, keadaan=keadaan
        )
        return _antre(request, sesi, kabar=Kabar("lihat", kalimat), kode=kode)
    if found.keadaan is Keadaan.KEMBALI:
        dasar = turunan(teks(form, "command_id"), f"rakit/{found.id}/{found.versi}")
        answer = minta(request, sesi, analisis.RAKIT, command_id=dasar, subjek=found.id, data={})
        if isinstance(answer, Refusal):
            return _antre(request, sesi, refusal=answer, kode=kode)
    return pindah(f"/berkas/{found.id}/rakit")


@router.get("/berkas/{sebutan}/rakit")
def daftar(request: Request, sesi: Kerja, sebutan: str, kunjungan: str = "", jenis: str = "") -> Response:
    """The checklist of a folder, for its patient's latest visit or the one that is named."""
    _boleh(sesi, kata.MENGAWASI)
    return _halaman(request, sesi, sebutan, kunjungan=kunjungan, jenis=jenis)


@router.post("/berkas/{berkas_id}/rakit")
def selesaikan(request: Request, form: Isian, sesi: Kerja, berkas_id: str) -> Response:
    """A button of the checklist: finish the analysis, or settle one gap found earlier."""
    _boleh(sesi)
    sah(sesi, form)
    kunjungan, jenis = teks(form, "kunjungan"), teks(form, "jenis")
    aksi = teks(form, "aksi") or analisis.SELESAI
    bahan = _siapkan(request, berkas_id, kunjungan, jenis, form)
    if aksi != analisis.SELESAI:
        refusal = analisis.putuskan(request, sesi, form, aksi)
        kabar = None if refusal else Kabar("ok", ucapan(request)("Tercatat."))
        return _halaman(
            request, sesi, berkas_id, kunjungan=kunjungan, jenis=jenis, form=form, refusal=refusal, kabar=kabar
        )
    refusal = analisis.selesaikan(request, sesi, form, bahan)
    if refusal is not None:
        return _halaman(request, sesi, berkas_id, kunjungan=kunjungan, jenis=jenis, form=form, refusal=refusal)
    return pindah(f"/rakit?selesai={bahan.berkas.id}")


def _siapkan(request: Request, sebutan: str, kunjungan: str, jenis: str, form: FormData | None) -> Analisis:
    """All one checklist is made of. Raises Ditolak for a folder or a visit there is none of."""
    with konteks(request).engine.connect() as connection:
        berkas = records.ringkas(connection, sebutan, akhiran=False)
        if isinstance(berkas, Refusal):
            raise Ditolak(berkas)
        owner = rows.records(connection, "berkas", [berkas.id])[berkas.id].pasien
        pilihan = rakit.kunjungan(connection, owner) if owner else []
        visit = _kunjungan(pilihan, kunjungan)
        if kunjungan and visit is None:
            raise Ditolak(Refusal("kunjungan_tidak_dikenal", "kunjungan"))
        rantai = rakit.rantai(connection, visit) if visit else []
        terbuka = kekurangan.milik_berkas(connection, berkas.id)
        staff = sorted(people.orang(connection), key=lambda one: (_belakang(one), one.nama))
        pengisi = {one.id: periksa.usul(one, staff, rakit.pendaftar(connection, one.id)) for one in rantai}
        orang = visits.orang(connection, [owner]).get(owner) if owner else None
    kind = (
        visit.jenis if visit else JenisKunjungan(jenis) if jenis in set(JenisKunjungan) else JenisKunjungan.RAWAT_JALAN
    )
    isian = analisis.isian(form) if form is not None else None
    bahan = Bahan(kind, rantai, berkas.pembawa, terbuka)
    return Analisis(
        berkas=berkas,
        kunjungan=visit,
        jenis=kind,
        pilihan=tuple(pilihan),
        orang=orang,
        terbuka=tuple(terbuka),
        bagian=periksa.daftar(bahan, pengisi, isian),
        dokter=isian.umum if isian else str((visit.dokter if visit else None) or ""),
        staf=tuple(staff),
        isian=isian,
    )


def _kunjungan(pilihan: list[Kunjungan], id_: str) -> Kunjungan | None:
    """The visit that was named, or the patient's last that ended."""
    if id_:
        return next((one for one in pilihan if one.id == id_), None)
    return next(iter(pilihan), None)


def _halaman(  # noqa: PLR0913 - a page, its notice, and what was marked on it
    request: Request,
    sesi: Sesi,
    sebutan: str,
    *,
    kunjungan: str,
    jenis: str,
    form: FormData | None = None,
    refusal: Refusal | None = None,
    kabar: Kabar | None = None,
) -> Response:
    say = ucapan(request)
    bahan = _siapkan(request, sebutan, kunjungan, jenis, form)
    with konteks(request).engine.connect() as connection:
        unit = names.unit(connection)
        penemu = names.petugas(connection, [id_ for one in bahan.terbuka for id_ in (one.penemu, one.penanggung_jawab)])
    known = {one.id for one in bahan.staf}
    return halaman(
        request,
        "rakit",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else kabar,
        kata_js={name: say(text) for name, text in KATA.items()},
        a=bahan,
        b=bahan.berkas,
        di_meja=di_meja(bahan.berkas.keadaan, bahan.berkas.pembawa),
        boleh=not sesi.petugas.peran.isdisjoint(kata.MENGANALISIS),
        mengenal=not sesi.petugas.peran.isdisjoint(MENGENAL),
        syarat=periksa.syarat(bahan.bagian),
        terbuka=[(one, _unsur(one)) for one in bahan.terbuka],
        nama=penemu,
        dikenal=known,
        unit=unit,
        sebut=periksa.sebutan_butir(say),
        rentang=rentang(say),
        versi_daftar=kebijakan().kelengkapan.versi,
        UNSUR=list(Unsur),
        URUTAN=kata.URUTAN,
        command_id=_dasar(form, refusal),
        KATA=KATA,
        K=kata,
    )


def _dasar(form: FormData | None, refusal: Refusal | None) -> str:
    """The id the next sending is asked under: the same while no answer came, a new one after a no (a no is kept)."""
    if form is not None and refusal is not None and refusal.golongan is Golongan.BELUM_TERCATAT:
        return teks(form, "command_id")
    return facility.baru()


def _antre(  # noqa: PLR0913 - a page, its notice, and what was typed
    request: Request,
    sesi: Sesi,
    *,
    selesai: str = "",
    refusal: Refusal | None = None,
    kabar: Kabar | None = None,
    kode: str = "",
) -> Response:
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        waiting = rakit.antrean(connection)
        done = _hasil(connection, selesai) if selesai else None
        unit = names.unit(connection)
    return halaman(
        request,
        "rakit_antre",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=Kabar("tolak", say.penolakan(refusal)) if refusal else kabar,
        antrean=waiting,
        selesai=done,
        unit=unit,
        ketikan=kode,
        command_id=facility.baru(),
        K=kata,
    )


def _hasil(connection: Connection, berkas_id: str) -> tuple[Ringkas, int] | None:
    """What was just finished, and how many gaps it has."""
    found = records.ringkas(connection, berkas_id, akhiran=False)
    if isinstance(found, Refusal):
        return None
    counted = kekurangan.hitungan(connection, [found.id]).get(found.id)
    return found, counted.belum if counted else 0


def _unsur(one: Kekurangan) -> Unsur:
    return Unsur(one.butir.rpartition(".")[2])


def _belakang(one: Petugas) -> bool:
    """Doctors come first in a list of who completes."""
    return not one.adalah(Peran.DOKTER)


def _boleh(sesi: Sesi, peran: frozenset[Peran] = kata.MENGANALISIS) -> None:
    if sesi.petugas.peran.isdisjoint(peran):
        words: dict[str, str | int] = {"perintah": "menganalisis berkas", "peran": ", ".join(sorted(peran))}
        raise Ditolak(Refusal("peran_tidak_boleh", nilai=words))
