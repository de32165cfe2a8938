"""When what a command begins must be done, by the policy in force; and whether what a timer tells late is late."""

from datetime import datetime

from engine.facts import Facts
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.tempo import efektif
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.tenggat_berkas import Kelewatan, Ketidaklengkapan, Penerimaan, berjalan
from schemas.commands import berkas as ask
from schemas.message import Command


def kembali_sebelum(_berkas: Berkas, command: ask.TerimaDiUnit, facts: Facts, now: datetime) -> Command | Refusal:
    """A unit that receives a record owes it back; how soon depends on its kind."""
    limit = kebijakan().tenggat.pengembalian_dari(facts.jenis_unit(command.unit))
    due = facts.jatuh_tempo(efektif(command.terjadi_pada, now), limit)
    return Penerimaan.model_construct(**command.__dict__, kembali_sebelum=due)  # every part was validated already


def lengkap_sebelum(
    _berkas: Berkas, command: ask.NyatakanTidakLengkap, facts: Facts, now: datetime
) -> Command | Refusal:
    """A record found incomplete must be completed."""
    due = facts.jatuh_tempo(efektif(command.terjadi_pada, now), kebijakan().tenggat.kelengkapan)
    return Ketidaklengkapan.model_construct(**command.__dict__, jatuh_tempo=due)


def sudah_lewat(berkas: Berkas, command: ask.TandaiLewat, _facts: Facts, now: datetime) -> Command | Refusal:
    """A deadline is told late while it runs, and not before it is due."""
    if BERKAS.roles(ask.TandaiLewat).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(berkas).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    if now < command.jatuh_tempo:
        return Refusal("belum_jatuh_tempo")
    late = now - command.jatuh_tempo > kebijakan().tenggat.toleransi.batas
    return Kelewatan.model_construct(**command.__dict__, susulan=late or None)
