"""The patients of a census sheet, for those who may see names: who came, moved, went, stays; a clinic's visits.

To everybody else, another unit's staff among them, these lists are not made at all: they have the numbers, and the
events behind them. The codes of diagnoses are for those who may see codes (`engine.views.kode.BOLEH`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from engine.sensus.lembaran import Lembaran
from engine.sensus.orang import Kunjung
from schemas.names import AsalPasien, CaraKeluar, KelasRawat
from web.i18n import N_
from web.pages import kata_kunjungan
from web.pages.kata_sensus import KOLOM_INAP, SINGKAT_KELAMIN
from web.pages.sensus_dokumen import Sel, Tabel, kata
from web.pages.sensus_lihat import Lihat

KOSONG: Final = "–"  # noqa: RUF001 - a dash
DAFTAR: Final = (
    ("daftar-masuk", N_("Masuk"), ("masuk",)),
    ("daftar-pindahan", N_("Pindahan dari ruang lain"), ("pindahan",)),
    ("daftar-dipindahkan", N_("Dipindahkan ke ruang lain"), ("dipindahkan",)),
    ("daftar-keluar", N_("Keluar hidup"), ("pulang", "dirujuk", "aps", "keluar_lain")),
    ("daftar-meninggal", N_("Meninggal"), ("mati_lt48", "mati_ge48")),
    ("daftar-sisa", N_("Sisa"), ("sisa",)),
)
"""The lists of the sheet, in its order: what each holds."""


def daftar_inap(lihat: Lihat, unit: str, hari: date) -> list[Tabel]:
    """The lists of a ward's sheet."""
    if not lihat.boleh_unit(unit):
        return []
    rows = lihat.lembaran(unit, hari)
    return [_daftar(lihat, kode, judul, [one for one in rows if one.macam in macam]) for kode, judul, macam in DAFTAR]


def _daftar(lihat: Lihat, kode: str, judul: str, rows: Sequence[Lembaran]) -> Tabel:
    say = lihat.say
    heads = ("No", N_("Nomor RM"), N_("Nama"), N_("L/P, umur"), N_("Kelas"), N_("Saat"), N_("Keterangan"))
    made = []
    for nomor, one in enumerate(rows, 1):
        who = lihat.siapa(one.kunjungan)
        kelas = say(kata_kunjungan.KELAS[KelasRawat(one.kelas)])
        made.append(
            (
                Sel(str(nomor)),
                Sel(who.nomor or KOSONG),
                Sel(who.nama or KOSONG, None, f"/kunjungan/{one.kunjungan}"),
                Sel(_kelamin_umur(lihat, who.jenis_kelamin, who.umur_pada(one.hari))),
                Sel(f"{kelas}, {say(N_('bayi'))}" if one.bayi else kelas),
                Sel(lihat.say.waktu(one.saat, "d MMM HH.mm") if one.saat else KOSONG),
                Sel(_keterangan(lihat, one)),
            )
        )
    return Tabel(kode, f"{say(judul)} ({len(made)})", tuple(say(one) for one in heads), tuple(made), orang=True)


def _keterangan(lihat: Lihat, one: Lembaran) -> str:
    say = lihat.say
    if one.lawan:
        where = f"{lihat.nama_unit(one.lawan[0])}, {say(kata_kunjungan.KELAS[KelasRawat(one.lawan[1])])}"
        return say(N_("dari {tempat}") if one.macam == "pindahan" else N_("ke {tempat}")).format(tempat=where)
    if one.lama_dirawat:
        return f"{say(KOLOM_INAP[one.macam])} · {say(N_('{n} hari dirawat')).format(n=one.lama_dirawat)}"
    if one.macam == "sisa" and one.masuk is not None:
        return say(N_("masuk {saat}")).format(saat=say.waktu(one.masuk, "d MMM HH.mm"))
    return ""


def daftar_jalan(lihat: Lihat, rows: Sequence[Kunjung]) -> Tabel:
    """The visits of a clinic's sheet, one a line, in the columns of the form (FACTS B8)."""
    say = lihat.say
    kode = (N_("Diagnosa"),) if lihat.boleh_kode else ()
    heads = (
        "No", N_("Nomor RM"), N_("Nama"), N_("Alamat"), N_("L/P, umur"), N_("Kunjungan"), N_("Asal rujukan"),
        *kode, N_("Kasus"), N_("Keadaan"), N_("Cara bayar"), N_("Dokter"),
    )  # fmt: skip
    made = []
    lihat.kenali((one.kunjungan, one.unit) for one in rows)
    for nomor, one in enumerate(rows, 1):
        who = lihat.siapa(one.kunjungan)
        asal = say(kata_kunjungan.ASAL[AsalPasien(one.asal)])
        made.append(
            (
                Sel(str(nomor)),
                Sel(who.nomor or KOSONG),
                Sel(who.nama or KOSONG, None, f"/kunjungan/{one.kunjungan}"),
                *kata(
                    who.alamat or KOSONG,
                    _kelamin_umur(lihat, one.jenis_kelamin, one.tahun),
                    say(N_("baru")) if one.baru else say(N_("lama")),
                    f"{asal} ({say(N_('surat'))})" if one.rujukan else asal,
                    *([", ".join(lihat.kode(one.kunjungan)) or KOSONG] if kode else []),
                    KOSONG if one.kasus is None else say(N_("baru")) if one.kasus else say(N_("lama")),
                    say(kata_kunjungan.CARA_KELUAR[CaraKeluar(one.cara_keluar)]) if one.cara_keluar else KOSONG,
                    lihat.nama_pembayar(one.cara_bayar),
                    lihat.nama_dokter(one.dokter) if one.dokter else KOSONG,
                ),
            )
        )
    return Tabel("kunjungan", say(N_("Kunjungan satu per satu")), tuple(map(say, heads)), tuple(made), orang=True)


def _kelamin_umur(lihat: Lihat, jenis_kelamin: str, umur: int | None) -> str:
    sex = SINGKAT_KELAMIN.get(jenis_kelamin, "?")
    return f"{sex}, {umur} {lihat.say(N_('th'))}" if umur is not None else f"{sex}, {KOSONG}"
