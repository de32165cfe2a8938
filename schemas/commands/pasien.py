"""What may be asked of the master patient index (KIUP). Each docstring is the sentence the documents show for it.

The identity is personal data: it goes from the command into its own table and nowhere else.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from schemas.message import Command
from schemas.names import HubunganPenanggung, JenisKelamin, SebabUbah, Sebutan, UuidSubjek

TANPA_NAMA: Final = "TIDAK DIKENAL"
"""What stands in the name's place while nobody knows who the patient is."""
_GELAR_DEPAN: Final = re.compile(
    r"^(?:prof|dr|drg|drs|dra|ir|hj|h|kh|ust|apt|ns|lettu|kol|kapt|aipda|bripka)\.\s*\S", re.IGNORECASE
)
_SEBUTAN: Final = re.compile(
    r"^(?:tn|ny|nn|sdr|sdri|bpk)\b\.?\s*\S|^(?:an|by)\.\s*\S|\S\s*,\s*(?:tn|ny|nn|an|by)\.?$", re.IGNORECASE
)
"""`An` and `By` only with their full stop: An Nisa is a name."""


def _rapat(value: object) -> object:
    """Composed characters, single spaces, none at the ends; nothing at all is None."""
    if not isinstance(value, str):
        return value
    return " ".join(unicodedata.normalize("NFC", value).split()) or None


def _tercetak(value: str) -> str:
    if not value.isprintable():
        raise ValueError("ada karakter yang tidak bisa dicetak")
    return value


def _nama(value: str) -> str:
    """FACTS A3.4 item 62: status and titles do not stand before the name (seed 003, Budi 2011)."""
    _tercetak(value)
    if not any(character.isalpha() for character in value):
        raise ValueError("nama harus memuat huruf")
    if any(character.isdigit() for character in value):
        raise ValueError("nama tidak memuat angka; tulis seperti pada KTP")
    if _SEBUTAN.search(value):
        raise ValueError("Tn, Ny, Nn, An, dan By bukan bagian nama; pilih di kolom sebutan")
    if _GELAR_DEPAN.search(value) or "," in value:
        raise ValueError("gelar tidak ditulis pada nama; tulis di kolom gelar, letaknya di belakang nama")
    return value


def _tanpa_pisah(value: object) -> object:
    return re.sub(r"[\s.\-]", "", value).upper() or None if isinstance(value, str) else value


def _angka(value: str) -> str:
    if not (value.isascii() and value.isdigit()):
        raise ValueError("hanya angka")
    return value


def _telepon(value: object) -> object:
    """Digits only, +62 written as 0: one number has one spelling."""
    if not isinstance(value, str):
        return value
    digits = re.sub(r"^(?:\+62|0062|62(?=8))", "0", re.sub(r"[\s().\-]", "", value))
    return _angka(digits) if digits else None


def _nik(value: str) -> str:
    if not (value.isascii() and value.isalnum()):
        raise ValueError("NIK hanya angka; nomor paspor ditulis di kolom paspor")
    return value


def _tahun(value: date) -> date:
    if value.year < 1880:  # noqa: PLR2004 - nobody older than that was ever verified
        raise ValueError("tahun lahir terlalu lampau; periksa tahunnya")
    return value


Nama = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_nama), BeforeValidator(_rapat)]
Teks = Annotated[str, StringConstraints(max_length=200), AfterValidator(_tercetak), BeforeValidator(_rapat)]
Pendek = Annotated[str, StringConstraints(max_length=80), AfterValidator(_tercetak), BeforeValidator(_rapat)]
Nik = Annotated[str, StringConstraints(max_length=24), AfterValidator(_nik), BeforeValidator(_tanpa_pisah)]
NomorKartu = Annotated[str, StringConstraints(max_length=24), AfterValidator(_angka), BeforeValidator(_tanpa_pisah)]
Paspor = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{4,20}$"), BeforeValidator(_tanpa_pisah)]
Telepon = Annotated[str, StringConstraints(min_length=5, max_length=20), BeforeValidator(_telepon)]


class Identitas(BaseModel):
    """Who a patient is: what the index keeps, by the writing rules of seed 003. Closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    nama: Nama
    """The full name as on the identity card, without status and titles."""
    gelar: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    """Titles and ranks: always written after the name."""
    sebutan: Sebutan | None = None
    nik: Annotated[Nik | None, BeforeValidator(_rapat)] = None
    """Checked for sense by `engine.kiup.nik`, which warns and never blocks: newborns and foreigners have none."""
    paspor: Annotated[Paspor | None, BeforeValidator(_rapat)] = None
    nomor_jkn: Annotated[NomorKartu | None, BeforeValidator(_rapat)] = None
    nomor_keluarga: Annotated[NomorKartu | None, BeforeValidator(_rapat)] = None
    """The family card: who lives in one household."""
    tempat_lahir: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    tanggal_lahir: Annotated[date, AfterValidator(_tahun)] | None = None
    lahir_perkiraan: bool = False
    """The date is a guess (only the year or the age is known)."""
    jenis_kelamin: JenisKelamin = JenisKelamin.TIDAK_DIKETAHUI
    alamat: Annotated[Teks | None, BeforeValidator(_rapat)] = None
    kelurahan: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    kecamatan: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    kabupaten: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    telepon: Annotated[Telepon | None, BeforeValidator(_rapat)] = None
    nama_ibu: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    penanggung_jawab: Annotated[Pendek | None, BeforeValidator(_rapat)] = None
    """The lawful responsible person, on the identity sheet."""
    hubungan: HubunganPenanggung | None = None

    def __repr__(self) -> str:
        """Nothing of the person: a traceback or a log line may quote a command."""
        return "Identitas(…)"

    __str__ = __repr__


class PerintahPasien(Command):
    """A wish about a patient. What is wrong with it is told without what was said."""

    model_config = ConfigDict(hide_input_in_errors=True)


class PasienDaftarkan(PerintahPasien):
    """Pasien baru masuk KIUP, setelah yang mungkin kembar diperlihatkan."""

    jenis: ClassVar[str] = "pasien.daftarkan"
    identitas: Identitas
    dikenal: bool = True
    """False: brought in unknown; the name is whatever the ward calls them until they are identified."""


class UbahIdentitas(PerintahPasien):
    """Identitas dibetulkan atau dilengkapi seluruhnya; yang lama tetap bisa dicari."""

    jenis: ClassVar[str] = "pasien.ubah_identitas"
    identitas: Identitas
    dikenal: bool = True
    sebab: SebabUbah = SebabUbah.DILENGKAPI


class Gabungkan(PerintahPasien):
    """Dua pendaftaran ternyata satu orang: yang ini menunjuk ke yang dipertahankan."""

    jenis: ClassVar[str] = "pasien.gabungkan"
    ke_pasien: UuidSubjek


class Pisahkan(PerintahPasien):
    """Penggabungan ternyata keliru; pasien ini berdiri sendiri lagi."""

    jenis: ClassVar[str] = "pasien.pisahkan"


__all__ = [
    "TANPA_NAMA",
    "Gabungkan",
    "Identitas",
    "PasienDaftarkan",
    "PerintahPasien",
    "Pisahkan",
    "UbahIdentitas",
]
