"""What `policies/pengingat.yaml` may say: who is told what, when, and by which way. Pure.

No regulation names any of these numbers (the domain facts call the ladder ours), so each is a default a facility may
replace; see `docs/pengingat.md`.
"""

from datetime import time, timedelta
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, PlainValidator, TypeAdapter

from engine.ukuran import Angka, Tertutup, pukul

Pukul = Annotated[time, PlainValidator(pukul)]
Hari = Annotated[int, Field(ge=0, le=3650)]

KANAL: Final = ("surel", "webhook", "apprise")
"""The ways out of the application; the inbox within it is not one of them and cannot be turned off."""
Kanal = Literal["surel", "webhook", "apprise"]


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class JamHarian(_Bersumber):
    """When the daily digest goes out."""

    pukul: Pukul


def _naik(hari: "tuple[int, ...]") -> "tuple[int, ...]":
    if list(hari) != sorted(set(hari)):
        raise ValueError("hari harus berurutan naik, masing-masing sekali")
    return hari


class Tangga(_Bersumber):
    """The days of the term on which somebody is reminded; the last of them is the day it ends."""

    hari: Annotated[tuple[Hari, ...], Field(min_length=1, max_length=30), AfterValidator(_naik)]
    ulang: int = Field(ge=1, le=365)
    """Every so many days after the last one, for ever."""

    @property
    def jatuh_tempo(self) -> int:
        """The number of the day on which the term ends."""
        return self.hari[-1]


class HariNaik(_Bersumber):
    """From which day of the term on the next one up is told too."""

    hari: Hari


class Eskalasi(Tertutup):
    """Doctor, then the head of the unit, then the medical committee."""

    kepala_unit: HariNaik
    komite_medik: HariNaik


class Tenang(_Bersumber):
    """The hours in which nothing goes out; the same time twice: none."""

    mulai: Pukul
    sampai: Pukul


class KodeMendesak(_Bersumber):
    """The codes of forms whose gaps are urgent."""

    pilihan: frozenset[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]]


class Mendesak(Tertutup):
    """What does not wait for the morning."""

    formulir: KodeMendesak
    selang: Angka
    paling_lama: Angka


class Sakelar(_Bersumber):
    """A way out, in use or not."""

    pilihan: Literal["hidup", "mati"]


class KanalKeluar(Tertutup):
    """The ways out."""

    surel: Sakelar
    webhook: Sakelar
    apprise: Sakelar

    def hidup(self) -> frozenset[str]:
        """Those in use."""
        return frozenset(nama for nama in KANAL if getattr(self, nama).pilihan == "hidup")


_LAMA: Final = TypeAdapter(timedelta)


def _jeda(value: object) -> tuple[timedelta, ...]:
    pauses = tuple(_LAMA.validate_python(one) for one in value) if isinstance(value, list | tuple) else ()
    if not pauses or any(one <= timedelta(0) for one in pauses) or len(pauses) > 20:  # noqa: PLR2004 - a day's worth
        raise ValueError("harus daftar 1 sampai 20 durasi ISO 8601 lebih dari nol, misalnya [PT1M, PT5M]")
    return pauses


class Ulangan(_Bersumber):
    """How long a delivery that failed waits, each time; after the last it is a dead letter."""

    jeda: Annotated[tuple[timedelta, ...], PlainValidator(_jeda)]


class AturanPengingat(Tertutup):
    """Reminders: `policies/pengingat.yaml`."""

    versi: int = Field(ge=1)
    harian: JamHarian
    susulan: Angka
    """A digest later than this is not sent any more."""
    tangga: Tangga
    eskalasi: Eskalasi
    tenang: Tenang
    mendesak: Mendesak
    kanal: KanalKeluar
    ulangan: Ulangan
    waktu_kirim: Angka
    """How long an outside server may take."""
    tautan: Angka
    """How long the link in a notice is good for."""
    simpan: Angka
    """How long notices and their deliveries are kept."""
