"""What a notice says: numbers and a way in. No name, number or diagnosis can stand in it, for none is known here. Pure.

The patterns are Indonesian and stand in the catalogue of the screens; what leaves the application is Indonesian.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from engine.pengingat.hal import Bagian, Isi, Tingkat


class Aturan(StrEnum):
    """Why somebody is told."""

    HARIAN = "harian"
    """The daily digest."""
    MENDESAK = "mendesak"
    """At once, quiet hours or not."""
    UJI = "uji"
    """Somebody tries whether the ways out work."""


class Pola(NamedTuple):
    """How the numbers of one kind are told, in each office."""

    sendiri: str
    kepala_unit: str
    komite_medik: str


POLA: Final[dict[str, Pola]] = {
    "kekurangan": Pola(
        "{jumlah} berkas belum lengkap",
        "Dari unit Anda {jumlah} berkas belum lengkap, milik {orang} orang",
        "Naik kepada Anda {jumlah} berkas belum lengkap, milik {orang} orang",
    ),
    "sensus": Pola(
        "{jumlah} sensus harian menunggu tanda tangan Anda",
        "Dari unit Anda {jumlah} sensus harian belum ditandatangani",
        "Naik kepada Anda {jumlah} sensus harian belum ditandatangani",
    ),
    "sensus_lewat": Pola(
        "{jumlah} sensus harian belum ditutup atau belum ditandatangani",
        "Dari unit Anda {jumlah} sensus harian belum ditutup atau belum ditandatangani",
        "Naik kepada Anda {jumlah} sensus harian belum ditutup atau belum ditandatangani",
    ),
    "rujukan_jawab": Pola(
        "{jumlah} rujukan menunggu jawaban",
        "Dari unit Anda {jumlah} rujukan menunggu jawaban",
        "Naik kepada Anda {jumlah} rujukan menunggu jawaban",
    ),
    "rujukan_lewat": Pola(
        "{jumlah} rujukan belum dijawab pada batasnya",
        "Dari unit Anda {jumlah} rujukan belum dijawab pada batasnya",
        "Naik kepada Anda {jumlah} rujukan belum dijawab pada batasnya",
    ),
    "rujukan_dijawab": Pola(
        "{jumlah} rujukan sudah dijawab",
        "Dari unit Anda {jumlah} rujukan sudah dijawab",
        "Naik kepada Anda {jumlah} rujukan sudah dijawab",
    ),
    "rujukan_datang": Pola(
        "{jumlah} pasien rujukan belum datang",
        "Dari unit Anda {jumlah} pasien rujukan belum datang",
        "Naik kepada Anda {jumlah} pasien rujukan belum datang",
    ),
    "rujukan_balas": Pola(
        "{jumlah} rujukan menunggu surat balasan",
        "Dari unit Anda {jumlah} rujukan menunggu surat balasan",
        "Naik kepada Anda {jumlah} rujukan menunggu surat balasan",
    ),
    "rujukan_pantau": Pola(
        "{jumlah} rujukan di wilayah ini belum dijawab",
        "Dari unit Anda {jumlah} rujukan di wilayah ini belum dijawab",
        "Naik kepada Anda {jumlah} rujukan di wilayah ini belum dijawab",
    ),
    "sinyal": Pola(
        "{jumlah} sinyal surveilans menunggu verifikasi",
        "Dari unit Anda {jumlah} sinyal surveilans menunggu verifikasi",
        "Naik kepada Anda {jumlah} sinyal surveilans menunggu verifikasi",
    ),
    "w1": Pola(
        "{jumlah} laporan KLB (W1) harus dikirim atau diteruskan",
        "Dari unit Anda {jumlah} laporan KLB (W1) harus dikirim atau diteruskan",
        "Naik kepada Anda {jumlah} laporan KLB (W1) harus dikirim atau diteruskan",
    ),
    "w1_senyap": Pola(
        "{jumlah} laporan KLB (W1) belum ditandai diterima tingkat di atas; teleponlah",
        "Dari unit Anda {jumlah} laporan KLB (W1) belum ditandai diterima tingkat di atas; teleponlah",
        "Naik kepada Anda {jumlah} laporan KLB (W1) belum ditandai diterima tingkat di atas; teleponlah",
    ),
    "w2": Pola(
        "{jumlah} laporan mingguan (W2) menunggu diperiksa dan dikirim",
        "Dari unit Anda {jumlah} laporan mingguan (W2) menunggu diperiksa dan dikirim",
        "Naik kepada Anda {jumlah} laporan mingguan (W2) menunggu diperiksa dan dikirim",
    ),
    "w2_hilang": Pola(
        "{jumlah} laporan mingguan (W2) dari fasilitas di bawah belum masuk",
        "Dari unit Anda {jumlah} laporan mingguan (W2) dari fasilitas di bawah belum masuk",
        "Naik kepada Anda {jumlah} laporan mingguan (W2) dari fasilitas di bawah belum masuk",
    ),
}
"""Every kind there is, with its words; `sumber.SUMBER` has the same keys."""
LEWAT: Final = "{lewat} lewat batas"
MENDESAK: Final = "Mendesak"
UJI: Final = "Ini kiriman uji dari Jejak. Tidak ada yang perlu dikerjakan."
BUKA: Final = "Buka"

Terjemah = Callable[[str], str]


def apa_adanya(kalimat: str) -> str:
    """Indonesian, as it stands here."""
    return kalimat


def kalimat(aturan: Aturan, isi: Isi, terjemah: Terjemah = apa_adanya) -> str:
    """The notice in one line: `3 berkas belum lengkap, 1 lewat batas.`."""
    if aturan is Aturan.UJI:
        return terjemah(UJI)
    order = list(Tingkat)
    told = [_satu(key, isi[key], terjemah) for key in sorted(isi, key=lambda key: (order.index(key[1]), key[0]))]
    said = " ".join(f"{one}." for one in told)
    return f"{terjemah(MENDESAK)}: {said}" if aturan is Aturan.MENDESAK else said


def _satu(key: tuple[str, Tingkat], bagian: Bagian, terjemah: Terjemah) -> str:
    jenis, tingkat = key
    said = terjemah(getattr(POLA[jenis], tingkat.value)).format_map(bagian._asdict())
    late = terjemah(LEWAT).format_map(bagian._asdict())
    return f"{said}, {late}" if bagian.lewat else said


Tersimpan = list[list[Any]]
"""How numbers are kept: `[["kekurangan", "sendiri", 3, 1, 7, 1]]`."""


def simpan(isi: Isi) -> Tersimpan:
    """As it is kept in a row."""
    return [[jenis, tingkat.value, *bagian] for (jenis, tingkat), bagian in sorted(isi.items())]


def baca(rows: Sequence[Sequence[Any]]) -> dict[tuple[str, Tingkat], Bagian]:
    """From a row."""
    return {(str(row[0]), Tingkat(row[1])): Bagian(*row[2:]) for row in rows}
