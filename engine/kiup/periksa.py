"""What looks odd in an identity beyond its NIK: said to whoever writes it down, and never in the way.

Source: the writing rules of seed 003 (FACTS A3.4 item 62: full name as on the KTP, one consistent status
abbreviation, a responsible person). The ages are this project's own reading, which is why they only warn.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final

from engine.kiup.nik import Ganjil, periksa
from schemas.commands.pasien import Identitas
from schemas.names import JenisKelamin, Sebutan


class Awas(StrEnum):
    """Each with a sentence of its own."""

    NAMA_DISINGKAT = "nama_disingkat"
    SEBUTAN_BEDA_KELAMIN = "sebutan_beda_kelamin"
    SEBUTAN_BEDA_UMUR = "sebutan_beda_umur"
    TANPA_PENANGGUNG_JAWAB = "tanpa_penanggung_jawab"
    SANGAT_TUA = "sangat_tua"


KALIMAT: Final[dict[Awas, tuple[str, str]]] = {
    Awas.NAMA_DISINGKAT: ("nama", "Ada kata nama yang disingkat. Tulis lengkap seperti pada KTP."),
    Awas.SEBUTAN_BEDA_KELAMIN: ("sebutan", "Sebutan dan jenis kelamin tidak cocok. Periksa keduanya."),
    Awas.SEBUTAN_BEDA_UMUR: ("sebutan", "Sebutan dan umur tidak cocok: By sampai 1 tahun, An sampai 18 tahun."),
    Awas.TANPA_PENANGGUNG_JAWAB: ("penanggung_jawab", "Pasien belum 18 tahun. Isi siapa penanggung jawabnya."),
    Awas.SANGAT_TUA: ("tanggal_lahir", "Umurnya lebih dari 120 tahun. Periksa tahun lahirnya."),
}
"""The field each belongs to, and what is said."""

DEWASA: Final = 18
BAYI: Final = 1
TERTUA: Final = 120
_SINGKATAN: Final = re.compile(r"(?:^|\s)[A-Za-z]{1,3}\.(?:\s|$)|(?:^|\s)[A-Za-z](?:\s|$)")
_KELAMIN: Final = {
    Sebutan.TN: JenisKelamin.PEREMPUAN,
    Sebutan.NY: JenisKelamin.LAKI_LAKI,
    Sebutan.NN: JenisKelamin.LAKI_LAKI,
}
"""The sex a status does not go with."""


def umur(lahir: date, pada: date) -> int:
    """Whole years."""
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def awas(identitas: Identitas, hari_ini: date) -> tuple[Awas, ...]:
    """Everything odd, in the order of the form."""
    odd: list[Awas] = []
    if _SINGKATAN.search(identitas.nama):
        odd.append(Awas.NAMA_DISINGKAT)
    if identitas.sebutan and _KELAMIN.get(Sebutan(identitas.sebutan)) == identitas.jenis_kelamin:
        odd.append(Awas.SEBUTAN_BEDA_KELAMIN)
    if identitas.tanggal_lahir is None:
        return tuple(odd)
    years = umur(identitas.tanggal_lahir, hari_ini)
    limit = {Sebutan.BY: BAYI, Sebutan.AN: DEWASA}.get(Sebutan(identitas.sebutan)) if identitas.sebutan else None
    if limit is not None and years > limit:
        odd.append(Awas.SEBUTAN_BEDA_UMUR)
    if years < DEWASA and not identitas.penanggung_jawab:
        odd.append(Awas.TANPA_PENANGGUNG_JAWAB)
    if years > TERTUA:
        odd.append(Awas.SANGAT_TUA)
    return tuple(odd)


def ganjil(identitas: Identitas) -> tuple[Ganjil, ...]:
    """What is odd about its NIK."""
    kelamin = JenisKelamin(identitas.jenis_kelamin)
    return periksa(identitas.nik, identitas.tanggal_lahir, kelamin, lahir_perkiraan=identitas.lahir_perkiraan)
