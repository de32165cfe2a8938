"""What commands about a request need to know beyond it: its folder, the queue, and what policy says of times."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from engine import tables as t
from engine.facts import Facts
from engine.handlers.kunjungan import jam_dari
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflow import said
from engine.workflows.berkas import Berkas, hidup
from engine.workflows.permintaan import PERMINTAAN, TERBUKA, Kekedaluwarsaan, Permintaan, Permohonan, berjalan
from schemas.commands import permintaan as ask
from schemas.message import Command
from schemas.names import AsalPermintaan, Keadaan, KeadaanAwal, KodeUnit, Pembawa

S = Keadaan
_DI_RUANG: Final = frozenset(
    {S.DISIMPAN, S.KEMBALI, S.DIRAKIT, S.LENGKAP, S.TIDAK_LENGKAP, S.INAKTIF, S.DINILAI, S.DIUSULKAN_MUSNAH}
)
"""In the record room, on whatever shelf or desk."""


def keadaan_awal(berkas: Berkas, unit: KodeUnit) -> KeadaanAwal:
    """Where the folder is when it is asked for: what its provision will have to overcome."""
    if berkas.keadaan in {S.HILANG, S.DITEMUKAN}:
        return KeadaanAwal.HILANG
    if berkas.keadaan in _DI_RUANG:
        return KeadaanAwal.DI_RAK
    if berkas.keadaan is S.DI_POLI and berkas.lokasi == unit:
        return KeadaanAwal.DI_UNIT
    under_way = berkas.keadaan in {S.DIAMBIL, S.DALAM_PERJALANAN} and berkas.tujuan == unit
    return KeadaanAwal.MENUJU_UNIT if under_way else KeadaanAwal.DI_LUAR


def permohonan(permintaan: Permintaan, command: ask.Buat, facts: Facts, now: datetime) -> Command | Refusal:
    """A folder is asked for: it exists and lives, the unit too, and nobody asks twice for one purpose."""
    if permintaan.versi:
        return command  # the table says what there is to say
    if not facts.unit_dikenal(command.unit):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
    if command.kunjungan is not None and facts.catatan("kunjungan", command.kunjungan) is None:
        return Refusal("kunjungan_tidak_dikenal", "kunjungan")
    berkas = _bisa_diminta(facts.catatan("berkas", command.berkas))
    if isinstance(berkas, Refusal):
        return berkas
    mulai = min(command.terjadi_pada or now, now)
    butuh = command.dibutuhkan_pada or mulai
    aturan = kebijakan().penyediaan
    if refusal := _waktu_ditolak(command.asal, mulai, butuh, now):
        return refusal
    if _sudah_diminta(command, facts):
        return Refusal("permintaan_sudah_ada", "berkas")
    jam = aturan.layanan.get(command.layanan) if command.layanan else None
    given = command.__dict__ | {
        "dibutuhkan_pada": butuh,
        "keadaan_awal": keadaan_awal(berkas, command.unit),
        "awal_sejak": berkas.sejak or mulai,
        "sasaran": mulai + jam.sasaran.batas if jam else None,
        "berlaku_sampai": facts.jatuh_tempo(
            max(mulai, butuh),
            aturan.penggabungan if command.asal is AsalPermintaan.PENGGABUNGAN else aturan.kedaluwarsa,
        ),
    }
    return Permohonan.model_construct(**given)  # every part was validated already


def _waktu_ditolak(asal: AsalPermintaan, mulai: datetime, butuh: datetime, now: datetime) -> Refusal | None:
    """How far ahead, how long ago and how late: by hand only, since what follows by itself is as old as its cause."""
    aturan = kebijakan().penyediaan
    if butuh - mulai > aturan.terjauh.batas:
        return Refusal("dibutuhkan_terlalu_jauh", "dibutuhkan_pada", {"hari": aturan.terjauh.batas.days})
    if asal is not AsalPermintaan.TANGAN:
        return None
    if now - mulai > aturan.susulan.batas:
        return Refusal("susulan_terlalu_lama", "terjadi_pada", {"hari": aturan.susulan.batas.days})
    if mulai - butuh > aturan.lampau.batas:
        return Refusal("dibutuhkan_terlalu_lampau", "dibutuhkan_pada", {"jam": jam_dari(aturan.lampau.batas)})
    return None


def _bisa_diminta(berkas: Berkas | None) -> Berkas | Refusal:
    """A paper folder that still goes about."""
    if berkas is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if berkas.pembawa is not Pembawa.FISIK:
        return Refusal("berkas_fisik", "berkas")
    if not hidup(berkas):
        return Refusal("berkas_tidak_beredar_lagi", "berkas", {"keadaan": said(berkas.keadaan)})
    return berkas


def _sudah_diminta(command: ask.Buat, facts: Facts) -> bool:
    """Does this unit wait for this folder already, for the same visit or by hand for the same moment?"""
    c = t.permintaan.c
    query = select(*(c[name] for name in ("id", "berkas", "unit", "kunjungan", "dibutuhkan_pada"))).where(
        c.berkas == command.berkas, c.unit == command.unit, c.keadaan.in_(TERBUKA)
    )
    pending = facts.pending.sesudah.get("permintaan", {})
    open_ = [row for row in facts.connection.execute(query) if row.id not in pending]
    open_ += [one for one in pending.values() if one.keadaan in TERBUKA]
    return any(
        one.berkas == command.berkas
        and one.unit == command.unit
        and one.kunjungan == command.kunjungan
        and (command.kunjungan is not None or one.dibutuhkan_pada == command.dibutuhkan_pada)
        for one in open_
    )


def sudah_kedaluwarsa(
    permintaan: Permintaan, command: ask.Kedaluwarsakan, _facts: Facts, now: datetime
) -> Command | Refusal:
    """A request expires while it waits, and not before its time."""
    if PERMINTAAN.roles(ask.Kedaluwarsakan).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(permintaan).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    if now < command.jatuh_tempo:
        return Refusal("belum_jatuh_tempo")
    late = now - command.jatuh_tempo > kebijakan().tenggat.toleransi.batas
    return Kekedaluwarsaan.model_construct(**command.__dict__, susulan=late or None)


def berkas_tujuan_hidup(
    _permintaan: Permintaan, command: ask.Pindahkan, facts: Facts, _now: datetime
) -> Command | Refusal:
    """A request follows its folder only into one that exists."""
    if facts.catatan("berkas", command.berkas) is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    return command
