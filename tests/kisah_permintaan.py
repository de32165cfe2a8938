"""A request's life told without any IO."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine.facility import baru
from engine.refusals import Refusal
from engine.workflow import Step
from engine.workflows.permintaan import PERMINTAAN, Kekedaluwarsaan, Permintaan, Permohonan
from schemas.commands import permintaan as ask
from schemas.message import Command, Event, Pelaku
from schemas.names import JenisKunjungan, JenisTenggat, KeadaanAwal, SebabBatal, SebabTidakTerpenuhi
from tests.kit import GIGI, MESIN, PAGI, PERMED

BERKAS = baru()
LAIN = baru()
ISIAN: dict[type[Command], dict[str, Any]] = {
    Permohonan: {
        "berkas": BERKAS,
        "unit": GIGI,
        "dibutuhkan_pada": PAGI,
        "layanan": JenisKunjungan.RAWAT_JALAN,
        "keadaan_awal": KeadaanAwal.DI_RAK,
        "awal_sejak": PAGI - timedelta(days=30),
        "sasaran": PAGI + timedelta(minutes=10),
        "berlaku_sampai": PAGI + timedelta(days=1),
    },
    ask.TidakPenuhi: {"sebab": SebabTidakTerpenuhi.TIDAK_DITEMUKAN},
    ask.PenuhiSusulan: {"diterima_pada": PAGI + timedelta(minutes=2)},
    ask.Batalkan: {"sebab": SebabBatal.PASIEN_BATAL},
    ask.Pindahkan: {"berkas": LAIN},
    Kekedaluwarsaan: {
        "tenggat": JenisTenggat.PERMINTAAN,
        "jatuh_tempo": PAGI + timedelta(days=1),
        "susulan": None,
    },
}
DISIAPKAN: dict[type[Command], type[Command]] = {ask.Buat: Permohonan, ask.Kedaluwarsakan: Kekedaluwarsaan}
"""Commands whose handler adds facts; a story has no handlers, and gets what they would have found."""


@dataclass(slots=True)
class KisahPermintaan:
    """One request, its present moment, and what has happened to it so far."""

    permintaan: Permintaan = field(default_factory=lambda: Permintaan(baru()))
    saat: datetime = PAGI
    peristiwa: list[Event] = field(default_factory=list)

    def minta(self, kind: type[Command], pelaku: Pelaku = MESIN, **isi: Any) -> Step[Permintaan] | Refusal:
        """Ask; what is granted has happened, one minute after what came before."""
        self.saat += timedelta(minutes=1)
        real = DISIAPKAN.get(kind, kind)
        command = real(
            **{"command_id": baru(), "subjek": self.permintaan.id, "pelaku": pelaku} | ISIAN.get(real, {}) | isi
        )
        outcome = PERMINTAAN.step(self.permintaan, command, self.saat)
        if isinstance(outcome, Step):
            self.permintaan = outcome.record
            self.peristiwa.append(outcome.event)
        return outcome

    def terjadi(self, kind: type[Command], pelaku: Pelaku = MESIN, **isi: Any) -> Event:
        """Ask for what must be granted."""
        outcome = self.minta(kind, pelaku, **isi)
        assert isinstance(outcome, Step), (outcome.kode, outcome.kalimat)
        return outcome.event

    def ditolak(self, kind: type[Command], pelaku: Pelaku = MESIN, **isi: Any) -> str:
        """Ask for what must be refused; the refusal speaks both languages."""
        before = self.permintaan
        outcome = self.minta(kind, pelaku, **isi)
        assert isinstance(outcome, Refusal), outcome.event.jenis
        assert outcome.kalimat
        assert outcome.sentence
        assert self.permintaan == before
        return outcome.kode


def menunggu() -> KisahPermintaan:
    """A story that begins with a request that waits."""
    kisah = KisahPermintaan()
    kisah.terjadi(ask.Buat, PERMED)
    return kisah
