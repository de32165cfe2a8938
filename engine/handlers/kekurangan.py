"""What commands about a gap need to know beyond it: its record, the visit, the checklist, other gaps, and the clock."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select

from engine import tables as t
from engine.facts import Facts
from engine.handlers import tenggat
from engine.policy import kebijakan
from engine.prepared import Read
from engine.refusals import Refusal
from engine.tempo import efektif
from engine.workflow import said
from engine.workflows.berkas import Berkas
from engine.workflows.kekurangan import (
    BELUM_SELESAI,
    KEKURANGAN,
    Kekurangan,
    Kelewatan,
    Pencatatan,
    belum_selesai,
    berjalan,
)
from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kekurangan as ask
from schemas.message import Command
from schemas.names import BerkasId, Keadaan, KeadaanKunjungan, Pembawa

DIANALISIS: Final = frozenset({Keadaan.DIRAKIT, Keadaan.TIDAK_LENGKAP})
"""The states of a record in which somebody looks for what is missing."""
_c = t.kekurangan.c
_BELUM = Read(
    select(_c.id, _c.penanggung_jawab, _c.kunjungan, _c.butir).where(
        _c.berkas == bindparam("berkas"),
        _c.keadaan.in_([bindparam(f"keadaan_{place}", state.value) for place, state in enumerate(BELUM_SELESAI)]),
    ),
    ("berkas", *(f"keadaan_{place}" for place in range(len(BELUM_SELESAI)))),
)


def kekurangan_berkas(facts: Facts, berkas: BerkasId) -> list[Kekurangan]:
    """The gaps of a record that are not closed, as the tables and this batch tell it, in the order of their ids.

    Only what identifies a gap is filled in: id, record, visit, item, and who must complete it.
    """
    pending: dict[str, Kekurangan] = facts.pending.sesudah.get("kekurangan", {})
    found = [
        Kekurangan(id_, berkas=berkas, penanggung_jawab=orang, kunjungan=kunjungan, butir=butir)
        for id_, orang, kunjungan, butir in _BELUM.run(facts.connection, (berkas, *(s.value for s in BELUM_SELESAI)))
        if id_ not in pending
    ]
    found += [one for one in pending.values() if one.berkas == berkas and belum_selesai(one)]
    return sorted(found, key=lambda one: one.id)


def pencatatan(kekurangan: Kekurangan, command: ask.Catat, facts: Facts, now: datetime) -> Command | Refusal:
    """A gap is found in a record that is being analysed, against the checklist in force, and once."""
    if kekurangan.versi:
        return command  # the table says what there is to say
    if not facts.petugas_dikenal(command.penanggung_jawab):
        return Refusal("petugas_tidak_dikenal", "penanggung_jawab")
    berkas: Berkas | None = facts.catatan("berkas", command.berkas)
    if berkas is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if berkas.keadaan not in DIANALISIS:
        return Refusal("berkas_tidak_dianalisis", "berkas", {"keadaan": said(berkas.keadaan)})
    if refusal := butir_sah(command.butir, berkas.pembawa) or daftar_berlaku(command.versi_daftar):
        return refusal
    kunjungan = kunjungan_dinilai(berkas, command.kunjungan, facts)
    if isinstance(kunjungan, Refusal):
        return kunjungan
    if any(
        (one.butir, one.kunjungan) == (command.butir, kunjungan) for one in kekurangan_berkas(facts, command.berkas)
    ):
        return Refusal("kekurangan_sudah_ada", "butir")
    given = command.__dict__ | {
        "kunjungan": kunjungan,
        "versi_daftar": kebijakan().kelengkapan.versi,
        "jatuh_tempo": lengkapi_sebelum(kunjungan, command, facts, now),
    }
    return Pencatatan.model_construct(**given)  # every part was validated already


def lengkapi_sebelum(kunjungan: str | None, command: ask.Catat, facts: Facts, now: datetime) -> datetime:
    """When a gap found now must be completed: as the folder it is in, by the policy in force."""
    mulai = tenggat.melengkapi_sejak(command.berkas, kunjungan, efektif(command.terjadi_pada, now), facts)
    return facts.jatuh_tempo(mulai, facts.aturan.tenggat.kelengkapan)


def butir_sah(butir: str, pembawa: Pembawa) -> Refusal | None:
    """An item of the checklist in force, for a record of that carrier."""
    if kebijakan().kelengkapan.butir_dikenal(butir, pembawa):
        return None
    return Refusal("butir_tidak_dikenal", "butir", {"butir": butir})


def daftar_berlaku(versi: int | None) -> Refusal | None:
    """What was checked was checked against the checklist in force."""
    kini = kebijakan().kelengkapan.versi
    if versi is None or versi == kini:
        return None
    return Refusal("daftar_usang", "versi_daftar", {"versi": versi, "kini": kini})


def kunjungan_dinilai(berkas: Berkas, kunjungan: str | None, facts: Facts) -> str | Refusal | None:
    """The visit whose records are judged: the one that was named, or the patient's latest that ended."""
    if kunjungan is None:
        return _terakhir_selesai(berkas.pasien, facts) if berkas.pasien else None
    visit = facts.catatan("kunjungan", kunjungan)
    if visit is None:
        return Refusal("kunjungan_tidak_dikenal", "kunjungan")
    if berkas.pasien is not None and visit.pasien != berkas.pasien:
        kin = facts.rumpun(berkas.pasien)
        if visit.pasien not in kin and berkas.pasien not in facts.rumpun(visit.pasien):
            return Refusal("kunjungan_bukan_pasien_itu", "kunjungan")
    return kunjungan


