"""Tren sensus: a month day by day and its units beside each other, drawn; each number stands in a table below."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from engine.sensus.hari import antara
from engine.sensus.orang import Kunjung
from web.i18n import N_
from web.pages import sensus_edisi, sensus_jalan_isi
from web.pages import sensus_kurun as masa
from web.pages.kata_sensus import MATI
from web.pages.sensus_dokumen import Dokumen, Sel, Tabel
from web.pages.sensus_gambar import Seri, batang, garis
from web.pages.sensus_halaman import Bingkai, Gambar, Isian, berkas, melihat, tampilkan
from web.pages.sensus_hitung import Hitungan, berurutan, seluruhnya
from web.pages.sensus_inap_isi import sel_hari
from web.pages.sensus_jalan_isi import SARING
from web.pages.sensus_lihat import Lihat
from web.pages.tampil import Kerja

router = APIRouter()
Bentuk = Annotated[Literal["pdf", "xlsx", "csv"], Path()]
INAP = (("sisa", N_("Sisa")), ("masuk", N_("Masuk")), ("keluar", N_("Keluar")))
RUANG = (("hari_perawatan", N_("Hari perawatan")), ("masuk", N_("Masuk")), ("keluar", N_("Keluar")))
JALAN = (("baru", N_("Kunjungan baru")), ("lama", N_("Kunjungan lama")))


class _Bulan:
    """What a month's drawings and table are made of."""

    def __init__(self, lihat: Lihat, first: date, last: date) -> None:
        self.lihat = lihat
        self.hari = antara(first, last)
        self.wards = lihat.per_unit(first, last)
        self.visits = lihat.jalan(first, last)

    def sehari(self, day: date) -> Hitungan:
        """All wards of a day, without newborns."""
        mine = (row for (when, _, bayi), row in self.wards.items() if when == day and not bayi)
        return seluruhnya(mine, self.lihat.aturan)

    def ruang(self) -> Mapping[str, Hitungan]:
        """The month of each ward, without newborns."""
        units = sorted({unit for _, unit, bayi in self.wards if not bayi}, key=self.lihat.nama_unit)
        none = Hitungan({})
        return {unit: berurutan(self.wards.get((day, unit, False), none) for day in self.hari) for unit in units}

    def klinik(self) -> Mapping[str, Sequence[Kunjung]]:
        """The month of each clinic."""
        found: dict[str, list[Kunjung]] = {}
        for one in self.visits:
            found.setdefault(one.unit, []).append(one)
        return {unit: found[unit] for unit in sorted(found, key=self.lihat.nama_unit)}


def _nilai(row: Hitungan, kolom: str) -> int:
    return row["keluar_hidup"] + sum(row[one] for one in MATI) if kolom == "keluar" else row[kolom]


@router.get("/sensus/tren")
def tren(request: Request, sesi: Kerja, bulan: str = "") -> Response:
    """A month in drawings."""
    with melihat(request, sesi.petugas) as lihat:
        first, made = _baca(lihat, bulan)
        month = first.isoformat()[:7]
        after = masa.geser_bulan(first, maju=True)
        bingkai = Bingkai(
            "tren",
            "/sensus/tren",
            (Isian("bulan", N_("Bulan"), month, "month"),),
            {"bulan": month},
            {"bulan": masa.geser_bulan(first, maju=False).isoformat()[:7]},
            {"bulan": after.isoformat()[:7]} if after <= masa.hari_ini(lihat.say) else None,
            csv=True,
            gambar=_gambar(made),
        )
        return tampilkan(request, sesi, lihat, _dokumen(made, first), bingkai)


@router.get("/sensus/tren.{bentuk}")
def tren_berkas(request: Request, sesi: Kerja, bentuk: Bentuk, bulan: str = "", tabel: str = "") -> Response:
    """Its tables as a file."""
    with melihat(request, sesi.petugas) as lihat:
        first, made = _baca(lihat, bulan)
        return berkas(request, _dokumen(made, first), bentuk, tabel)


def _baca(lihat: Lihat, bulan: str) -> tuple[date, _Bulan]:
    first, last = masa.bulan(bulan, lihat.say)
    return first, _Bulan(lihat, first, min(last, max(first, masa.hari_ini(lihat.say))))


