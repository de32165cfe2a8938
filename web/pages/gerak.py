"""The buttons of a record's page: each move its state and this person's roles allow, with what it still needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Connection
from starlette.datastructures import FormData

from engine.decide import decide
from engine.facility import Unit, baru
from engine.facts import Facts, Known
from engine.people import Petugas
from engine.policy import kebijakan
from engine.refusals import Golongan, Refusal
from engine.workflows.berkas import BERKAS, Berkas
from schemas.commands import COMMANDS
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS, CaraKembali, Keperluan
from web.i18n import N_
from web.pages.tampil import teks

BUKAN_TOMBOL: Final = frozenset(
    {
        ask.CatatTerlihat.jenis,
        ask.SelesaikanCek.jenis,
        ask.Urungkan.jenis,
        ask.Kaitkan.jenis,
        ask.NyatakanLengkap.jenis,
        ask.NyatakanTidakLengkap.jenis,
    }
)
"""Asked elsewhere: at Pindai, on the list of things to check, on the checklist; undo has a place of its own."""
JARANG: Final = frozenset(
    command.jenis
    for command in (
        ask.LaporkanHilang,
        ask.Pinjamkan,
        ask.Inaktifkan,
        ask.Nilai,
        ask.Lestarikan,
        ask.UsulkanMusnah,
        ask.BatalkanUsul,
        ask.Musnahkan,
        ask.Gabungkan,
        ask.Tahan,
        ask.Lepas,
    )
)
"""Not the daily round: shown behind one more step."""
SEKALI_JALAN: Final = frozenset({ask.Musnahkan.jenis, ask.Gabungkan.jenis})
"""Cannot be taken back: asks twice."""
SEBUTAN_ISIAN: Final = {
    "tujuan": N_("Ke unit"),
    "unit": N_("Di unit"),
    "penanggung_jawab": N_("Yang melengkapi"),
    "peminjam": N_("Peminjam"),
    "keperluan": N_("Keperluan"),
    "jatuh_tempo": N_("Batas kembali"),
    "cara_kembali": N_("Cara kembali"),
    "ke_berkas": N_("Ke berkas nomor"),
}
SEBUTAN_PILIHAN: Final = {
    "klaim": N_("klaim"),
    "penelitian": N_("penelitian"),
    "pengadilan": N_("pengadilan"),
    "pendidikan": N_("pendidikan"),
    "audit": N_("audit"),
    "lainnya": N_("lainnya"),
    "diantar": N_("diantar"),
    "dijemput": N_("dijemput"),
}


@dataclass(frozen=True, slots=True)
class Isian:
    """One thing a move still needs. `pilihan`: value and word; without them it is typed (`jenis` of the input)."""

    nama: str
    sebutan: str
    jenis: str
    pilihan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tombol:
    """One move that can be asked."""

    jenis: str
    isian: tuple[Isian, ...]
    jarang: bool
    yakin: bool
    command_id: str


@dataclass(frozen=True, slots=True)
class Daftar:
    """What the choices are made of."""

    unit: tuple[Unit, ...]
    petugas: Mapping[str, str]
    say: Callable[[str], str]


def tombol(berkas: Berkas, petugas: Petugas, daftar: Daftar, now: datetime) -> tuple[Tombol, ...]:
    """The moves of this record's state that the table would grant this person, in the table's order."""
    return tuple(
        Tombol(
            command.jenis,
            tuple(_isian(berkas, command, name, daftar) for name in command.ISI if name in SEBUTAN_ISIAN),
            command.jenis in JARANG,
            command.jenis in SEKALI_JALAN,
            baru(),
        )
        for command in BERKAS.possible(berkas)
        if command.jenis not in BUKAN_TOMBOL and _boleh(berkas, command, petugas, daftar, now)
    )


def urungan(connection: Connection, berkas: Berkas, petugas: Petugas, now: datetime) -> str | None:
    """An id for the command that undoes this person's last move, while the front door would grant it; else None."""
    if berkas.pelaku_terakhir != petugas.id:  # nobody else's move: the history need not be read
        return None
    wish = ask.Urungkan(command_id=baru(), subjek=berkas.id, pelaku=petugas.pelaku)
    decision = decide(berkas, wish, Facts(connection, Known()), now)
    return None if decision.refusal else wish.command_id


