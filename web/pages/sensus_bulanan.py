"""Kegiatan bulanan: a month of wards and clinics as reporting asks for it, to be carried over into the form in force.

The columns are those this module writes above them, and no others. They are like the monthly recap of inpatient and
outpatient activity hospitals report, and are not an official form: which one is in force was not confirmed (FACTS).
"""

from datetime import date
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from engine.sensus import baca
from engine.sensus.hari import antara
from schemas.names import KelasRawat, Macam
from web.i18n import N_
from web.pages import sensus_edisi, sensus_jalan_isi
from web.pages import sensus_kurun as masa
from web.pages.kata_kunjungan import KELAS
from web.pages.sensus_dokumen import Dokumen, Paraf, Sel, Tabel
from web.pages.sensus_halaman import Bingkai, Isian, berkas, melihat, tampilkan
from web.pages.sensus_hitung import Hitungan, berurutan, seluruhnya
from web.pages.sensus_inap_isi import sel_hari
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Kerja

router = APIRouter()
Bentuk = Annotated[Literal["pdf", "xlsx", "csv"], Path()]
KOLOM: Final = {
    "pasien_awal": N_("Pasien awal bulan"),
    "masuk": N_("Pasien masuk"),
    "keluar_hidup": N_("Pasien keluar hidup"),
    "mati_lt48": N_("Pasien keluar mati < 48 jam"),
    "mati_ge48": N_("Pasien keluar mati ≥ 48 jam"),
    "lama_dirawat": N_("Jumlah lama dirawat"),
    "sisa": N_("Pasien akhir bulan"),
    "hari_perawatan": N_("Jumlah hari perawatan"),
    "pindahan": N_("Pindahan"),
    "dipindahkan": N_("Dipindahkan"),
}
CATATAN: Final = N_(
    "Kolomnya menyerupai rekap bulanan kegiatan pelayanan (seri RL 3), untuk disalin ke formulir yang berlaku. "
    "Ini bukan formulir resmi. Bayi lahir pada barisnya sendiri. "
    "Hari perawatan per kelas dihitung menurut kelas tempat tidurnya."
)
CATATAN_JALAN: Final = N_(
    "Kunjungan baru ialah kunjungan pertama pasien di fasilitas ini. Yang dibatalkan tidak dihitung."
)


@router.get("/sensus/bulanan")
def bulanan(request: Request, sesi: Kerja, bulan: str = "") -> Response:
    """A month's activity."""
    with melihat(request, sesi.petugas) as lihat:
        first, last = masa.bulan(bulan, lihat.say)
        month = first.isoformat()[:7]
        after = masa.geser_bulan(first, maju=True)
        bingkai = Bingkai(
            "bulanan",
            "/sensus/bulanan",
            (Isian("bulan", N_("Bulan"), month, "month"),),
            {"bulan": month},
            {"bulan": masa.geser_bulan(first, maju=False).isoformat()[:7]},
            {"bulan": after.isoformat()[:7]} if after <= masa.hari_ini(lihat.say) else None,
            csv=True,
        )
        return tampilkan(request, sesi, lihat, kegiatan(lihat, first, last), bingkai)


@router.get("/sensus/bulanan.{bentuk}")
def bulanan_berkas(request: Request, sesi: Kerja, bentuk: Bentuk, bulan: str = "", tabel: str = "") -> Response:
    """The same as a file; as text the inpatients, or with `tabel=jalan` the outpatients."""
    with melihat(request, sesi.petugas) as lihat:
        return berkas(request, kegiatan(lihat, *masa.bulan(bulan, lihat.say)), bentuk, tabel)


def kegiatan(lihat: Lihat, first: date, last: date) -> Dokumen:
    """The month's activity as a document; of a month that runs, up to today."""
    say = lihat.say
    last = min(last, max(first, masa.hari_ini(say)))
    found = sensus_edisi.terbit(lihat, first, last)
    said = say(N_("{n} sensus harian ditutup, {m} ditandatangani; selebihnya berjalan"))
    return Dokumen(
        f"kegiatan-bulanan-{first.isoformat()[:7]}",
        say(N_("Kegiatan bulanan")),
        (
            say.hari(first, "MMMM yyyy"),
            say(N_("sampai {hari}")).format(hari=say.hari(last, "d MMM yyyy")),
            said.format(n=len(found), m=sum(1 for _, signed in found.values() if signed)),
        ),
        (_inap(lihat, first, last), _jalan(lihat, first, last)),
        (Paraf(say(N_("Petugas rekam medis"))), Paraf(say(N_("Kepala rekam medis")))),
        say.kini,
    )


