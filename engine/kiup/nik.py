"""What a NIK says of itself: area (6), date of birth (6; women's day + 40), serial (4). Odd ones warn, never block.

Source: Permendagri 74/2015 and the front-desk rules (FACTS A3.4); newborns and foreigners have none.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from schemas.names import JenisKelamin

PANJANG: Final = 16
TAMBAHAN_PEREMPUAN: Final = 40
_PROVINSI: Final = range(11, 98)


class Ganjil(StrEnum):
    """What is odd about a NIK, each with a sentence of its own."""

    BUKAN_ANGKA = "bukan_angka"
    PANJANG_SALAH = "panjang_salah"
    WILAYAH_SALAH = "wilayah_salah"
    TANGGAL_SALAH = "tanggal_salah"
    URUT_NOL = "urut_nol"
    BEDA_TANGGAL_LAHIR = "beda_tanggal_lahir"
    BEDA_JENIS_KELAMIN = "beda_jenis_kelamin"


KALIMAT: Final[dict[Ganjil, str]] = {
    Ganjil.BUKAN_ANGKA: "NIK hanya berisi angka. Periksa hurufnya, atau pakai kolom paspor.",
    Ganjil.PANJANG_SALAH: "NIK harus 16 angka. Hitung lagi angkanya pada KTP atau KK.",
    Ganjil.WILAYAH_SALAH: "Dua angka pertama NIK bukan kode provinsi. Periksa lagi.",
    Ganjil.TANGGAL_SALAH: "Angka ke-7 sampai 12 NIK bukan tanggal lahir (perempuan: hari ditambah 40). Periksa lagi.",
    Ganjil.URUT_NOL: "Empat angka terakhir NIK tidak pernah 0000. Periksa lagi.",
    Ganjil.BEDA_TANGGAL_LAHIR: "NIK dan tanggal lahir tidak cocok. Periksa keduanya pada KTP.",
    Ganjil.BEDA_JENIS_KELAMIN: "NIK dan jenis kelamin tidak cocok. Periksa keduanya pada KTP.",
}


def lahir(nik: str) -> tuple[int, int, int, bool] | None:
    """Day, month, two digits of the year, and whether the bearer is a woman; None where it is no such date."""
    if len(nik) != PANJANG or not (nik.isascii() and nik.isdigit()):
        return None
    hari, bulan, tahun = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    perempuan = hari > TAMBAHAN_PEREMPUAN
    hari -= TAMBAHAN_PEREMPUAN if perempuan else 0
    if any(_tanggal(abad + tahun, bulan, hari) for abad in (1900, 2000)):
        return hari, bulan, tahun, perempuan
    return None


def _tanggal(tahun: int, bulan: int, hari: int) -> date | None:
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        return None


def periksa(
    nik: str | None,
    tanggal_lahir: date | None = None,
    jenis_kelamin: JenisKelamin = JenisKelamin.TIDAK_DIKETAHUI,
    *,
    lahir_perkiraan: bool = False,
) -> tuple[Ganjil, ...]:
    """Everything odd about a NIK, worst first; nothing for none at all."""
    if not nik:
        return ()
    if not (nik.isascii() and nik.isdigit()):
        return (Ganjil.BUKAN_ANGKA,)
    if len(nik) != PANJANG:
        return (Ganjil.PANJANG_SALAH,)
    odd: list[Ganjil] = []
    if int(nik[:2]) not in _PROVINSI:
        odd.append(Ganjil.WILAYAH_SALAH)
    read = lahir(nik)
    if read is None:
        odd.append(Ganjil.TANGGAL_SALAH)
    else:
        hari, bulan, tahun, perempuan = read
        if tanggal_lahir and not lahir_perkiraan:
            told = (tanggal_lahir.day, tanggal_lahir.month, tanggal_lahir.year % 100)
            if told != (hari, bulan, tahun):
                odd.append(Ganjil.BEDA_TANGGAL_LAHIR)
        if jenis_kelamin is not JenisKelamin.TIDAK_DIKETAHUI and perempuan != (jenis_kelamin is JenisKelamin.PEREMPUAN):
            odd.append(Ganjil.BEDA_JENIS_KELAMIN)
    if nik[12:] == "0000":
        odd.append(Ganjil.URUT_NOL)
    return tuple(odd)
