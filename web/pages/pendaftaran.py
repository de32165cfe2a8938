"""What one Enter at the desk asks for: a patient, their folder and their visit, each with an id of its own.

The ids are made from the form's one id: sent twice, nothing is doubled, and what was cut off goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.requests import Request

from engine.execute import Accepted
from engine.kiup.nama import rapikan
from engine.kiup.tanya import tanggal
from engine.people import Sesi
from engine.refusals import Refusal
from schemas.commands.kunjungan import Daftarkan
from schemas.commands.pasien import TANPA_NAMA, Identitas
from web.pages.perintah import minta
from web.pages.tampil import teks

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-6b756e6a756e")
"""The name space of the ids made from a form's."""
IDENTITAS: Final = tuple(Identitas.model_fields)
_TANDA: Final = frozenset({"lahir_perkiraan"})
KUNJUNGAN: Final = (
    "jenis_kunjungan",
    "unit",
    "cara_bayar",
    "asal_pasien",
    "surat_rujukan",
    "nomor_rujukan",
    "pasien_lama",
    "dokter",
    "datang_pada",
)
_YA: Final = frozenset({"surat_rujukan", "pasien_lama"})


@dataclass(frozen=True, slots=True)
class Hasil:
    """How far it got: the patient that exists now, the visit, or the refusal and the step it came from."""

    pasien: str | None = None
    kunjungan: str | None = None
    penolakan: Refusal | None = None
    isian: Mapping[str, str] = field(default_factory=dict)


def turunan(dasar: str, nama: str) -> str:
    """The id of one of the commands of a form. A form without a sound id is given none: the envelope refuses it."""
    try:
        return str(uuid5(RUMPUN, f"{UUID(dasar)}/{nama}"))
    except ValueError:
        return dasar


def isian(form: FormData) -> dict[str, str]:
    """All that was typed, so that a refusal loses nothing."""
    return {name: teks(form, name) for name in (*IDENTITAS, *KUNJUNGAN, "nomor") if teks(form, name)}


def identitas(form: FormData) -> dict[str, object]:
    """The identity a form tells; what was left empty is not said. Status and titles go to their own places."""
    data: dict[str, object] = {name: value for name in IDENTITAS if (value := teks(form, name))}
    rapi = rapikan(teks(form, "nama"))
    if rapi.nama:
        data["nama"] = rapi.nama
        found = {"gelar": rapi.gelar, "sebutan": rapi.sebutan}
        data = {name: value for name, value in found.items() if value} | data
    if lahir := tanggal(teks(form, "tanggal_lahir")):
        data["tanggal_lahir"] = lahir.isoformat()
    for name in _TANDA & data.keys():
        data[name] = True
    return data


def data_kunjungan(form: FormData, zona: ZoneInfo) -> dict[str, object]:
    """The visit a form asks for."""
    data: dict[str, object] = {name: value for name in KUNJUNGAN if (value := teks(form, name))}
    for name in _YA & data.keys():
        data[name] = True
    if "datang_pada" in data:
        data["datang_pada"] = saat(str(data["datang_pada"]), zona)
    return data


def saat(tulisan: str, zona: ZoneInfo) -> str:
    """A time of the facility's clock as an instant; what is none stays as it was typed, to be refused by name."""
    try:
        typed = datetime.fromisoformat(tulisan)
    except ValueError:
        return tulisan
    return (typed if typed.tzinfo else typed.replace(tzinfo=zona)).isoformat()


def daftarkan(request: Request, sesi: Sesi, form: FormData, zona: ZoneInfo, *, dikenal: bool = True) -> Hasil:
    """The patient (if new) and their folder, then the visit. Stops at the first no; what was granted stays."""
    dasar, kept = teks(form, "command_id"), isian(form)
    pasien = teks(form, "pasien")
    if not pasien:
        answer = _pasien_baru(request, sesi, form, dasar, dikenal=dikenal)
        if isinstance(answer, Refusal):
            return Hasil(penolakan=answer, isian=kept)
        pasien = answer
    if teks(form, "berkas_baru"):
        folder = minta(
            request,
            sesi,
            "berkas.daftarkan",
            command_id=turunan(dasar, "berkas"),
            subjek=None,
            data=_berkas(form, pasien),
        )
        if isinstance(folder, Refusal):
            return Hasil(pasien=pasien, penolakan=folder, isian=kept)
    visit = minta(
        request,
        sesi,
        Daftarkan.jenis,
        command_id=turunan(dasar, "kunjungan"),
        subjek=None,
        data=data_kunjungan(form, zona) | {"pasien": pasien},
    )
    if isinstance(visit, Refusal):
        return Hasil(pasien=pasien, penolakan=visit, isian=kept)
    return Hasil(pasien=pasien, kunjungan=visit.subjek)


def _pasien_baru(request: Request, sesi: Sesi, form: FormData, dasar: str, *, dikenal: bool) -> str | Refusal:
    data = identitas(form) if dikenal else {"nama": TANPA_NAMA} | identitas(form)
    answer: Accepted | Refusal = minta(
        request,
        sesi,
        "pasien.daftarkan",
        command_id=turunan(dasar, "pasien"),
        subjek=None,
        data={"identitas": data, "dikenal": dikenal},
    )
    return answer if isinstance(answer, Refusal) else answer.subjek


def _berkas(form: FormData, pasien: str) -> dict[str, object]:
    """Their folder: with the number that was typed, or the next one; kept where visits of this kind keep theirs."""
    given = {"pasien": pasien, "nomor": teks(form, "nomor"), "layanan": teks(form, "jenis_kunjungan")}
    return {name: value for name, value in given.items() if value}
