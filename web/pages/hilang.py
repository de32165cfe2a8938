"""Hilang: the searches for missing folders, one search with its ranked places, and the slip to carry along."""

from collections.abc import Mapping
from uuid import NAMESPACE_OID, uuid5

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine import facility
from engine.execute import Accepted
from engine.people import Sesi
from engine.refusals import Refusal
from engine.views import curiga, names, records
from engine.views import pencarian as view
from engine.views.bukti_riwayat import tempat
from engine.views.dugaan import acuan, golongan
from engine.workflows.pencarian import PENCARIAN, TERBUKA
from schemas.commands import berkas as ask_berkas
from schemas.commands import pencarian as ask
from schemas.names import (
    RUANG_REKAM_MEDIS,
    SEMUA_UNIT,
    HasilPeriksa,
    Keadaan,
    KeadaanPencarian,
    Peran,
    SebabHenti,
    SebabPencarian,
)
from web.context import konteks
from web.pages import jalan_svg, kata_cari
from web.pages.pendaftaran import turunan
from web.pages.perintah import bulat, jalankan, minta
from web.pages.tampil import Isian, Kabar, Kerja, halaman, pindah, sah, teks, ucapan
from web.problems import Ditolak, status

router = APIRouter()
MUNGKIN = 5
"""Places a slip begins with in large letters: what a first walk takes in."""


@router.get("/hilang")
def daftar(request: Request, sesi: Kerja) -> Response:
    """Open searches: those a patient waits for first."""
    return _daftar(request, sesi)


@router.post("/hilang")
def mulai(request: Request, form: Isian, sesi: Kerja) -> Response:
    """Begin to look for a folder: it is not where it should be, or (reported missing) nobody looks for it yet."""
    sah(sesi, form)
    with konteks(request).engine.connect() as connection:
        found = records.ringkas(connection, teks(form, "berkas") or teks(form, "nomor"), akhiran=False)
        going = view.terakhir(connection, found.id, terbuka_saja=True) if not isinstance(found, Refusal) else None
    if isinstance(found, Refusal):
        return _daftar(request, sesi, refusal=found, nomor=teks(form, "nomor"))
    if going is not None:
        return pindah(f"/hilang/{going.id}" if teks(form, "dari") != "permintaan" else "/permintaan?kabar=dicari")
    lost = found.keadaan is Keadaan.HILANG
    sebab = SebabPencarian.DILAPORKAN_HILANG if lost else SebabPencarian.TIDAK_DI_TEMPAT
    dasar = turunan(teks(form, "command_id") or facility.baru(), f"hilang/{found.id}")  # one form, many buttons
    data = {"berkas": found.id, "sebab": sebab}
    answer = minta(request, sesi, ask.Mulai.jenis, command_id=dasar, subjek=turunan(dasar, "pencarian"), data=data)
    if isinstance(answer, Refusal):
        return _daftar(request, sesi, refusal=answer, nomor=teks(form, "nomor"))
    if teks(form, "dari") == "permintaan":
        return pindah("/permintaan?kabar=dicari")
    return pindah(f"/hilang/{answer.subjek}")


@router.get("/hilang/{pencarian}")
def satu(request: Request, sesi: Kerja, pencarian: str) -> Response:
    """One search."""
    return _halaman(request, sesi, pencarian)


@router.get("/hilang/berkas/{berkas}")
def untuk(request: Request, sesi: Kerja, berkas: str) -> Response:
    """The newest search for a folder, or the list where it can be begun."""
    del sesi
    with konteks(request).engine.connect() as connection:
        found = view.terakhir(connection, berkas)
    return pindah(f"/hilang/{found.id}" if found else "/hilang")


@router.get("/hilang/{pencarian}/lembar")
def lembar(request: Request, sesi: Kerja, pencarian: str) -> Response:
    """The search slip, to carry along."""
    return _halaman(request, sesi, pencarian, nama="lembar_pencarian")


@router.post("/hilang/{pencarian}/periksa")
def periksa(request: Request, form: Isian, sesi: Kerja, pencarian: str) -> Response:
    """Somebody looks in a place, or has looked there in vain."""
    hasil = teks(form, "hasil") or HasilPeriksa.TIDAK_ADA.value
    data = {"letak": teks(form, "letak"), "hasil": hasil}
    return _minta(request, form, sesi, pencarian, ask.PeriksaTempat.jenis, data)


@router.post("/hilang/{pencarian}/klaim")
def klaim(request: Request, form: Isian, sesi: Kerja, pencarian: str) -> Response:
    """A unit says that it gave the folder back."""
    return _minta(request, form, sesi, pencarian, ask.KlaimKembali.jenis, {"unit": teks(form, "unit")})


@router.post("/hilang/{pencarian}/tolak-klaim")
def tolak_klaim(request: Request, form: Isian, sesi: Kerja, pencarian: str) -> Response:
    """The claim does not hold."""
    return _minta(request, form, sesi, pencarian, ask.TolakKlaim.jenis, {})


@router.post("/hilang/{pencarian}/batal")
def batal(request: Request, form: Isian, sesi: Kerja, pencarian: str) -> Response:
    """Begun by mistake: the folder is in its place."""
    return _minta(request, form, sesi, pencarian, ask.Batalkan.jenis, {})


@router.post("/hilang/{pencarian}/henti")
def henti(request: Request, form: Isian, sesi: Kerja, pencarian: str) -> Response:
    """Stop without a find."""
    return _minta(request, form, sesi, pencarian, ask.Hentikan.jenis, {"sebab": teks(form, "sebab")})


