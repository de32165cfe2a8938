"""What a letter of referral and its answer say about the patient (Permenkes 1/2012 pasal 15; fields of SISRUTE).

Personal data: it goes from the command into its own table and, sealed, to the addressed facility; never into an event,
a subject, a log or a notice. A draft may have gaps: what a letter must have is asked when it is sent.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from schemas.commands.kunjungan import KodeIcd
from schemas.names import JenisKelamin, Kesadaran, Nyeri

_KENDALI: Final = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f]")


def _rapi(value: object) -> object:
    """Composed characters, lines kept, no other control characters; nothing at all is None."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip() or None


def _tercetak(value: str) -> str:
    if _KENDALI.search(value):
        raise ValueError("ada karakter kendali")
    return value


def _sebaris(value: str) -> str:
    if "\n" in value:
        raise ValueError("hanya satu baris")
    return _tercetak(value)


Panjang = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_tercetak)]
Sebaris = Annotated[str, StringConstraints(max_length=200), AfterValidator(_sebaris)]
Tensi = Annotated[str, StringConstraints(pattern=r"^\d{2,3}/\d{2,3}$")]
_Panjang = Annotated[Panjang | None, BeforeValidator(_rapi)]
_Sebaris = Annotated[Sebaris | None, BeforeValidator(_rapi)]
_Kode = Annotated[KodeIcd | None, BeforeValidator(_rapi)]


class _Rahasia(BaseModel):
    """Frozen, closed, and silent about its content wherever it may be quoted."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr__(self) -> str:
        """Nothing of it: a traceback or a log line may quote a command."""
        return f"{type(self).__name__}(…)"

    __str__ = __repr__


class IdentitasSurat(_Rahasia):
    """Who the patient is, as the sender has it: wider than the index, so that a letter always arrives."""

    nama: Sebaris
    nomor_rm: _Sebaris = None
    """The sender's record number (NORM of SISRUTE)."""
    nik: _Sebaris = None
    nomor_jkn: _Sebaris = None
    tempat_lahir: _Sebaris = None
    tanggal_lahir: date | None = None
    lahir_perkiraan: bool = False
    jenis_kelamin: JenisKelamin = JenisKelamin.TIDAK_DIKETAHUI
    alamat: _Panjang = None
    telepon: _Sebaris = None
    penanggung_jawab: _Sebaris = None


class IsiSurat(_Rahasia):
    """The clinical part of a letter of referral."""

    layanan_tujuan: _Sebaris = None
    """The clinic or specialist it is addressed to."""
    anamnesis: _Panjang = None
    """Complaint, history and physical examination (ANAMNESIS_DAN_PEMERIKSAAN_FISIK)."""
    diagnosis: _Sebaris = None
    """The working diagnosis, in words."""
    kode_diagnosis: _Kode = None
    terapi: _Panjang = None
    """Treatment and procedures given so far (TERAPI_ATAU_TINDAKAN)."""
    maksud: _Panjang = None
    """What is asked of the receiver: the purpose of the referral."""
    kesadaran: Kesadaran | None = None
    tekanan_darah: Annotated[Tensi | None, BeforeValidator(_rapi)] = None
    nadi: Annotated[int, Field(ge=0, le=400)] | None = None
    suhu: Annotated[float, Field(ge=20, le=46)] | None = None
    pernapasan: Annotated[int, Field(ge=0, le=200)] | None = None
    nyeri: Nyeri | None = None
    keadaan_umum: _Sebaris = None
    alergi: _Sebaris = None
    laboratorium: _Panjang = None
    radiologi: _Panjang = None
    dokter: _Sebaris = None
    """Who answers for the letter, as printed: name and number of the licence."""
    pendamping: _Sebaris = None
    """Who travels with the patient."""


class IsiBalasan(_Rahasia):
    """The clinical part of the answer: rujuk balik."""

    diagnosis: _Sebaris = None
    kode_diagnosis: _Kode = None
    pemeriksaan: _Panjang = None
    """What was found: examinations and their results."""
    terapi: _Panjang = None
    """What was done and given."""
    anjuran: _Panjang = None
    """What whoever referred is asked to do: drugs to go on with, when to be seen again."""
    dokter: _Sebaris = None
