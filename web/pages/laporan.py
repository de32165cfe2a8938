"""Laporan kelengkapan: the numbers of a period, what each means, and the events every one of them is made of."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Final
from urllib.parse import urlencode

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from engine import facility, people
from engine.policy import kebijakan
from engine.projections.analisis_baris import MENURUT_KEMBALI, MENURUT_LAYANAN, Macam
from engine.projections.laporan import Kurun, seketika
from engine.projections.laporan_rincian import DISEBUT, Pilih, Rincian, rincian
from engine.views import names
from schemas.names import JenisKunjungan, Peran, Unsur
from web import kurun
from web.context import konteks
from web.i18n import N_
from web.pages import laporan_buku, laporan_isi, laporan_lembar, laporan_tren
from web.pages.kata_kekurangan import UNSUR
from web.pages.kata_kunjungan import JENIS
from web.pages.laporan_buku import sebut_butir
from web.pages.laporan_isi import TAK_TERCATAT, TIDAK_ADA_DATA
from web.pages.tampil import Kerja, Ucapan, halaman, ucapan

router = APIRouter()

TERLAMBAT_DETIK: Final = 10.0
"""How long a line may wait to be counted before the page says that its numbers are not whole."""
RINCI_TERPANJANG: Final = 60
SEPOTONG: Final = 64 * 1024
"""Bytes of a file sent at once."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRIWULAN: Final = {"q1": N_("Triwulan I"), "q2": N_("Triwulan II"), "q3": N_("Triwulan III"), "q4": N_("Triwulan IV")}
MACAM: Final[dict[Macam, str]] = {
    Macam.DIKEMBALIKAN: N_("Berkas yang kembali dari pelayanan"),
    Macam.DINILAI: N_("Berkas yang kembali dan punya batas pengembalian"),
    Macam.TEPAT: N_("Berkas yang kembali tepat waktu"),
    Macam.KEMBALI_KURANG: N_("Berkas yang kembali dan tidak lengkap"),
    Macam.KEMBALI_LEWAT: N_("Berkas yang kembali, tidak lengkap, dan melewati batas melengkapi"),
    Macam.DIPERIKSA: N_("Pemeriksaan kelengkapan"),
    Macam.TIDAK_LENGKAP: N_("Pemeriksaan yang putusannya tidak lengkap (KLPCM)"),
    Macam.LEWAT: N_("Tidak lengkap dan melewati batas melengkapi"),
    Macam.FORMULIR: N_("Pemeriksaan dengan kekurangan pada formulir"),
    Macam.UNSUR: N_("Pemeriksaan dengan kekurangan pada unsur"),
    Macam.BUTIR: N_("Pemeriksaan dengan kekurangan pada butir"),
    Macam.LAYANAN: N_("Kunjungan yang selesai dilayani"),
    Macam.LAYANAN_DIPERIKSA: N_("Kunjungan yang selesai dilayani dan sudah diperiksa"),
    Macam.TERISI: N_("Kunjungan yang rekam medisnya lengkap dalam batasnya"),
}
TANPA: Final[dict[Macam, str]] = {
    Macam.FORMULIR: N_("Pemeriksaan tanpa kekurangan pada formulir"),
    Macam.UNSUR: N_("Pemeriksaan tanpa kekurangan pada unsur"),
    Macam.BUTIR: N_("Pemeriksaan tanpa kekurangan pada butir"),
}


