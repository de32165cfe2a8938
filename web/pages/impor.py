"""Impor: patients and record numbers of another system, rehearsed before anything is written."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from engine.impor.keluar import tulis_templat, tulis_temuan
from engine.impor.lembar import TidakTerbaca
from engine.impor.peta import PRATATA, WAJIB, Kolom
from engine.people import Sesi
from engine.pindahan.jalan import UMUM
from engine.refusals import Refusal
from schemas.names import Peran
from web.auth import sesi_dari
from web.meja_impor import BERJALAN, UNGGAH_TERBESAR, Meja, Pekerjaan, Tahap, rows_of
from web.pages.kata_impor import KEPARAHAN, KOLOM, SUMBER
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, potongan, sah, teks, ucapan
from web.problems import Ditolak

router = APIRouter()

BOLEH: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.ADMIN})
DITUNJUKKAN: Final = 200
"""Findings on the page; all of them are in the file."""
JENIS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sesi_impor(sesi: Kerja) -> Sesi:
    """One who may import."""
    if sesi.petugas.peran.isdisjoint(BOLEH):
        raise Ditolak(Refusal("peran_tidak_boleh", nilai={"perintah": "mengimpor pasien", "peran": "perekam_medis"}))
    return sesi


Pengimpor = Annotated[Sesi, Depends(sesi_impor)]


def meja(request: Request) -> Meja:
    """The files of this process."""
    found: Meja = request.app.state.meja_impor
    return found


def _satu(request: Request, sesi: Sesi, id_: str) -> Pekerjaan:
    found = meja(request).satu(id_, sesi.petugas.id)
    if found is None:
        raise Ditolak(Refusal("alamat_tidak_dikenal"))
    return found


@router.get("/impor")
def daftar(request: Request, sesi: Pengimpor) -> Response:
    """Files under way, and the place to bring one."""
    return _daftar(request, sesi)


def _daftar(request: Request, sesi: Sesi, tolak: str = "", pratata: str = "otomatis") -> Response:
    return halaman(
        request,
        "impor",
        sesi=sesi,
        kode=422 if tolak else 200,
        kabar=Kabar("tolak", tolak) if tolak else None,
        semua=meja(request).milik(sesi.petugas.id),
        TAHAP=SUMBER.tahap,
        pratata=SUMBER.pratata,
        dipilih=pratata,
        batas=UNGGAH_TERBESAR // 1_000_000,
    )


@router.post("/impor/unggah")
async def unggah(request: Request, sesi: Pengimpor) -> Response:
    """Take a file in. The form is read here, after it is known who sends it."""
    async with request.form(max_files=1, max_fields=8) as form:
        sah(sesi, form)
        berkas, pratata = form.get("berkas"), teks(form, "pratata")
        pratata = pratata if pratata in PRATATA else "otomatis"
        say = await run_in_threadpool(ucapan, request)
        if not isinstance(berkas, UploadFile) or not berkas.filename:
            return await run_in_threadpool(_daftar, request, sesi, say("Pilih berkasnya dulu."), pratata)
        try:
            answer = await run_in_threadpool(
                meja(request).terima, berkas.file, berkas.filename, pratata, sesi.petugas.id
            )
        except OSError:
            penuh = say("Berkas tidak bisa disimpan di server. Minta admin memeriksa ruang disk, lalu ulangi.")
            return await run_in_threadpool(_daftar, request, sesi, penuh, pratata)
    if isinstance(answer, TidakTerbaca):
        kalimat = f"{say(str(answer))}. {say('Tidak ada yang disimpan.')}"
        return await run_in_threadpool(_daftar, request, sesi, kalimat, pratata)
    return pindah(f"/impor/{answer.id}")


@router.get("/impor/templat.{bentuk}")
def templat(bentuk: str, _sesi: Pengimpor) -> Response:
    """An empty sheet with the right header."""
    if bentuk not in JENIS:
        raise Ditolak(Refusal("alamat_tidak_dikenal"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"templat.{bentuk}"
        tulis_templat(path)
        return _unduh(path, f"templat-pasien.{bentuk}", bentuk)


@router.get("/impor/{id_}")
def satu(request: Request, sesi: Pengimpor, id_: str) -> Response:
    """Wherever this file is: its columns, its progress, its findings."""
    return _tampilkan(request, sesi, _satu(request, sesi, id_))


def _tampilkan(request: Request, sesi: Sesi, one: Pekerjaan, tolak: str = "") -> Response:
    say = ucapan(request)
    if one.tahap is Tahap.DIPETAKAN or (one.tahap is Tahap.GAGAL and one.isi.exists()):
        return _kolom(request, sesi, one, tolak or (say(one.galat) if one.tahap is Tahap.GAGAL else ""))
    temuan = one.hasil.catatan
    return halaman(
        request,
        "impor_hasil",
        sesi=sesi,
        kode=422 if tolak else 200,
        kabar=Kabar("tolak", tolak) if tolak else None,
        satu=one,
        hasil=one.hasil,
        berjalan=one.tahap in BERJALAN,
        sungguh=one.tahap in {Tahap.MENGIMPOR, Tahap.SELESAI, Tahap.TERPUTUS},
        TAHAP=SUMBER.tahap,
        KOLOM=KOLOM,
        KEPARAHAN=KEPARAHAN,
        umum=[UMUM[kode] for kode in one.hasil.umum],
        temuan=sorted(temuan.semua, key=lambda found: found.baris)[:DITUNJUKKAN],
        per_kode=_per_kode(one),
        lebih=max(0, temuan.kode.total() - DITUNJUKKAN),
    )


def _per_kode(one: Pekerjaan) -> list[tuple[int, str, str]]:
    """How often each kind was found, with the first sentence that told it."""
    alasan: dict[str, tuple[str, str]] = {}
    for found in one.hasil.catatan.semua:
        alasan.setdefault(found.kode, (found.keparahan.value, found.alasan))
    return [(kali, *alasan.get(kode, ("", kode))) for kode, kali in one.hasil.catatan.kode.most_common()]


def _kolom(request: Request, sesi: Sesi, one: Pekerjaan, tolak: str = "") -> Response:
    try:
        dilihat = meja(request).dilihat(one)
    except TidakTerbaca as error:
        say = ucapan(request)
        meja(request).buang(one)
        return _daftar(request, sesi, f"{say(str(error))}. {say('Tidak ada yang disimpan.')}")
    di = {tempat: kolom for kolom, tempat in dilihat.peta.letak.items()}
    return halaman(
        request,
        "impor_kolom",
        sesi=sesi,
        kode=422 if tolak else 200,
        kabar=Kabar("tolak", tolak) if tolak else None,
        satu=one,
        dilihat=dilihat,
        baris=list(rows_of(dilihat)),
        di=di,
        KOLOM=KOLOM,
        wajib=WAJIB,
        pratata=SUMBER.pratata,
    )


@router.post("/impor/{id_}/lembar")
def ganti_lembar(request: Request, form: Isian, sesi: Pengimpor, id_: str) -> Response:
    """Another sheet, or another preset: the columns are guessed anew."""
    sah(sesi, form)
    one = _satu(request, sesi, id_)
    if one.tahap in BERJALAN:
        return pindah(f"/impor/{id_}")
    one.lembar, one.letak, one.tahap = teks(form, "lembar") or None, None, Tahap.DIPETAKAN
    if (pratata := teks(form, "pratata")) in PRATATA:
        one.pratata = pratata
    one.simpan()
    return pindah(f"/impor/{id_}")


@router.post("/impor/{id_}/periksa")
def periksa(request: Request, form: Isian, sesi: Pengimpor, id_: str) -> Response:
    """Keep the choice of columns, and rehearse."""
    sah(sesi, form)
    one, say = _satu(request, sesi, id_), ucapan(request)
    if one.tahap in BERJALAN:
        return pindah(f"/impor/{id_}")
    letak, dua = _letak(form)
    one.letak, one.tahap = {kolom.value: tempat for kolom, tempat in letak.items()}, Tahap.DIPETAKAN
    lebar = teks(form, "lebar")
    if lebar and not (lebar.isascii() and lebar.isdecimal() and 1 <= int(lebar[:4]) <= 15):  # noqa: PLR2004 - as the field says
        return _kolom(request, sesi, one, say("Lebar nomor harus 1 sampai 15 angka."))
    one.lebar = int(lebar) if lebar else None
    if dua:
        kalimat = say("Dua kolom dipilih sebagai {kolom}; pilih satu.").format(kolom=say(KOLOM[dua]))
        return _kolom(request, sesi, one, kalimat)
    if kurang := [say(KOLOM[kolom]) for kolom in WAJIB if kolom not in letak]:
        kalimat = say("Tentukan dulu kolom mana yang berisi: {kolom}.").format(kolom=", ".join(kurang))
        return _kolom(request, sesi, one, kalimat)
    if not meja(request).mulai(one, sungguh=False):
        return _kolom(request, sesi, one, say("Impor lain sedang berjalan. Coba lagi setelah selesai."))
    return pindah(f"/impor/{id_}")


def _letak(form: FormData) -> tuple[dict[Kolom, int], Kolom | None]:
    """The column of each thing, and one that was chosen twice."""
    found: dict[Kolom, int] = {}
    dua = None
    for nama, nilai in form.multi_items():
        tempat = nama.removeprefix("kolom_")
        if nama == tempat or not (tempat.isascii() and tempat.isdecimal()) or nilai not in set(Kolom):
            continue
        kolom = Kolom(str(nilai))
        if kolom in found:
            dua = kolom
        found.setdefault(kolom, int(tempat[:6]))
    return found, dua


@router.post("/impor/{id_}/jalankan")
def jalankan(request: Request, form: Isian, sesi: Pengimpor, id_: str) -> Response:
    """Import for good."""
    sah(sesi, form)
    one, say = _satu(request, sesi, id_), ucapan(request)
    if one.tahap in {Tahap.DIPERIKSA, Tahap.TERPUTUS} and not meja(request).mulai(one, sungguh=True):
        return _tampilkan(request, sesi, one, say("Impor lain sedang berjalan. Coba lagi setelah selesai."))
    return pindah(f"/impor/{id_}")


@router.post("/impor/{id_}/kolom")
def kembali(request: Request, form: Isian, sesi: Pengimpor, id_: str) -> Response:
    """Back to the columns."""
    sah(sesi, form)
    one = _satu(request, sesi, id_)
    if one.tahap not in BERJALAN and one.isi.exists():
        one.tahap = Tahap.DIPETAKAN
        one.simpan()
    return pindah(f"/impor/{id_}")


@router.post("/impor/{id_}/henti")
def henti(request: Request, form: Isian, sesi: Pengimpor, id_: str) -> Response:
    """Stop after the rows under way; what was imported stays."""
    sah(sesi, form)
    meja(request).hentikan(_satu(request, sesi, id_))
    return pindah(f"/impor/{id_}")


@router.post("/impor/{id_}/buang")
def buang(request: Request, form: Isian, sesi: Pengimpor, id_: str) -> Response:
    """Delete the file; what was imported stays."""
    sah(sesi, form)
    one = _satu(request, sesi, id_)
    if one.tahap in BERJALAN:
        meja(request).hentikan(one)
        return pindah(f"/impor/{id_}")
    meja(request).buang(one)
    return pindah("/impor")


@router.get("/impor/{id_}/maju")
def maju(request: Request, id_: str) -> Response:
    """How far it is, asked every second; when it is through, the page is read anew.

    The page asks by itself, so it does not keep a session from locking.
    """
    sesi = sesi_dari(request, pasif=True)
    if sesi is None and "hx-request" not in request.headers:
        raise Ditolak(Refusal("belum_masuk"))
    one = None if sesi is None or sesi.terkunci else meja(request).satu(id_, sesi.petugas.id)
    if one is None or one.tahap not in BERJALAN:
        return Response(status_code=204, headers={"HX-Refresh": "true"})
    return HTMLResponse(potongan("impor_maju", ucapan(request), satu=one, hasil=one.hasil, TAHAP=SUMBER.tahap))


@router.get("/impor/{id_}/temuan.{bentuk}")
def temuan(request: Request, sesi: Pengimpor, id_: str, bentuk: str) -> Response:
    """Every finding as a file: where and why, without the cells."""
    one = _satu(request, sesi, id_)
    if bentuk not in JENIS:
        raise Ditolak(Refusal("alamat_tidak_dikenal"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"temuan.{bentuk}"
        tulis_temuan(path, one.hasil.catatan.semua)
        return _unduh(path, f"temuan-impor.{bentuk}", bentuk)


def _unduh(path: Path, nama: str, bentuk: str) -> Response:
    isi = BytesIO(path.read_bytes()).getvalue()
    return Response(isi, media_type=JENIS[bentuk], headers={"Content-Disposition": f'attachment; filename="{nama}"'})
