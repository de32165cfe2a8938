"""The story a row of `mutasi_berkas` tells, and whether it can be true.

One row is one visit: sent, received, returned, not found, admitted, each with its time. A story that cannot be true is
reported and moves nothing; the times that were observed are kept as sightings. No time is ever made up.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from engine.khanza.baca import Baris, Saat, read_time
from schemas.commands import berkas as ask
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara, CaraKembali, KodeUnit, PerintahId


class Kolom(StrEnum):
    """The five times of a row."""

    DIKIRIM = "dikirim"
    DITERIMA = "diterima"
    KEMBALI = "kembali"
    TIDAKADA = "tidakada"
    RANAP = "ranap"


K = Kolom
WAJIB: Final = ("no_rawat", K.DIKIRIM)
RANAP: Final = KodeUnit("RANAP")
"""The unit an admitted patient's folder is sent on to, where the facility has one of this code."""
NO_RAWAT: Final = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])/\d{6}")
STATUS: Final = {
    "sudah dikirim": K.DIKIRIM,
    "sudah diterima": K.DITERIMA,
    "sudah kembali": K.KEMBALI,
    "tidak ada": K.TIDAKADA,
    "masuk ranap": K.RANAP,
}
"""The status' words and the column whose time must then be there. A status not in here judges nothing."""
SEBELUM: Final = ((K.DIKIRIM, K.DITERIMA), (K.DITERIMA, K.RANAP), (K.DITERIMA, K.KEMBALI), (K.DIKIRIM, K.KEMBALI))
"""What must have come before what, where both were observed."""

