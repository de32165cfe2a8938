"""A form of a referral as the fields of a command, and back: what was typed is never lost."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat
from web.pages.pendaftaran import saat
from web.pages.tampil import teks

TULISAN: Final = (
    "tujuan",
    "unit",
    "layanan",
    "alasan_rujukan",
    "pengecualian",
    "kelas",
    "kemampuan",
    "dihubungi",
    "alasan_tempat",
    "dokter",
)
MASUK: Final = ("perujuk", "nama_perujuk", "nomor", "layanan", "alasan_rujukan", "kelas", "kemampuan")
SURAT: Final = tuple(IsiSurat.model_fields)
BALASAN: Final = tuple(IsiBalasan.model_fields)
IDENTITAS: Final = tuple(IdentitasSurat.model_fields)
_BULAT: Final = frozenset({"nadi", "pernapasan"})


def _nilai(nama: str, value: str) -> object:
    """A number where the column is one and it reads as one; else as typed, for the envelope to refuse by name."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain = value.replace(",", ".")
    if nama in _BULAT and value.isascii() and value.isdigit() and len(value) < 6:  # noqa: PLR2004 - digits of a pulse
        return int(value)
    if nama == "suhu" and plain.isascii() and plain.replace(".", "", 1).isdigit():
        return float(plain)
    return value


def bagian(form: FormData, awalan: str, names: tuple[str, ...]) -> dict[str, object]:
    """The filled fields of one part of the form (`surat.anamnesis`), without its prefix."""
    return {name: _nilai(name, value) for name in names if (value := teks(form, f"{awalan}.{name}"))}


def tulisan(form: FormData) -> dict[str, object]:
    """A letter."""
    data: dict[str, object] = {name: value for name in TULISAN if (value := teks(form, name))}
    if teks(form, "darurat"):
        data["darurat"] = True
    return data | {"surat": bagian(form, "surat", SURAT)}


def masuk(form: FormData) -> dict[str, object]:
    """A letter that a patient brought."""
    data: dict[str, object] = {name: value for name in MASUK if (value := teks(form, name))}
    if teks(form, "darurat"):
        data["darurat"] = True
    if teks(form, "kode"):
        data["dari_kode"] = True
    who = bagian(form, "identitas", IDENTITAS)
    return data | {"identitas": who, "surat": bagian(form, "surat", SURAT)}


def balasan(form: FormData, zona: ZoneInfo) -> dict[str, object]:
    """An answer."""
    data: dict[str, object] = {"balasan": bagian(form, "balasan", BALASAN)}
    if lanjut := teks(form, "tindak_lanjut"):
        data["tindak_lanjut"] = lanjut
    if kontrol := teks(form, "kontrol_pada"):
        data["kontrol_pada"] = saat(f"{kontrol}T08:00", zona) if "T" not in kontrol else saat(kontrol, zona)
    return data


def ketikan(form: FormData) -> dict[str, str]:
    """All that was typed, by the name of its field."""
    return {name: value.strip() for name, value in form.items() if isinstance(value, str) and name != "csrf"}


def dari_surat(surat: IsiSurat | IsiBalasan | IdentitasSurat, awalan: str) -> dict[str, str]:
    """What is kept, as the form shows it."""
    kept: Mapping[str, object] = surat.model_dump(mode="json", exclude_none=True)
    return {f"{awalan}.{name}": str(value) for name, value in kept.items()}
