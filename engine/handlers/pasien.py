"""What commands about a patient need to know beyond that patient."""

from datetime import datetime

from sqlalchemy import select

from engine import tables as t
from engine.facts import Facts
from engine.refusals import Refusal
from engine.rows.pasien import IDENTITAS
from engine.workflow import said
from engine.workflows.pasien import Pasien, Perubahan
from schemas.commands import pasien as ask
from schemas.message import Command
from schemas.names import BidangIdentitas, KeadaanPasien


def lahir_tidak_di_depan(
    _pasien: Pasien, command: ask.PasienDaftarkan | ask.UbahIdentitas, facts: Facts, now: datetime
) -> Command | Refusal:
    """Nobody is born after the facility's own today."""
    lahir = command.identitas.tanggal_lahir
    if lahir is not None and lahir > now.astimezone(facts.zona).date():
        return Refusal("lahir_di_depan", "tanggal_lahir")
    return command


def bidang_yang_berubah(pasien: Pasien, command: ask.UbahIdentitas, facts: Facts, now: datetime) -> Command | Refusal:
    """Which fields differ from what is kept. A batch's own earlier change is not in the table yet: all are named."""
    refusal = lahir_tidak_di_depan(pasien, command, facts, now)
    if isinstance(refusal, Refusal):
        return refusal
    baru = command.identitas.model_dump()
    if pasien.id in facts.pending.sesudah.get("pasien", {}):
        berubah = tuple(BidangIdentitas(name) for name in IDENTITAS)
    else:
        query = select(*(t.pasien.c[name] for name in IDENTITAS)).where(t.pasien.c.id == pasien.id)
        lama = facts.connection.execute(query).mappings().one()
        berubah = tuple(BidangIdentitas(name) for name in IDENTITAS if lama[name] != baru[name])
    return Perubahan.model_construct(**command.__dict__, bidang=berubah)


def tujuan_gabung_terdaftar(_pasien: Pasien, command: ask.Gabungkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Merged into one who stands by themselves at this moment: so no circle of pointers can ever close."""
    tujuan: Pasien | None = facts.catatan("pasien", command.ke_pasien)
    if tujuan is None:
        return Refusal("pasien_tidak_dikenal", "ke_pasien")
    if tujuan.keadaan is not KeadaanPasien.TERDAFTAR:
        return Refusal("tujuan_gabung_bukan_terdaftar", "ke_pasien", {"keadaan": said(tujuan.keadaan)})
    return command
