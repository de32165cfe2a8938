"""A hub in memory, and a line to it: they drop, repeat, reorder and forget on a bad day."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from engine.federasi.jalur import siaran, urai
from engine.federasi.kawat import Datang, HubPenuh, KawatPutus, Pesan, Terakhir, UrutanLain

HUB: Final = "K3201"


class Gangguan(StrEnum):
    """What a wire does wrong, once, at the next call it fits."""

    PUTUS_SEBELUM_KIRIM = "putus_sebelum_kirim"
    PUTUS_SESUDAH_KIRIM = "putus_sesudah_kirim"
    """The hub stored it; the answer never came."""
    PUTUS_SEBELUM_ACK = "putus_sebelum_ack"
    PENUH = "penuh"
    HILANG = "hilang"
    """A message of a page never comes, though the hub believes it was taken."""
    GANDA = "ganda"
    ACAK = "acak"


class _Baris(NamedTuple):
    urutan: int
    jalur: str
    pesan: Pesan


@dataclass(slots=True)
class HubPalsu:
    """A hub in memory. `lupa`, `mundur`, `sisip`, `ulangi` are what a real one does on a bad day."""

    kode: str = HUB
    aliran: list[_Baris] = field(default_factory=list)
    sampai: Counter[str] = field(default_factory=Counter)
    """What each facility acknowledged."""
    _urutan: int = 0

    def terakhir(self, jalur: str) -> _Baris | None:
        return next((one for one in reversed(self.aliran) if one.jalur == jalur), None)

    def simpan(self, jalur: str, pesan: Iterable[Pesan]) -> int:
        for one in pesan:
            self._urutan += 1
            self.aliran.append(_Baris(self._urutan, jalur, one))
        return self._urutan

    def untuk(self, kode: str) -> list[_Baris]:
        return [one for one in self.aliran if one.urutan > self.sampai[kode] and self._milik(one.jalur, kode)]

    def _milik(self, jalur: str, kode: str) -> bool:
        lane = urai(jalur)
        if lane is None:
            return jalur.endswith(f".{kode}")
        return lane[2] == (self.kode if siaran(*lane) else kode) and not (siaran(*lane) and lane[0] == kode)

    def lupa(self) -> None:
        """The store is deleted: nothing is there, and nobody acknowledged anything."""
        self.aliran.clear()
        self.sampai.clear()
        self._urutan = 0

    def mundur(self, banyak: int) -> None:
        """The store is an older copy: the last so many messages are gone."""
        if banyak:
            del self.aliran[-banyak:]
        self._urutan = self.aliran[-1].urutan if self.aliran else 0
        for kode in self.sampai:
            self.sampai[kode] = min(self.sampai[kode], self._urutan)

    def ulangi(self, kode: str, banyak: int) -> None:
        """The last acknowledgement was not on the disk: so many messages are given again."""
        self.sampai[kode] = max(0, self.sampai[kode] - banyak)

    def buang(self, jalur: str, place: int) -> None:
        """One message of a lane is gone: retention, or a hub that holds it back."""
        own = [one for one in self.aliran if one.jalur == jalur]
        self.aliran.remove(own[place])


@dataclass(slots=True)
class KawatPalsu:
    """A line to that hub."""

    peladen: HubPalsu
    kode: str
    gangguan: list[Gangguan] = field(default_factory=list)
    acak: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - faults, no secrets
    terkirim: int = 0

    @property
    def hub(self) -> str:
        return self.peladen.kode

    def _kena(self, gangguan: Gangguan) -> bool:
        if gangguan in self.gangguan:
            self.gangguan.remove(gangguan)
            return True
        return False

    async def terakhir(self, jalur: str) -> Terakhir | None:
        found = self.peladen.terakhir(jalur)
        return Terakhir(found.urutan, found.pesan.kepala, found.pesan.badan) if found else None

    async def kirim(self, jalur: str, pesan: Sequence[Pesan], setelah: int) -> int:
        assert jalur.startswith(f"fed.{self.kode}."), "jalur orang lain"
        if self._kena(Gangguan.PUTUS_SEBELUM_KIRIM):
            raise KawatPutus
        if self._kena(Gangguan.PENUH):
            raise HubPenuh
        last = self.peladen.terakhir(jalur)
        if (last.urutan if last else 0) != setelah:
            raise UrutanLain
        place = self.peladen.simpan(jalur, pesan)
        self.terkirim += len(pesan)
        if self._kena(Gangguan.PUTUS_SESUDAH_KIRIM):
            raise KawatPutus
        return place

    async def ambil(self, banyak: int, tunggu: float) -> Sequence[Datang]:
        del tunggu
        page = [Datang(one.jalur, one.urutan, *one.pesan) for one in self.peladen.untuk(self.kode)[:banyak]]
        last = page[-1:]
        if page and self._kena(Gangguan.HILANG):
            del page[self.acak.randrange(len(page))]
        if page and self._kena(Gangguan.GANDA):
            page = [one for each in page for one in (each, each)]
        if page and self._kena(Gangguan.ACAK):
            self.acak.shuffle(page)
        return [*page, *(one for one in last if one not in page[-1:])] if page else last

    async def selesai(self, datang: Datang) -> None:
        if self._kena(Gangguan.PUTUS_SEBELUM_ACK):
            raise KawatPutus
        self.peladen.sampai[self.kode] = max(self.peladen.sampai[self.kode], datang.urutan)