@router.get("/laporan/kelengkapan")
def kelengkapan(request: Request, sesi: Kerja) -> Response:
    """The report of a period: this month unless another was picked."""
    asked = request.query_params
    parts, say = konteks(request), ucapan(request)
    found = kurun.pilihan(parts, asked)
    siapa = kurun.akses(sesi.petugas, asked)
    with seketika(parts.engine) as connection:
        made = laporan_isi.susun(connection, found, siapa, say)
        units = [known.unit for known in facility.all_units(connection)]
        doctors = [one for one in people.semua(connection) if not one.mesin and one.adalah(Peran.DOKTER)]
    aturan = kebijakan().laporan
    return halaman(
        request,
        "laporan",
        sesi=sesi,
        lap=made,
        judul_kurun=sebut(found, say),
        tren=laporan_tren.gambar(made.tren, say),
        aturan=aturan,
        saring=siapa.saring,
        units=units,
        doctors=doctors if siapa.nama_dokter and not siapa.sendiri else [],
        jenis=JENIS,
        triwulan=TRIWULAN,
        bulan=[(f"{month:02d}", say.hari(date(2026, month, 1), "MMMM")) for month in range(1, 13)],
        tahun=range(kurun.hari_ini(parts).year, kurun.hari_ini(parts).year - 8, -1),
        sebelum=_alamat(kurun.sebelah(found, maju=False), asked),
        sesudah=_alamat(kurun.sebelah(found, maju=True), asked),
        ini=urlencode(kurun.alamat(found.kurun) | _saring(asked)),
        terlambat=made.posisi.lama(parts.now()).total_seconds() > TERLAMBAT_DETIK,
        disebut=kurun.disebut,
        TIDAK_ADA_DATA=TIDAK_ADA_DATA,
    )


@router.get("/laporan/kelengkapan/rincian")
def daftar(request: Request, sesi: Kerja) -> Response:
    """The events behind one number."""
    asked = request.query_params
    parts, say = konteks(request), ucapan(request)
    found = kurun.pilihan(parts, asked)
    siapa = kurun.akses(sesi.petugas, asked)
    pilih = pilihan(asked, found, siapa)
    with parts.engine.connect() as connection:
        page = rincian(connection, pilih, kurun.setelah(asked.get("setelah", "")))
        unit_names = names.unit(connection)
        doctors = names.petugas(connection, {one.dokter for one in page.isi}) if siapa.nama_dokter else {}
    return halaman(
        request,
        "laporan_rincian",
        sesi=sesi,
        isi=page.isi,
        judul=sebut_pilihan(pilih, say),
        judul_kurun=sebut(found, say),
        saringan=saringan(siapa, unit_names, say),
        kembali=urlencode(kurun.alamat(found.kurun) | _saring(asked)),
        lanjut=berikutnya(asked, page),
        nomor_halaman=1 + (int(asked["lembar"]) if asked.get("lembar", "").isdecimal() else 0),
        siapa=siapa,
        menurut_layanan=pilih.macam in MENURUT_LAYANAN,
        menurut_kembali=pilih.macam in MENURUT_KEMBALI,
        unit=unit_names,
        dokter=doctors,
        jenis=JENIS,
        butir=lambda one: sebut_butir(one, say),
        tanggal=lambda iso: say.hari(date.fromisoformat(iso), "d MMM yyyy"),
        TAK_TERCATAT=TAK_TERCATAT,
    )


@router.get("/laporan/kelengkapan.xlsx")
def buku(request: Request, sesi: Kerja) -> Response:
    """The same as a workbook, with the events behind its numbers."""
    parts = konteks(request)
    with seketika(parts.engine) as connection:
        made, keterangan = _laporan(request, sesi, connection)
        keluar = tempfile.TemporaryFile()  # noqa: SIM115 - read and closed when it is sent
        laporan_buku.xlsx(keluar, connection, made, keterangan, kebijakan().laporan, ucapan(request))
    name = f"kelengkapan-{made.pilihan.kurun.mulai}-{made.pilihan.kurun.sampai}.xlsx"
    head = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(keluar.tell())}
    return StreamingResponse(_potongan(keluar), media_type=XLSX, headers=head)


def _potongan(keluar: IO[bytes]) -> Iterator[bytes]:
    """A file from its beginning, some at a time; it is gone afterwards."""
    with keluar:
        keluar.seek(0)
        while part := keluar.read(SEPOTONG):
            yield part