@router.post("/hilang/{pencarian}/temukan")
def temukan(request: Request, form: Isian, sesi: Kerja, pencarian: str) -> Response:
    """Found. A folder reported missing is told found in its own history first, by the same person at that place."""
    sah(sesi, form)
    letak = teks(form, "letak")
    with konteks(request).engine.connect() as connection:
        found = view.rinci(connection, pencarian)
    if isinstance(found, Refusal):
        raise Ditolak(found)
    berkas = found.dicari.berkas
    if berkas.keadaan is Keadaan.HILANG:
        answer = minta(
            request,
            sesi,
            ask_berkas.Temukan.jenis,
            command_id=str(uuid5(NAMESPACE_OID, f"jejak:temukan:{teks(form, 'command_id')}")),
            subjek=berkas.id,
            data={"unit": _unit(found, letak)},
        )
        if isinstance(answer, Refusal):
            return _halaman(request, sesi, pencarian, refusal=answer)
    data: dict[str, object] = {"letak": letak} if letak else {}
    if letak and (urutan := bulat(form, "urutan")) != "":
        data["urutan"] = urutan
    return _minta(request, form, sesi, pencarian, ask.Temukan.jenis, data)


def _unit(found: view.Rinci, letak: str) -> str:
    """The unit a place lies in: a folder's own, a person's last known one, the record room for the rest."""
    if golongan(letak) == "unit":
        return acuan(letak)
    beside = next((one.berkas for one in found.letak if one.dugaan.letak == letak and one.berkas), None)
    return (beside.lokasi if beside else None) or RUANG_REKAM_MEDIS


def _minta(  # noqa: PLR0913, PLR0917 - who asks what of which search
    request: Request, form: FormData, sesi: Sesi, pencarian: str, jenis: str, data: Mapping[str, object]
) -> Response:
    sah(sesi, form)
    answer = jalankan(request, sesi, form, jenis, subjek=pencarian, data=data)
    if isinstance(answer, Accepted):
        return pindah(f"/hilang/{pencarian}?kabar=tercatat")
    return _halaman(request, sesi, pencarian, refusal=answer)


def _daftar(request: Request, sesi: Sesi, *, refusal: Refusal | None = None, nomor: str = "") -> Response:
    parts = konteks(request)
    with parts.engine.connect() as connection:
        terbuka = view.terbuka(connection)
        tanpa = view.tanpa_pencarian(connection)
        selesai = view.selesai(connection)
        unit = names.unit(connection)
        mencurigakan = curiga.daftar(connection, parts.now()) if _boleh(sesi, ask.TolakKlaim.jenis) else ()
    return halaman(
        request,
        "hilang",
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=_kabar(request, refusal),
        terbuka=terbuka,
        tanpa=tanpa,
        selesai=selesai,
        curiga=mencurigakan,
        unit=unit,
        nomor=nomor,
        boleh_mulai=_boleh(sesi, ask.Mulai.jenis),
        command_id=facility.baru,
        kata=kata_cari,
        urut_temuan=[row.pencarian.urutan_temuan for row in selesai if row.pencarian.urutan_temuan],
    )


def _halaman(
    request: Request, sesi: Sesi, pencarian: str, *, refusal: Refusal | None = None, nama: str = "hilang_satu"
) -> Response:
    say = ucapan(request)
    with konteks(request).engine.connect() as connection:
        found = view.rinci(connection, pencarian)
        if isinstance(found, Refusal):
            raise Ditolak(found)
        unit = names.unit(connection)
        units = facility.units(connection)
        people: list[str | None] = [found.dicari.pencarian.pengklaim, found.dicari.pencarian.pemutus]
        people += [look.pelaku for look in found.periksa]
        people += [acuan(one.dugaan.letak) for one in found.letak if golongan(one.dugaan.letak) == "orang"]
        orang = names.petugas(connection, people)
        sighted = found.jalan.terlihat[-1:] if found.dicari.berkas.keadaan is Keadaan.HILANG else []
    mine = [satu for satu in units if sesi.petugas.unit & {satu.kode, SEMUA_UNIT} and satu.kode != RUANG_REKAM_MEDIS]
    record_room = not sesi.petugas.peran.isdisjoint({Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN, Peran.KEPALA})
    boleh = {jenis: _boleh(sesi, jenis) for jenis in kata_cari.PERINTAH}
    return halaman(
        request,
        nama,
        sesi=sesi,
        kode=status(refusal) if refusal else 200,
        kabar=_kabar(request, refusal),
        rinci=found,
        pencarian=found.dicari.pencarian,
        berkas=found.dicari.berkas,
        letak=[kata_cari.baris(say, one, unit, orang) for one in found.letak],
        terlihat=[line for line in sighted if line.event.di],
        gambar=jalan_svg.gambar(found.jalan, unit, say),
        unit=unit,
        orang=orang,
        klaim_unit=[one for one in units if one.kode != RUANG_REKAM_MEDIS] if record_room else mine,
        terbuka=found.dicari.pencarian.keadaan in TERBUKA,
        boleh_batal=found.dicari.pencarian.keadaan is KeadaanPencarian.BERJALAN
        and found.dicari.pencarian.pemula == sesi.petugas.id
        and not found.dicari.pencarian.diperiksa,
        boleh=boleh,
        sebab_henti=kata_cari.HENTI,
        HENTI=SebabHenti,
        command_id=facility.baru,
        kata=kata_cari,
        mungkin=MUNGKIN,
        tempat=tempat,
        qr=jalan_svg.kode(found.dicari.berkas.kode),
    )


def _kabar(request: Request, refusal: Refusal | None) -> Kabar | None:
    return Kabar("tolak", ucapan(request).penolakan(refusal)) if refusal else None


def _boleh(sesi: Sesi, jenis: str) -> bool:
    kind = next(move.command for move in PENCARIAN.moves if move.command.jenis == jenis)
    return not PENCARIAN.roles(kind).isdisjoint(sesi.petugas.peran)
