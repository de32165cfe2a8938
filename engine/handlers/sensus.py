"""What closing, signing and re-issuing a census need to know: the name, the hour, the head, the edition before."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from engine import facility
from engine import tables as t
from engine.facts import Facts
from engine.pengingat.sumber import KEPALA_UNIT
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.rows.sensus import sel_edisi
from engine.sensus.hari import batas
from engine.workflows.sensus import SENSUS, Penandatanganan, Penerbitan, Penutupan, Sensus, beda, id_sensus
from schemas.commands import sensus as ask
from schemas.message import Command
from schemas.sel import BedaSel

TERSEBUT: Final = 5
"""Cells a refusal names; the page shows all."""


def penutupan(sensus: Sensus, command: ask.Tutup, facts: Facts, now: datetime) -> Command | Refusal:
    """Of a unit of this facility, under the name made of both, and not before its day is over."""
    milik = facility.read(facts.connection)
    if milik is None or command.subjek != id_sensus(milik.kode, command.unit, command.hari):
        return Refusal("sensus_itu", "subjek")
    if sensus.versi:
        return command  # the table says what there is to say
    try:
        day = date.fromisoformat(command.hari)
    except ValueError:
        return Refusal("sensus_itu", "hari")
    if not facts.unit_dikenal(command.unit):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
    if now < batas(day, str(facts.zona), kebijakan().sensus.batas)[1]:
        return Refusal("hari_belum_lewat", "hari", {"hari": command.hari})
    return Penutupan.model_construct(**command.__dict__, edisi=1)  # every part was validated already


def penandatanganan(sensus: Sensus, command: ask.Tandatangani, facts: Facts, _now: datetime) -> Command | Refusal:
    """By the head of that unit; an edition that was replaced is refused with what changed since."""
    c = t.jabatan.c
    head = select(c.petugas).where(c.jabatan == KEPALA_UNIT, c.unit == sensus.unit, c.petugas == command.pelaku.id)
    kepala = facts.connection.execute(head).first() is not None
    may = kepala and not SENSUS.roles(ask.Tandatangani).isdisjoint(command.pelaku.peran)
    if may and command.edisi < sensus.edisi:
        then, now = (sel_edisi(facts.connection, sensus.id, edisi) for edisi in (command.edisi, sensus.edisi))
        words = "; ".join(_kata(one) for one in beda(then or (), now or ())[:TERSEBUT]) or "-"
        return Refusal("edisi_sudah_lama", "edisi", {"edisi": command.edisi, "terbaru": sensus.edisi, "beda": words})
    return Penandatanganan.model_construct(**command.__dict__, kepala=kepala)


def penerbitan(sensus: Sensus, command: ask.TerbitkanUlang, facts: Facts, _now: datetime) -> Command | Refusal:
    """With what differs from the edition before, as the tables have that one."""
    before = sel_edisi(facts.connection, sensus.id, sensus.edisi)
    if before is None:  # issued in this very batch: whoever asks looks again
        return Refusal("edisi_berikutnya", "edisi")
    return Penerbitan.model_construct(**command.__dict__, beda=beda(before, command.sel))


def _kata(one: BedaSel) -> str:
    """A cell in a refusal: no language, and nothing about a patient."""
    return f"{one.baris.replace('_', ' ')} {one.kolom.replace('_', ' ')} {one.dulu} → {one.kini}"