_k = t.kunjungan.c
_SELESAI: Final = KeadaanKunjungan.SELESAI
_AKHIR = Read(
    select(_k.keluar, _k.id).where(_k.pasien == bindparam("pasien"), _k.keadaan == bindparam("selesai")),
    ("pasien", "selesai"),
)


def _terakhir_selesai(pasien: str, facts: Facts) -> str | None:
    """The patient's visit that ended last, as the tables and this batch tell it."""
    pending: dict[str, Kunjungan] = facts.pending.sesudah.get("kunjungan", {})
    ended = [(keluar, id_) for keluar, id_ in _AKHIR.run(facts.connection, (pasien, _SELESAI)) if id_ not in pending]
    ended += [
        (one.keluar, one.id)
        for one in pending.values()
        if one.pasien == pasien and one.keadaan is _SELESAI and one.keluar is not None
    ]
    return max(ended)[1] if ended else None


def pengalihan(_kekurangan: Kekurangan, command: ask.Alihkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Handed on to somebody who is here."""
    if not facts.petugas_dikenal(command.penanggung_jawab):
        return Refusal("petugas_tidak_dikenal", "penanggung_jawab")
    return command


def pemindahan(_kekurangan: Kekurangan, command: ask.Pindahkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """A gap follows its record only into one that exists."""
    return command if facts.catatan("berkas", command.berkas) else Refusal("berkas_tidak_dikenal", "berkas")


def jadwal_ulang(
    kekurangan: Kekurangan, command: ask.JadwalkanUlang, _facts: Facts, now: datetime
) -> Command | Refusal:
    """What was told late and stays so is left alone: a deadline is told late once."""
    stays = kekurangan.lewat and command.jatuh_tempo <= now
    return Refusal("tenggat_tetap") if stays else command


def sudah_lewat(kekurangan: Kekurangan, command: ask.TandaiLewat, facts: Facts, now: datetime) -> Command | Refusal:
    """A deadline is told late while it runs, and not before it is due."""
    if KEKURANGAN.roles(ask.TandaiLewat).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(kekurangan).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    if now < command.jatuh_tempo:
        return Refusal("belum_jatuh_tempo")
    late = tenggat.susulan(kekurangan.id, command.tenggat, command.jatuh_tempo, facts, now)
    return Kelewatan.model_construct(**command.__dict__, susulan=late or None)
