"""A record's life told without any IO: ask, and either it happened or it was refused."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from engine.facility import baru
from engine.refusals import Refusal
from engine.workflow import Step
from engine.workflows.berkas import BERKAS, Berkas, Pemulihan, pulihan
from engine.workflows.putusan_berkas import Kelengkapan
from engine.workflows.tenggat_berkas import Kelewatan, Ketidaklengkapan, Penerimaan, berjalan
from schemas.commands import berkas as ask
from schemas.message import Command, Event, Pelaku
from schemas.names import (
    SEMUA_UNIT,
    BerkasId,
    CaraKembali,
    JenisTenggat,
    Keadaan,
    Keperluan,
    Peran,
    PetugasId,
    PutusanCek,
    SebabJadwal,
)
from tests.kit import GIGI, PAGI, SERBA_BISA, orang, wish

S = Keadaan
SEORANG = PetugasId(baru())
LAIN = PetugasId(baru())
BERKAS_LAIN = BerkasId(baru())
PASIEN = baru()

ISIAN: dict[type[Command], dict[str, Any]] = {
    ask.Daftarkan: {"nomor": "00-12-34"},
    ask.Kaitkan: {"pasien": PASIEN},
    ask.Ambil: {"tujuan": GIGI},
    ask.TerimaDiUnit: {"unit": GIGI},
    ask.Alihkan: {"tujuan": GIGI},
    ask.TerimaKembali: {"cara_kembali": CaraKembali.DIANTAR},
    ask.NyatakanTidakLengkap: {"penanggung_jawab": SEORANG},
    ask.KembalikanKeUnit: {"tujuan": GIGI},
    ask.Pinjamkan: {"peminjam": SEORANG, "keperluan": Keperluan.KLAIM, "jatuh_tempo": PAGI + timedelta(days=7)},
    ask.PerpanjangPinjaman: {"peminjaman": BERKAS_LAIN, "jatuh_tempo": PAGI + timedelta(days=9)},
    ask.Temukan: {"unit": GIGI},
    ask.Gabungkan: {"ke_berkas": BERKAS_LAIN},
    ask.Salin: {"rujukan": PASIEN},
    ask.TandaiLewat: {"tenggat": JenisTenggat.PENGEMBALIAN, "jatuh_tempo": PAGI},
    ask.JadwalkanUlang: {"tenggat": JenisTenggat.PENGEMBALIAN, "sebab": SebabJadwal.KEBIJAKAN},
    ask.SelesaikanCek: {"seq": 1, "putusan": PutusanCek.CATATAN_BENAR},
}
"""What a command needs beside its envelope, for a command that makes sense."""


BERFAKTA = {ask.TerimaDiUnit, ask.NyatakanLengkap, ask.NyatakanTidakLengkap, ask.TandaiLewat}
"""Commands whose handler adds a fact (a due time, how many gaps are left); a story gets what it would have found."""


@dataclass(slots=True)
class Kisah:
    """One record, its present moment, and what has happened to it so far."""

    berkas: Berkas = field(default_factory=lambda: Berkas(BerkasId(baru())))
    saat: datetime = PAGI
    peristiwa: list[Event] = field(default_factory=list)

    def minta(self, kind: type[Command], pelaku: Pelaku = SERBA_BISA, **isi: Any) -> Step[Berkas] | Refusal:
        """Ask; what is granted has happened, one minute after what came before."""
        self.saat += timedelta(minutes=1)
        command = (
            contoh(kind, self.berkas, pelaku, **isi)
            if kind in BERFAKTA
            else wish(kind, self.berkas.id, pelaku, **(ISIAN.get(kind, {}) | isi))
        )
        outcome = BERKAS.step(self.berkas, command, self.saat)
        if isinstance(outcome, Step):
            self.berkas = outcome.record
            self.peristiwa.append(outcome.event)
        return outcome

    def terjadi(self, kind: type[Command], pelaku: Pelaku = SERBA_BISA, **isi: Any) -> Event:
        """Ask for what must be granted."""
        outcome = self.minta(kind, pelaku, **isi)
        assert isinstance(outcome, Step), (outcome.kode, outcome.kalimat)
        return outcome.event

    def ditolak(self, kind: type[Command], pelaku: Pelaku = SERBA_BISA, **isi: Any) -> str:
        """Ask for what must be refused; the refusal speaks both languages."""
        before = self.berkas
        outcome = self.minta(kind, pelaku, **isi)
        assert isinstance(outcome, Refusal), outcome.event.jenis
        assert outcome.kalimat
        assert outcome.sentence
        assert self.berkas == before
        return outcome.kode

    @property
    def keadaan(self) -> Keadaan:
        """Where the story stands."""
        return self.berkas.keadaan


def dari_rak() -> Kisah:
    """A story that begins with a paper record on the rack."""
    kisah = Kisah()
    kisah.terjadi(ask.Daftarkan)
    return kisah


def dari_meja() -> Kisah:
    """A story that begins with a paper record back on the desk."""
    kisah = dari_rak()
    kisah.terjadi(ask.Ambil)
    kisah.terjadi(ask.TerimaDiUnit)
    kisah.terjadi(ask.TerimaKembali)
    return kisah


def contoh(kind: type[Command], berkas: Berkas, pelaku: Pelaku, **isi: Any) -> Command:
    """A sensible command of this kind for that record; an undo carries what its handler would have found."""
    if kind is ask.Urungkan:
        isi = {"versi_diurungkan": berkas.versi, "pulihan": pulihan(berkas), "baru": True} | isi
        return wish(Pemulihan, berkas.id, pelaku, **isi)
    if kind is ask.TandaiLewat:
        tenggat, due = next(iter(berjalan(berkas).items()), (JenisTenggat.PENGEMBALIAN, PAGI))
        return wish(Kelewatan, berkas.id, pelaku, **{"tenggat": tenggat, "jatuh_tempo": due, "susulan": None} | isi)
    isi = ISIAN.get(kind, {}) | isi
    if kind is ask.TerimaDiUnit:
        return wish(Penerimaan, berkas.id, pelaku, **{"kembali_sebelum": PAGI + timedelta(days=1)} | isi)
    if kind is ask.NyatakanLengkap:
        return wish(Kelengkapan, berkas.id, pelaku, **{"sisa": 0} | isi)
    if kind is ask.NyatakanTidakLengkap:
        known = {"sisa": 1, "jatuh_tempo": PAGI + timedelta(days=14), "tempo_sejak": PAGI}
        return wish(Ketidaklengkapan, berkas.id, pelaku, **known | isi)
    return wish(kind, berkas.id, pelaku, **isi)


def berperan(peran: Peran) -> Pelaku:
    """Somebody with one role, serving everywhere."""
    return orang(peran, unit=(SEMUA_UNIT,))