@router.get("/laporan/kelengkapan.pdf")
def kertas(request: Request, sesi: Kerja) -> Response:
    """The same on paper."""
    with seketika(konteks(request).engine) as connection:
        made, keterangan = _laporan(request, sesi, connection)
    name = f"kelengkapan-{made.pilihan.kurun.mulai}-{made.pilihan.kurun.sampai}.pdf"
    body = laporan_lembar.pdf(made, keterangan, kebijakan().laporan, ucapan(request))
    return Response(body, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _laporan(
    request: Request, sesi: Kerja, connection: Connection
) -> tuple[laporan_isi.Laporan, laporan_lembar.Keterangan]:
    asked = request.query_params
    parts, say = konteks(request), ucapan(request)
    found = kurun.pilihan(parts, asked)
    siapa = kurun.akses(sesi.petugas, asked)
    made = laporan_isi.susun(connection, found, siapa, say)
    where = saringan(siapa, names.unit(connection), say, names.petugas(connection, [siapa.saring.dokter]))
    milik = parts.fasyankes()
    return made, laporan_lembar.Keterangan(milik.nama if milik else "", sebut(found, say), where, parts.now())


def pilihan(asked: Mapping[str, str], found: kurun.Pilihan, siapa: kurun.Akses) -> Pilih:
    """Which number an address means; what is none is all analyses."""
    try:
        macam = Macam(asked.get("macam", ""))
    except ValueError:
        macam = Macam.DIPERIKSA
    rinci = asked.get("rinci", "")[:RINCI_TERPANJANG]
    return Pilih(macam, found.kurun, siapa.saring, rinci if rinci.isprintable() else "", asked.get("tanpa") == "1")


def berikutnya(asked: Mapping[str, str], page: Rincian) -> str:
    """The address of the next page; empty on the last."""
    if page.lanjut is None:
        return ""
    before = int(asked["lembar"]) if asked.get("lembar", "").isdecimal() and len(asked["lembar"]) < 7 else 0  # noqa: PLR2004 - digits
    return urlencode(dict(asked) | {"setelah": kurun.tempat(page.lanjut), "lembar": str(before + 1)})


def sebut(found: kurun.Pilihan, say: Ucapan) -> str:
    """A period in words."""
    first, last = found.kurun
    known = kurun.alamat(found.kurun)
    bagian = known["bagian"]
    if bagian == "tahun":
        return str(first.year)
    if bagian in TRIWULAN:
        return f"{say(TRIWULAN[bagian])} {first.year}"
    if bagian != kurun.SENDIRI:
        return say.hari(first, "MMMM yyyy")
    return f"{say.hari(first, 'd MMM yyyy')} – {say.hari(last, 'd MMM yyyy')}"  # noqa: RUF001 - a range of days


def sebut_pilihan(pilih: Pilih, say: Ucapan) -> str:
    """A number in words."""
    title = say(TANPA[pilih.macam] if pilih.tanpa and pilih.macam in TANPA else MACAM[pilih.macam])
    if not pilih.rinci or pilih.rinci == DISEBUT:
        return title
    if pilih.macam is Macam.UNSUR:
        return f"{title}: {say(UNSUR[Unsur(pilih.rinci)]) if pilih.rinci in set(Unsur) else pilih.rinci}"
    return f"{title}: {sebut_butir(pilih.rinci, say)}"


def saringan(siapa: kurun.Akses, unit: Mapping[str, str], say: Ucapan, dokter: Mapping[str, str] | None = None) -> str:
    """What is left out, in words."""
    saring = siapa.saring
    parts = [] if saring.unit is None else [unit.get(saring.unit, saring.unit) or say(TAK_TERCATAT)]
    if siapa.sendiri:
        parts.append(say(N_("hanya milik saya")))
    elif saring.dokter is not None:
        parts.append((dokter or {}).get(saring.dokter, "") or say(N_("satu dokter") if saring.dokter else TAK_TERCATAT))
    if saring.jenis is not None:
        parts.append(say(JENIS[JenisKunjungan(saring.jenis)]) if saring.jenis else say(TAK_TERCATAT))
    return ", ".join(parts)


def _saring(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: asked[name] for name in ("unit", "dokter", "jenis") if asked.get(name)}


def _alamat(where: Kurun, asked: Mapping[str, str]) -> str:
    return urlencode(kurun.alamat(where) | _saring(asked))