def _gambar(made: _Bulan) -> list[Gambar]:
    say = made.lihat.say
    days = [str(day.day) for day in made.hari]
    stays = [made.sehari(day) for day in made.hari]
    counts = {day: sum(1 for one in made.visits if one.hari == day) for day in made.hari}
    wards, clinics = made.ruang(), made.klinik()

    def satu(
        judul: str, jadi: Callable[..., object], tempat: Sequence[str], seri: Sequence[tuple[str, Sequence[int]]]
    ) -> Gambar:
        kinds = [Seri(say(nama), nilai) for nama, nilai in seri]
        return Gambar(say(judul), jadi(say(judul), tempat, kinds))  # type: ignore[arg-type]

    return [
        satu(
            N_("Sisa, masuk dan keluar tiap hari"),
            garis,
            days,
            [(nama, [_nilai(row, kolom) for row in stays]) for kolom, nama in INAP],
        ),
        satu(N_("Kunjungan tiap hari"), garis, days, [(N_("Kunjungan"), [counts[day] for day in made.hari])]),
        satu(
            N_("Perbandingan ruang: hari perawatan, masuk dan keluar"),
            batang,
            [made.lihat.nama_unit(unit) for unit in wards],
            [(nama, [_nilai(row, kolom) for row in wards.values()]) for kolom, nama in RUANG],
        ),
        satu(
            N_("Perbandingan unit: kunjungan baru dan lama"),
            batang,
            [made.lihat.nama_unit(unit) for unit in clinics],
            [(nama, [sum(map(SARING[kolom], rows)) for rows in clinics.values()]) for kolom, nama in JALAN],
        ),
    ]


def _dokumen(made: _Bulan, first: date) -> Dokumen:
    lihat, say = made.lihat, made.lihat.say
    editions = sensus_edisi.terbit(lihat, made.hari[0], made.hari[-1])
    rows = []
    for day in made.hari:
        where = {"mulai": day.isoformat(), "sampai": day.isoformat()}
        stay = made.sehari(day)
        rows.append(
            (
                Sel(say.hari(day, "d MMM"), None, f"/sensus?tanggal={day.isoformat()}"),
                *(sel_hari(kolom, _nilai(stay, kolom), where | {"bayi": "0"}) for kolom, _ in INAP),
                *sensus_jalan_isi.baris("", [one for one in made.visits if one.hari == day], where)[1:4],
                Sel(sensus_edisi.sehari(lihat, editions, day)),
            )
        )
    heads = [say(N_("Hari")), *(say(nama) for _, nama in INAP), say(N_("Kunjungan")), say(N_("Baru")), say(N_("Lama"))]
    daily = Tabel("harian", say(N_("Tiap hari")), (*heads, say(N_("Edisi"))), tuple(rows))
    return Dokumen(
        f"sensus-tren-{first.isoformat()[:7]}",
        say(N_("Tren sensus")),
        (say.hari(first, "MMMM yyyy"), say(N_("Rawat inap, tanpa bayi")), say(N_("Rawat jalan dan IGD"))),
        (daily, _ruang(made), _klinik(made)),
        (),
        say.kini,
    )


def _ruang(made: _Bulan) -> Tabel:
    lihat, say = made.lihat, made.lihat.say
    where = {"mulai": made.hari[0].isoformat(), "sampai": made.hari[-1].isoformat(), "bayi": "0"}
    rows = [
        (
            Sel(lihat.nama_unit(unit)),
            *(sel_hari(kolom, _nilai(row, kolom), where | {"unit": unit}) for kolom, _ in RUANG),
        )
        for unit, row in made.ruang().items()
    ]
    heads = (say(N_("Ruang")), *(say(nama) for _, nama in RUANG))
    return Tabel("ruang", say(N_("Perbandingan ruang: hari perawatan, masuk dan keluar")), heads, tuple(rows))


def _klinik(made: _Bulan) -> Tabel:
    lihat, say = made.lihat, made.lihat.say
    where = {"mulai": made.hari[0].isoformat(), "sampai": made.hari[-1].isoformat()}
    rows = [
        sensus_jalan_isi.baris(lihat.nama_unit(unit), visits, {**where, "unit": unit})[:4]
        for unit, visits in made.klinik().items()
    ]
    heads = (say(N_("Unit")), say(N_("Kunjungan")), say(N_("Baru")), say(N_("Lama")))
    return Tabel("klinik", say(N_("Perbandingan unit: kunjungan baru dan lama")), heads, tuple(rows))