ALASAN: Final = {
    "no_rawat_kosong": "no_rawat kosong; baris tidak punya kunjungan",
    "no_rawat_tidak_sah": "no_rawat tidak berbentuk tttt/bb/hh/nnnnnn",
    "no_rawat_ganda": "no_rawat ini sudah ada di baris sebelumnya",
    "baris_rusak": "jumlah kolom tidak sama dengan judul, atau tanda kutip tidak tertutup",
    "tanggal_tidak_terbaca": "isi kolom bukan tanggal dan jam",
    "waktu_di_depan": "waktunya di masa depan",
    "tanpa_waktu": "tidak ada satu pun waktu yang tercatat",
    "status_tanpa_waktu": "status menyebut langkah ini, tetapi waktunya 0000-00-00",
    "status_bertentangan": "langkah ini tercatat, tetapi status menyebut langkah sebelumnya",
    "tanpa_dikirim": "langkah ini tercatat, tetapi berkas tidak pernah dikirim",
    "tanpa_diterima": "masuk ranap tercatat, tetapi berkas tidak pernah diterima di unit",
    "waktu_kembar": "waktunya sama persis dengan langkah lain; satu klik mengisi dua kolom",
    "urutan_tidak_pasti": "urutan tidak dapat dipastikan: menitnya sama dan detiknya hilang dari ekspor",
    "urutan_terbalik": "waktunya lebih awal daripada langkah yang mendahuluinya",
    "hilang_lalu_ada": "dilaporkan tidak ada, lalu beredar lagi, tanpa catatan kapan ditemukan",
    "unit_ranap_tidak_ada": "unit RANAP tidak ada di fasilitas ini; masuk ranap dicatat sebagai terlihat",
    "tidak_ada_di_peta": "kunjungan ini tidak ada di berkas peta; baris belum diimpor",
    "nomor_rm_tidak_sah": "nomor rekam medis di peta kosong atau tidak sah; baris belum diimpor",
    "nomor_rm_terpotong": "nomor rekam medis di peta kurang dari enam angka; nol di depannya mungkin hilang",
    "sudah_diimpor": "pernah diimpor dengan cerita atau berkas lain; catatan pertama tetap",
}
"""Why a row is reported, by kode. Refusals of the front door are reported under their own kode."""
HANYA_SATU_KOLOM: Final = frozenset({"unit_ranap_tidak_ada"})
"""Findings that leave the rest of the row true."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """One thing to report: the line, the column, and why. Never a value from the file: it may name a patient."""

    baris: int
    kolom: str
    kode: str
    alasan: str


@dataclass(slots=True)
class Kisah:
    """What one row tells. `saat` holds what was observed, whether it makes a story or not."""

    baris: int
    no_rawat: str
    saat: dict[Kolom, Saat] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)

    @property
    def masuk_akal(self) -> bool:
        """Can this have happened as it stands?"""
        return all(temuan.kode in HANYA_SATU_KOLOM for temuan in self.temuan)

    def lapor(self, kolom: str, kode: str) -> None:
        """Report something about this row."""
        self.temuan.append(Temuan(self.baris, kolom, kode, ALASAN[kode]))

    def urut(self) -> list[tuple[Kolom, datetime]]:
        """What was observed, by time; a tie in the order things happen."""
        order = list(Kolom)
        pairs = [(kolom, saat.waktu) for kolom, saat in self.saat.items()]
        return sorted(pairs, key=lambda pair: (pair[1], order.index(pair[0])))


def judge(baris: Baris, zona: tzinfo, now: datetime) -> Kisah:
    """What the row tells, with everything that is wrong about it. Reads only what was observed."""
    kisah = Kisah(baris.nomor, baris.isi.get("no_rawat", ""))
    if not baris.utuh:
        kisah.no_rawat = ""
        kisah.lapor("", "baris_rusak")
        return kisah
    if not NO_RAWAT.fullmatch(kisah.no_rawat):
        kisah.lapor("no_rawat", "no_rawat_tidak_sah" if kisah.no_rawat else "no_rawat_kosong")
        kisah.no_rawat = ""
        return kisah
    for kolom in Kolom:
        try:
            saat = read_time(baris.isi.get(kolom, ""), zona)
        except ValueError:
            kisah.lapor(kolom, "tanggal_tidak_terbaca")
            continue
        if saat and saat.waktu > now:
            kisah.lapor(kolom, "waktu_di_depan")
        elif saat:
            kisah.saat[kolom] = saat
    if not kisah.saat and not kisah.temuan:
        kisah.lapor("dikirim", "tanpa_waktu")
    _judge_status(kisah, baris.isi.get("status", "").casefold())
    _judge_steps(kisah)
    _judge_order(kisah)
    return kisah


def _judge_status(kisah: Kisah, status: str) -> None:
    """The status and the times must tell one story: neither is trusted over the other."""
    reached = STATUS.get(status)
    if reached is None or any(temuan.kolom == reached for temuan in kisah.temuan):
        return
    if reached not in kisah.saat:
        kisah.lapor(reached, "status_tanpa_waktu")
        return
    for kolom, saat in kisah.saat.items():
        if saat.waktu > kisah.saat[reached].waktu:
            kisah.lapor(kolom, "status_bertentangan")


def _judge_steps(kisah: Kisah) -> None:
    """What cannot have happened without another thing having happened."""
    if K.DIKIRIM not in kisah.saat:
        for kolom in (K.DITERIMA, K.KEMBALI, K.RANAP):
            if kolom in kisah.saat:
                kisah.lapor(kolom, "tanpa_dikirim")
    elif K.RANAP in kisah.saat and K.DITERIMA not in kisah.saat:
        kisah.lapor(K.RANAP, "tanpa_diterima")


def _judge_order(kisah: Kisah) -> None:
    saat = kisah.saat
    for first, then in SEBELUM:
        if first in saat and then in saat and saat[then].waktu < saat[first].waktu:
            kisah.lapor(then, "urutan_terbalik")
    for (_, before), (kolom, at) in pairwise(kisah.urut()):
        if before == at:
            kisah.lapor(kolom, "urutan_tidak_pasti" if saat[kolom].semenit else "waktu_kembar")
    if K.TIDAKADA in saat and any(other.waktu > saat[K.TIDAKADA].waktu for other in saat.values()):
        kisah.lapor(K.TIDAKADA, "hilang_lalu_ada")


@dataclass(frozen=True, slots=True)
class Pengimpor:
    """Who asks, and for which facility: what every command of one import has in common."""

    fasyankes: str
    pelaku: Pelaku
    unit: frozenset[str]
    """Codes of the facility's units."""

    def perintah_id(self, no_rawat: str, kolom: str, waktu: datetime, lagi: str = "") -> PerintahId:
        """The same cell of the same visit is always the same command, however often it is exported."""
        name = f"{self.fasyankes}|{no_rawat}|{kolom}|{waktu.isoformat()}{lagi}"
        return PerintahId(str(uuid5(NAMESPACE_URL, name)))

    def daftarkan(self, kisah: Kisah, berkas: BerkasId, nomor: str) -> ask.Daftarkan:
        """The record enters the archive at the first moment this visit observed it."""
        _, first = kisah.urut()[0]
        return ask.Daftarkan(
            command_id=self.perintah_id(kisah.no_rawat, "daftarkan", first),
            subjek=berkas,
            pelaku=self.pelaku,
            terjadi_pada=first,
            cara=Cara.IMPOR,
            nomor=nomor,
        )

    def perintah(self, kisah: Kisah, berkas: BerkasId, tujuan: KodeUnit) -> Iterator[tuple[Kolom, Command]]:
        """What the row asks for, by time: moves where its story can be true, else sightings."""
        if K.RANAP in kisah.saat and RANAP not in self.unit and kisah.masuk_akal:
            kisah.lapor(K.RANAP, "unit_ranap_tidak_ada")
        for kolom, _ in kisah.urut():
            move = self._move(kisah, kolom, tujuan) if kisah.masuk_akal else ask.CatatTerlihat
            offered: dict[str, object] = {
                "tujuan": RANAP if kolom is K.RANAP else tujuan,
                "unit": tujuan,
                "cara_kembali": CaraKembali.TIDAK_TERCATAT,
            }
            isi = {name: offered[name] for name in move.ISI if name in offered}
            yield kolom, self._ask(move, kisah, kolom, berkas, **isi)

    def terlihat(self, kisah: Kisah, kolom: Kolom, berkas: BerkasId) -> Command:
        """The sighting that stays of a move the front door refused: nothing observed is dropped."""
        lagi = self.perintah_id(kisah.no_rawat, kolom, kisah.saat[kolom].waktu, "|terlihat")
        return self._ask(ask.CatatTerlihat, kisah, kolom, berkas).model_copy(update={"command_id": lagi})

    def _move(self, kisah: Kisah, kolom: Kolom, tujuan: KodeUnit) -> type[Command]:
        """A row's admission moves the folder only while it is the last thing told: what the ward did, nobody wrote."""
        if kolom is K.RANAP and (kisah.urut()[-1][0] is not K.RANAP or RANAP not in self.unit or tujuan == RANAP):
            return ask.CatatTerlihat
        return GERAK[kolom]

    def _ask(
        self,
        kind: type[Command],
        kisah: Kisah,
        kolom: Kolom,
        berkas: BerkasId,
        **isi: Any,  # noqa: ANN401 - handed to the command class, which validates every field
    ) -> Command:
        waktu = kisah.saat[kolom].waktu
        return kind(
            command_id=self.perintah_id(kisah.no_rawat, kolom, waktu),
            subjek=berkas,
            pelaku=self.pelaku,
            terjadi_pada=waktu,
            cara=Cara.IMPOR,
            **isi,
        )


GERAK: Final[dict[Kolom, type[Command]]] = {
    K.DIKIRIM: ask.Ambil,
    K.DITERIMA: ask.TerimaDiUnit,
    K.KEMBALI: ask.TerimaKembali,
    K.TIDAKADA: ask.LaporkanHilang,
    K.RANAP: ask.Alihkan,
}


def duplicates(kisah: Iterable[Kisah]) -> Iterator[Kisah]:
    """The same stories, those of a visit already told marked: one visit is one row at the source."""
    seen: set[str] = set()
    for one in kisah:
        if one.no_rawat in seen:
            one.lapor("no_rawat", "no_rawat_ganda")
        elif one.no_rawat:
            seen.add(one.no_rawat)
        yield one
