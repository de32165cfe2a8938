"""The sample's patients: each a plant of the kitchen garden and a word that says it is made up. Pure."""

from datetime import date, timedelta
from typing import Final

from schemas.commands.pasien import Identitas
from schemas.names import HubunganPenanggung, JenisKelamin, Sebutan

KEBUN: Final = (
    "Nanas",
    "Pepaya",
    "Manggis",
    "Rambutan",
    "Salak",
    "Belimbing",
    "Durian",
    "Kedondong",
    "Sawo",
    "Jambu",
    "Langsat",
    "Sirsak",
    "Semangka",
    "Kelapa",
    "Ketela",
    "Bayam",
    "Kangkung",
    "Terong",
    "Wortel",
    "Lobak",
    "Kubis",
    "Seledri",
    "Kemiri",
    "Ketumbar",
    "Lengkuas",
)
REKAAN: Final = (
    "Rekaan",
    "Khayalan",
    "Contoh",
    "Umpama",
    "Misalnya",
    "Andaian",
    "Karangan",
    "Dongeng",
    "Purapura",
    "Maket",
    "Pengganti",
    "Latihan",
    "Percobaan",
    "Peraga",
    "Boneka",
    "Tiruan",
    "Ibarat",
    "Fiktif",
    "Teladan",
    "Semisal",
)
KELOMPOK: Final = len(KEBUN) * len(REKAAN)
KALI: Final = ("", " Dua", " Tiga", " Empat", " Lima", " Enam", " Tujuh", " Delapan", " Sembilan", " Sepuluh")
"""Whoever comes after all names were given once bears one of them with a number word."""
LAHIR: Final = date(1940, 1, 1)
RENTANG_HARI: Final = 31_000
"""Births are spread over so many days: into 2024."""
WILAYAH: Final = "979999"
"""No district bears this code."""
DEWASA: Final = 17
BALITA: Final = 5
SUBUR: Final = range(18, 40)


def lahir(tempat: int) -> date:
    """A date of birth, far from its neighbours'."""
    return LAHIR + timedelta(days=tempat * 12_347 % RENTANG_HARI)


def kelamin(tempat: int) -> JenisKelamin:
    """Half and half."""
    return JenisKelamin.PEREMPUAN if tempat % 2 else JenisKelamin.LAKI_LAKI


def umur(tempat: int, hari: date) -> int:
    """Years, roughly: nobody's care hangs on it."""
    return (hari - lahir(tempat)).days // 365


def nama(tempat: int) -> str:
    """An invented name; no two of the first 500 are alike."""
    dalam = tempat % KELOMPOK
    kebun = dalam % len(KEBUN)
    rekaan = (dalam // len(KEBUN) + kebun) % len(REKAAN)
    return f"{KEBUN[kebun]} {REKAAN[rekaan]}{KALI[tempat // KELOMPOK % len(KALI)]}"


def identitas(tempat: int, hari: date) -> Identitas:
    """Everything the index knows of the patient of a place, as they were written down that day."""
    born, sex = min(lahir(tempat), hari), kelamin(tempat)
    return Identitas(
        nama=nama(tempat),
        sebutan=_sebutan(sex, (hari - born).days // 365),
        nik=_nik(tempat, born, sex) if tempat % 10 == 0 else None,
        tempat_lahir="Kota Rekaan",
        tanggal_lahir=born,
        jenis_kelamin=sex,
        alamat=f"Jalan Umpama Nomor {tempat % 97 + 1}, RT {tempat % 9 + 1:02d} RW {tempat % 5 + 1:02d}",
        kelurahan=f"Desa {REKAAN[tempat % len(REKAAN)]}",
        kecamatan="Kecamatan Khayalan",
        kabupaten="Kabupaten Contoh",
    )


def bayi_dari(ibu: int, tempat: int, hari: date) -> Identitas:
    """A child born here that day: its mother's name and address (FACTS A3.4 item 62), no NIK."""
    mother = identitas(ibu, hari)
    return Identitas(
        nama=mother.nama,
        sebutan=Sebutan.BY,
        tanggal_lahir=hari,
        jenis_kelamin=kelamin(tempat // 2),
        nama_ibu=mother.nama,
        penanggung_jawab=mother.nama,
        hubungan=HubunganPenanggung.IBU,
        alamat=mother.alamat,
        kelurahan=mother.kelurahan,
        kecamatan=mother.kecamatan,
        kabupaten=mother.kabupaten,
    )


def _sebutan(sex: JenisKelamin, tahun: int) -> Sebutan:
    if tahun < DEWASA:
        return Sebutan.AN
    return Sebutan.NY if sex is JenisKelamin.PEREMPUAN else Sebutan.TN


def _nik(tempat: int, born: date, sex: JenisKelamin) -> str:
    hari = born.day + (40 if sex is JenisKelamin.PEREMPUAN else 0)
    return f"{WILAYAH}{hari:02d}{born:%m%y}{tempat % 9999 + 1:04d}"
