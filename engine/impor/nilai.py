"""Cells: record numbers, NIK, dates, sex. Read as the person meant them or not at all; nothing is repaired."""

import re
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from engine.impor.lembar import Isi, hampa, teks
from schemas.names import HubunganPenanggung, JenisKelamin

PENGGANTI: Final = frozenset({"", "-", "--", "---", ".", "0", "null", r"\n", "(null)", "#n/a"})
"""What stands for nothing. '-' is a real row of most Khanza tables."""
PANJANG_NIK: Final = 16
TEPAT: Final = 10**15
"""From here on Excel keeps no longer every digit: it remembers fifteen."""
_ILMIAH: Final = re.compile(r"\d(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_NOMOR: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z./ -]{0,23}")
_AWALAN: Final = re.compile(r"^RM-?TRACER:", re.IGNORECASE)
_NOL: Final = re.compile(r"0000-00-00(?:[ T]00:00(?::00(?:\.0+)?)?)?|00[/.-]00[/.-]0000(?: 00[:.]00(?:[:.]00)?)?")
_JAM: Final = r"(?:[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?"
_ISO: Final = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_JAM}")
_RAPAT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HBT: Final = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_JAM}")
_KATA: Final = re.compile(rf"(?:\w+, ?)?(\d{{1,2}})[-/. ]([A-Za-z]{{3,9}})\.?[-/. ](\d{{4}}|\d{{2}}){_JAM}")
BULAN: Final = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "februari": 2, "pebruari": 2, "february": 2, "peb": 2, "mar": 3,
    "maret": 3, "march": 3, "mrt": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6,
    "jul": 7,
    "juli": 7, "july": 7, "agu": 8, "ags": 8, "agt": 8, "agust": 8, "agustus": 8, "aug": 8, "august": 8, "sep": 9,
    "sept": 9,
    "september": 9, "okt": 10, "oktober": 10, "oct": 10, "october": 10, "nov": 11, "november": 11, "nopember": 11,
    "nop": 11,
    "des": 12, "desember": 12, "dec": 12, "december": 12,
}  # fmt: skip
AWAL_EXCEL: Final = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, from March 1900 on."""
SERIAL: Final = range(61, 73_050)
"""Serial numbers that are days Excel counts rightly, until the end of 2099."""
TAHUN_TERAWAL: Final = 1880
TANDA: Final = frozenset({"1", "v", "x", "y", "ya", "✓", "✔", "√", "\N{BALLOT BOX WITH CHECK}"})
_JK: Final = {
    **dict.fromkeys(("l", "lk", "laki", "laki laki", "lakilaki", "pria", "m", "male", "1", "cowok"),
    JenisKelamin.LAKI_LAKI),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "w", "f", "female", "2", "cewek"), JenisKelamin.PEREMPUAN),
}  # fmt: skip
_HUBUNGAN: Final = {
    **{satu.value.replace("_", " "): satu for satu in HubunganPenanggung},
    "istri/suami": HubunganPenanggung.LAINNYA, "bapak": HubunganPenanggung.AYAH,
    "ayah kandung": HubunganPenanggung.AYAH,
    "ibu kandung": HubunganPenanggung.IBU, "orang tua": HubunganPenanggung.WALI, "kakak": HubunganPenanggung.SAUDARA,
    "adik": HubunganPenanggung.SAUDARA, "lain-lain": HubunganPenanggung.LAINNYA,
    "sendiri": HubunganPenanggung.DIRI_SENDIRI,
    "isteri": HubunganPenanggung.ISTRI,
}  # fmt: skip


class Terbaca(NamedTuple):
    """A text that was read, and what there is to say about it."""

    isi: str | None
    kode: str | None = None


class Hari(NamedTuple):
    """A date that was read, and what there is to say about it."""

    isi: date | None
    kode: str | None = None


def kosong(isi: Isi) -> bool:
    """Is there nothing in it, or what stands for nothing?"""
    return hampa(isi) or (isinstance(isi, str) and isi.strip().casefold() in PENGGANTI)


def tanpa_tanda(text: str) -> str:
    """Without the apostrophe that tells a spreadsheet "this is a text": the digits behind it are all there."""
    return text.strip().lstrip("'\u2019`").strip() if text.lstrip()[:1] in {"'", "\u2019", "`"} else text.strip()


def nomor(isi: Isi) -> Terbaca:
    """A record number as it stands in the cell; whether zeros are missing is judged by the whole column."""
    if kosong(isi):
        return Terbaca(None, "nomor_kosong")
    if isinstance(isi, bool | date) or (isinstance(isi, float) and not isi.is_integer()):
        return Terbaca(None, "nomor_tidak_sah")
    if isinstance(isi, float | int):
        return Terbaca(teks(isi)) if 0 < isi < TEPAT else Terbaca(None, "nomor_tidak_sah")
    text = _AWALAN.sub("", tanpa_tanda(teks(isi))).strip()
    if _ILMIAH.fullmatch(text):
        return Terbaca(None, "nomor_ilmiah")
    if text.casefold() in PENGGANTI:
        return Terbaca(None, "nomor_kosong")
    return Terbaca(text) if _NOMOR.fullmatch(text) else Terbaca(None, "nomor_tidak_sah")


def nik(isi: Isi) -> Terbaca:
    """A NIK of sixteen digits, or nothing: what a spreadsheet has touched has lost its last digit for good."""
    if kosong(isi):
        return Terbaca(None)
    if isinstance(isi, date):
        return Terbaca(None, "nik_bukan_angka")
    if isinstance(isi, int | float):
        return Terbaca(None, "nik_angka_excel" if isi >= TEPAT else "nik_panjang")
    text = tanpa_tanda(teks(isi))
    if _ILMIAH.fullmatch(text):
        return Terbaca(None, "nik_ilmiah")
    digits = re.sub(r"[ .\-]", "", text)
    if not (digits.isascii() and digits.isdecimal()):
        return Terbaca(None, "nik_bukan_angka")
    if len(digits) != PANJANG_NIK:
        return Terbaca(None, "nik_panjang")
    return Terbaca(digits)


def kartu(isi: Isi) -> Terbaca:
    """Digits of a card: family card or insurance."""
    if kosong(isi):
        return Terbaca(None)
    if isinstance(isi, int | float) and isi >= TEPAT:
        return Terbaca(None, "kk_angka_excel")
    text = tanpa_tanda(teks(isi))
    return Terbaca(None, "kk_angka_excel") if _ILMIAH.fullmatch(text) else Terbaca(text)


def tanggal(isi: Isi, hari_ini: date) -> Hari:
    """A birth date: a date of the spreadsheet, its serial number, or a text in any of the ways people write one."""
    if isinstance(isi, date):
        return _wajar(isi.date() if isinstance(isi, datetime) else isi, hari_ini)
    text = tanpa_tanda(teks(isi))
    if kosong(isi) or text == "0" or _NOL.fullmatch(text):
        return Hari(None)
    if isinstance(isi, float | int) and not isinstance(isi, bool):
        return _serial(int(isi), hari_ini)
    return _tertulis(text, hari_ini)


def _tertulis(text: str, hari_ini: date) -> Hari:
    if found := _ISO.fullmatch(text) or _RAPAT.fullmatch(text):
        return _jadi(found[1], int(found[2]), found[3], hari_ini)
    if found := _HBT.fullmatch(text):
        return _jadi(found[3], int(found[2]), found[1], hari_ini)
    if (found := _KATA.fullmatch(text)) and (bulan := BULAN.get(found[2].casefold())):
        return _jadi(found[3], bulan, found[1], hari_ini)
    if re.fullmatch(r"[0-9]{5}", text):  # a serial number in a CSV
        return _serial(int(text), hari_ini)
    return _tak_terbaca()


def _serial(hari: int, hari_ini: date) -> Hari:
    return _wajar(AWAL_EXCEL + timedelta(hari), hari_ini) if hari in SERIAL else _tak_terbaca()


def _tak_terbaca() -> Hari:
    return Hari(None, "tanggal_tidak_terbaca")


def _jadi(tahun: str, bulan: int, hari: str, hari_ini: date) -> Hari:
    if len(tahun) == 2:  # noqa: PLR2004 - a year without its century
        return Hari(None, "tahun_dua_angka")
    if bulan > 12 and int(hari) <= 12:  # noqa: PLR2004 - months of a year
        return Hari(None, "tanggal_bulan_dulu")
    try:
        return _wajar(date(int(tahun), bulan, int(hari)), hari_ini)
    except ValueError:
        return _tak_terbaca()


def _wajar(hari: date, hari_ini: date) -> Hari:
    if hari > hari_ini:
        return Hari(None, "tanggal_di_depan")
    return Hari(hari) if hari.year >= TAHUN_TERAWAL else Hari(None, "tanggal_lampau")


def tempat_tanggal(isi: Isi, hari_ini: date) -> tuple[str | None, Hari]:
    """`Ketapang, 2 Januari 1990`: the place before the last comma, or before the first digit."""
    if not isinstance(isi, str):
        return None, tanggal(isi, hari_ini)
    if kosong(isi):
        return None, Hari(None)
    tempat, koma, sisa = isi.strip().rpartition(",")
    if not koma and (found := re.search(r"\d", isi)):
        tempat, sisa = isi[: found.start()], isi[found.start() :]
    hari = tanggal(sisa.strip(" /,"), hari_ini)
    return (tempat.strip(" /,") or None), hari


def jenis_kelamin(isi: Isi) -> JenisKelamin | None:
    """None where the word is not known: such lists grow from version to version."""
    return _JK.get(" ".join(re.sub(r"[\W_]+", " ", teks(isi)).casefold().split()))


def tanda(isi: Isi) -> bool:
    """Is this cell ticked?"""
    return isi is True or teks(isi).casefold() in TANDA


def hubungan(isi: Isi) -> HubunganPenanggung | None:
    """What the responsible person is to the patient; None where the word is not known."""
    return _HUBUNGAN.get(" ".join(teks(isi).casefold().split()))


def salah_enkode(text: str) -> bool:
    """UTF-8 that was once read as cp1252 (`Ã©`, `â€™`): it goes back without loss, and is then another text."""
    if not any(huruf in text for huruf in "ÃÂâ"):
        return False
    for enkode in ("cp1252", "latin-1"):
        try:
            return text.encode(enkode).decode("utf-8") != text
        except UnicodeError:
            continue
    return False