def _inap(lihat: Lihat, first: date, last: date) -> Tabel:
    say = lihat.say
    days = antara(first, last)
    wards = lihat.per_unit(first, last)
    care: dict[tuple[str, bool, str], int] = {}
    for one in baca.jumlah(lihat.connection, lihat.zona, lihat.aturan, first, last, menurut=("unit", "kelas", "bayi")):
        care[str(one.unit), bool(one.bayi), str(one.kelas)] = one.isi[Macam.HARI_PERAWATAN]
    by_kelas = baca.jumlah(lihat.connection, lihat.zona, lihat.aturan, first, last, menurut=("kelas",))
    whole_care = {str(one.kelas): one.isi[Macam.HARI_PERAWATAN] for one in by_kelas}
    classes = [kelas for kelas in KelasRawat if any(key[2] == kelas and n for key, n in care.items())]
    keys = sorted({(bayi, lihat.nama_unit(unit), unit) for _, unit, bayi in wards})
    rows, parts, last_beds = [], [], []
    for bayi, name, unit in keys:
        row = berurutan(wards.get((day, unit, bayi), Hitungan({})) for day in days)
        beds = wards.get((days[-1], unit, bayi), Hitungan({})).tempat_tidur or 0
        parts.append(row)
        last_beds.append(beds)
        where = {"mulai": first.isoformat(), "sampai": last.isoformat(), "unit": unit, "bayi": str(int(bayi))}
        said = say(N_("{nama}, bayi lahir")).format(nama=name) if bayi else name
        rows.append(
            (
                Sel(said),
                *(sel_hari(kolom, row[kolom], where) for kolom in KOLOM),
                *(
                    sel_hari("hari_perawatan", care.get((unit, bayi, kelas), 0), {**where, "kelas": kelas})
                    for kelas in classes
                ),
                Sel(str(beds), beds),
            )
        )
    if rows:
        whole = seluruhnya(parts, lihat.aturan)
        where = {"mulai": first.isoformat(), "sampai": last.isoformat()}
        rows.append(
            (
                Sel(say(N_("Jumlah"))),
                *(sel_hari(kolom, whole[kolom], where) for kolom in KOLOM),
                *(sel_hari("hari_perawatan", whole_care.get(kelas, 0), where | {"kelas": kelas}) for kelas in classes),
                Sel(str(sum(last_beds)), sum(last_beds)),
            )
        )
    by_class = [say(N_("Hari perawatan {kelas}")).format(kelas=say(KELAS[kelas])) for kelas in classes]
    heads = (say(N_("Ruang")), *(say(word) for word in KOLOM.values()), *by_class, say(N_("TT")))
    sums = frozenset({len(rows) - 1}) if rows else frozenset()
    return Tabel("inap", say(N_("Kegiatan bulanan rawat inap")), heads, tuple(rows), say(CATATAN), sums)


def _jalan(lihat: Lihat, first: date, last: date) -> Tabel:
    say = lihat.say
    found = lihat.jalan(first, last)
    where = {"mulai": first.isoformat(), "sampai": last.isoformat()}
    units = sorted({one.unit for one in found}, key=lihat.nama_unit)
    rows = [
        sensus_jalan_isi.baris(
            lihat.nama_unit(unit), [one for one in found if one.unit == unit], {**where, "unit": unit}
        )
        for unit in units
    ]
    if rows:
        rows.append(sensus_jalan_isi.baris(say(N_("Jumlah")), found, where))
    heads = (say(N_("Unit")), *(say(word) for word in sensus_jalan_isi.KOLOM.values()))
    sums = frozenset({len(rows) - 1}) if rows else frozenset()
    return Tabel("jalan", say(N_("Kegiatan bulanan rawat jalan")), heads, tuple(rows), say(CATATAN_JALAN), sums)
