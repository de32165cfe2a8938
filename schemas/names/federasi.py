"""Words between facilities: what a facility is, what kinds of lane there are, and how lanes and messages stand."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import StringConstraints


class JenisFasyankes(StrEnum):
    """What a facility is. A Dinkes or the ministry is one too: of the hub above it."""

    PUSKESMAS = "puskesmas"
    KLINIK = "klinik"
    RS = "rs"
    DINKES_KABUPATEN = "dinkes_kabupaten"
    DINKES_PROVINSI = "dinkes_provinsi"
    KEMENTERIAN = "kementerian"


PENYELENGGARA: Final = frozenset(
    {JenisFasyankes.DINKES_KABUPATEN, JenisFasyankes.DINKES_PROVINSI, JenisFasyankes.KEMENTERIAN}
)
"""Kinds that run a hub."""


class MacamJalur(StrEnum):
    """What goes on a lane. Personal data goes on `ref` alone, sealed to the facility addressed."""

    REF = "ref"
    """Referrals: in order, every one."""
    BED = "bed"
    """Free beds: the newest wins."""
    AGG = "agg"
    """Counts and alerts: in order, every one."""
    RCPT = "rcpt"
    """Receipts, cumulative: the newest wins."""
    KEY = "key"
    """Keys and directories: in order, every one."""


TERBARU_MENANG: Final = frozenset({MacamJalur.BED, MacamJalur.RCPT})
"""Lanes on which only the newest message counts: a gap is nothing, an older one is skipped."""

KodeFasyankes = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,16}$")]
"""A facility among others: one word of a subject."""


class ArahJalur(StrEnum):
    """A lane we tell on, or one we listen to."""

    KELUAR = "keluar"
    MASUK = "masuk"


class KeadaanJalur(StrEnum):
    """How a lane stands."""

    JALAN = "jalan"
    BERHENTI = "berhenti"
    """A gap: nothing is taken from it until the sender has sent again what is missing."""
    BERCABANG = "bercabang"
    """The sender counts again from a backup: nothing more of this epoch is taken, it begins another."""


class KeadaanMasuk(StrEnum):
    """How a message in the inbox stands."""

    BARU = "baru"
    DIPROSES = "diproses"
    PARKIR = "parkir"
    """Refused by the front door, or of a kind nobody here receives: it can be tried again."""
    ABAIKAN = "abaikan"
    """Somebody looked at it and let it be."""


class SebabGalat(StrEnum):
    """Why a message was not believed or not taken, or what else people must look at."""

    TANPA_AMPLOP = "tanpa_amplop"
    """Not in the form of our messages: headers missing or malformed."""
    VERSI_LAIN = "versi_lain"
    SALAH_ALAMAT = "salah_alamat"
    """It is for another facility, or came over another's hub."""
    PENGIRIM_TIDAK_DIKENAL = "pengirim_tidak_dikenal"
    KUNCI_TIDAK_DIKENAL = "kunci_tidak_dikenal"
    """The signing key is not in the directory for this sender."""
    KUNCI_KEDALUWARSA = "kunci_kedaluwarsa"
    """The signing key is not valid yet, not any more, or revoked."""
    TANDA_TANGAN_SALAH = "tanda_tangan_salah"
    TIDAK_TERBUKA = "tidak_terbuka"
    """Signed as it should be, and none of our keys opens it."""
    ISI_RUSAK = "isi_rusak"
    """Opened, and not what its kind says."""
    EPOCH_LAMA = "epoch_lama"
    """Of an epoch its sender has left."""
    KEDALUWARSA = "kedaluwarsa"
    """Past the time until which it is good."""
    NOMOR_TERPAKAI = "nomor_terpakai"
    """Another message with a number that was taken already: the sender was restored from a backup."""
    DIREKTORI_TIDAK_SAH = "direktori_tidak_sah"
    """A directory the root of the hub did not sign."""
    DIPULIHKAN = "dipulihkan"
    """Others have more of us than we have: our own database was restored. A new epoch was begun, the rest asked for."""
    BERLUBANG = "berlubang"
    """Something is missing that its sender does not have any more."""
    HUB_MENOLAK = "hub_menolak"
    """The hub does not let us tell on this lane."""
    UJUNG_ASING = "ujung_asing"
    """The last message of our own lane at the hub is not ours."""
