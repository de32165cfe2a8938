"""What the pages of the census have in common: the looker, the tabs, a document on the screen and as a file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from engine.people import Petugas, Sesi
from engine.projections.views import posisi
from engine.refusals import Refusal
from web.context import konteks
from web.i18n import N_
from web.pages import sensus_kurun, sensus_lembar
from web.pages.sensus_dokumen import Dokumen, kolom_angka
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Ucapan, halaman, ucapan
from web.problems import Ditolak

TAB: Final = (
    ("/sensus", "awal", N_("Hari ini")),
    ("/sensus/inap", "inap", N_("Rawat inap")),
    ("/sensus/inap/bulan", "inap_bulan", N_("Rawat inap sebulan")),
    ("/sensus/jalan", "jalan", N_("Rawat jalan dan IGD")),
    ("/sensus/jalan/rekap", "jalan_rekap", N_("Rekap kunjungan")),
    ("/sensus/tren", "tren", N_("Tren")),
    ("/sensus/bulanan", "bulanan", N_("Kegiatan bulanan")),
    ("/sensus/penutupan", "penutupan", N_("Penutupan")),
    ("/indikator", "indikator", N_("Indikator")),
)
TERLAMBAT_DETIK: Final = 10.0
BENTUK: Final = {"pdf": "application/pdf", "xlsx": sensus_lembar.XLSX, "csv": sensus_lembar.CSV}


@dataclass(frozen=True, slots=True)
class Isian:
    """One field of the form above a document."""

    nama: str
    kata: str
    nilai: str
    jenis: str = "date"
    pilihan: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Gambar:
    """A drawing with its title."""

    judul: str
    isi: Markup


@dataclass(frozen=True, slots=True)
class Bingkai:
    """What stands around a document on the screen."""

    tab: str
    jalan: str
    isian: Sequence[Isian]
    alamat: Mapping[str, str]
    sebelum: Mapping[str, str] | None = None
    sesudah: Mapping[str, str] | None = None
    csv: bool = False
    gambar: Sequence[Gambar] = ()
    catatan: Sequence[str] = ()


@contextmanager
def melihat(request: Request, petugas: Petugas) -> Iterator[Lihat]:
    """A look at the census, for this reader."""
    parts, say = konteks(request), ucapan(request)
    with parts.engine.connect() as connection:
        yield Lihat(connection, say, petugas.pelaku)


def tampilkan(request: Request, sesi: Sesi, lihat: Lihat, dok: Dokumen, bingkai: Bingkai) -> Response:
    """The document as a page."""
    say = lihat.say
    query = urlencode({name: value for name, value in bingkai.alamat.items() if value})

    def beside(isi: Mapping[str, str] | None) -> str:
        return f"{bingkai.jalan}?{urlencode({k: v for k, v in isi.items() if v})}" if isi else ""

    return halaman(
        request,
        "sensus_dokumen",
        sesi=sesi,
        TAB=TAB,
        tab=bingkai.tab,
        dok=dok,
        lencana_edisi=dok.edisi,
        jalan=bingkai.jalan,
        isian=bingkai.isian,
        isi_alamat=query,
        csv=bingkai.csv,
        sebelum=beside(bingkai.sebelum),
        sesudah=beside(bingkai.sesudah),
        peringatan=[*sensus_kurun.catatan(request.query_params, say), *peringatan(lihat, say), *dok.peringatan],
        gambar_gambar=bingkai.gambar,
        kolom_angka=kolom_angka,
        catatan=bingkai.catatan,
    )


def berkas(request: Request, dok: Dokumen, bentuk: str, tabel: str = "") -> Response:
    """The document as a file; as text one table of it, the first where none was asked for."""
    say = ucapan(request)
    milik = konteks(request).fasyankes()
    nama = milik.nama if milik else ""
    if bentuk == "pdf":
        body: bytes = sensus_lembar.pdf(dok, nama, say)
    elif bentuk == "xlsx":
        body = sensus_lembar.xlsx(dok, nama, say)
    else:
        body = sensus_lembar.teks(next((one for one in dok.tabel if one.kode == tabel), dok.tabel[0])).encode()
    how = "inline" if bentuk == "pdf" else "attachment"
    return Response(
        body, media_type=BENTUK[bentuk], headers={"Content-Disposition": f'{how}; filename="{dok.berkas}.{bentuk}"'}
    )


def peringatan(lihat: Lihat, say: Ucapan) -> list[str]:
    """What makes the numbers not whole: lines that wait to be counted, lines that cannot be."""
    where = posisi(lihat.connection, "sensus")
    said = []
    if where.lama(say.kini).total_seconds() > TERLAMBAT_DETIK:
        said.append(
            say(N_("Sensus tertinggal {n} baris. Angka di bawah belum lengkap; tidak ada yang hilang.")).format(
                n=where.tertinggal
            )
        )
    if where.surat_mati:
        said.append(say(N_("{n} baris tidak dapat dihitung; beri tahu admin.")).format(n=where.surat_mati))
    return said


def unit_dikenal(lihat: Lihat, kode: str) -> str:
    """A unit's code as it was asked for. Raises Ditolak for one that is none."""
    if kode and all(one.kode != kode for one in lihat.units):
        raise Ditolak(Refusal("unit_tidak_dikenal", "unit", {"unit": kode[:40]}))
    return kode