def isi(jenis: str, form: FormData, zona: ZoneInfo) -> dict[str, object]:
    """The `data` of the command a form asks for; a day means its end on the facility's clock."""
    command = COMMANDS.get(jenis)
    data: dict[str, object] = {}
    for name in command.ISI if command else ():
        value = teks(form, name)
        if not value:
            continue
        if name == "jatuh_tempo":
            value = _akhir_hari(value, zona)
        data[name] = value
    return data


def _akhir_hari(hari: str, zona: ZoneInfo) -> str:
    try:
        return datetime.combine(datetime.strptime(hari, "%Y-%m-%d").date(), time(23, 59, 59), zona).isoformat()  # noqa: DTZ007 - a day; its zone is added here
    except ValueError:
        return hari


def _boleh(berkas: Berkas, command: type[Command], petugas: Petugas, daftar: Daftar, now: datetime) -> bool:
    """Would the table say yes to this person? Asked with likely answers; a no for another reason still shows."""
    if BERKAS.roles(command).isdisjoint(petugas.peran):
        return False
    likely = {
        "tujuan": next((unit.kode for unit in _pelayanan(daftar) if unit.kode != berkas.lokasi), None),
        "unit": berkas.tujuan or berkas.lokasi,
        "penanggung_jawab": petugas.id,
        "peminjam": petugas.id,
        "keperluan": Keperluan.LAINNYA,
        "jatuh_tempo": now,
        "cara_kembali": CaraKembali.DIANTAR,
        "ke_berkas": baru(),
    }
    values = {name: likely[name] for name in command.ISI if name in likely}
    try:
        wish = command(command_id=baru(), subjek=berkas.id, pelaku=petugas.pelaku, **values)
    except ValidationError:
        return False
    outcome = BERKAS.step(berkas, wish, now)
    return not (isinstance(outcome, Refusal) and outcome.golongan is Golongan.TIDAK_BERHAK)


def _isian(berkas: Berkas, command: type[Command], name: str, daftar: Daftar) -> Isian:
    sebutan = SEBUTAN_ISIAN[name]
    if name == "unit" and command is ask.TerimaDiUnit:
        return Isian(name, sebutan, "hidden", ((berkas.tujuan or "", ""),))
    if name == "unit":
        return Isian(name, sebutan, "select", tuple((unit.kode, unit.nama) for unit in daftar.unit))
    if name == "tujuan":
        units = (unit for unit in _pelayanan(daftar) if unit.kode != berkas.lokasi)
        return Isian(name, sebutan, "select", tuple((unit.kode, unit.nama) for unit in units))
    if name in {"penanggung_jawab", "peminjam"}:
        return Isian(name, sebutan, "select", tuple(daftar.petugas.items()))
    if name == "keperluan":
        free = (word for word in Keperluan if not kebijakan().peminjaman.keperluan[word].penyetuju)
        return Isian(name, sebutan, "select", tuple((word.value, _kata(daftar, word.value)) for word in free))
    if name == "cara_kembali":
        ways = (CaraKembali.DIANTAR, CaraKembali.DIJEMPUT)
        return Isian(name, sebutan, "select", tuple((way.value, _kata(daftar, way.value)) for way in ways))
    return Isian(name, sebutan, "date" if name == "jatuh_tempo" else "text")


def _kata(daftar: Daftar, word: str) -> str:
    return daftar.say(SEBUTAN_PILIHAN[word])


def _pelayanan(daftar: Daftar) -> tuple[Unit, ...]:
    return tuple(unit for unit in daftar.unit if unit.kode != RUANG_REKAM_MEDIS)
