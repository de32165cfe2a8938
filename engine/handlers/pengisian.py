"""The clock of filling in a visit's records: when it begins, when it stops, when it is reckoned anew."""

from datetime import datetime

from engine.facts import Facts
from engine.handlers import kunjungan as visit
from engine.handlers.tenggat import susulan
from engine.refusals import Refusal
from engine.tempo import efektif
from engine.workflows.kunjungan import KUNJUNGAN, Kelewatan, Kunjungan, Pengisian, Penjadwalan, Penutupan
from engine.workflows.tenggat_kunjungan import berjalan
from schemas.commands import kunjungan as ask
from schemas.message import Command
from schemas.names import CaraKeluar, JenisTenggat


def selesai(_kunjungan: Kunjungan, command: ask.Selesaikan, facts: Facts, now: datetime) -> Command | Refusal:
    """The end of the service begins the clock; where care goes on as an admission, the end of that does."""
    if refusal := visit.meninggal_nanti(command, now) or visit.dokter_ditolak(command.dokter, facts):
        return refusal
    due = None
    if command.cara_keluar is not CaraKeluar.DIRAWAT:
        due = facts.jatuh_tempo(efektif(command.terjadi_pada, now), facts.aturan.tenggat.pengisian)
    return Penutupan.model_construct(**command.__dict__, isi_sebelum=due)  # every part was validated already


def lengkap(kunjungan: Kunjungan, command: ask.CatatLengkap, _facts: Facts, now: datetime) -> Command | Refusal:
    """Filled in, and whether before it was due: at the due instant itself it is late, as the timer would have it."""
    if kunjungan.isi_sebelum is None:
        return command  # the table says why not
    in_time = efektif(command.terjadi_pada, now) < kunjungan.isi_sebelum
    return Pengisian.model_construct(**command.__dict__, tepat_waktu=in_time)


def sudah_lewat(kunjungan: Kunjungan, command: ask.TandaiLewat, facts: Facts, now: datetime) -> Command | Refusal:
    """A deadline is told late while it runs, and not before it is due."""
    if KUNJUNGAN.roles(ask.TandaiLewat).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(kunjungan).get(JenisTenggat.PENGISIAN) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    if now < command.jatuh_tempo:
        return Refusal("belum_jatuh_tempo")
    late = susulan(kunjungan.id, JenisTenggat.PENGISIAN, command.jatuh_tempo, facts, now)
    return Kelewatan.model_construct(**command.__dict__, susulan=late or None)


def jadwal_ulang(kunjungan: Kunjungan, command: ask.JadwalkanUlang, facts: Facts, now: datetime) -> Command | Refusal:
    """Reckoned anew by the policy that was adopted. What was told late and stays so is left alone."""
    if not facts.kebijakan_berlaku(command.kebijakan):
        return Refusal("kebijakan_tidak_berlaku", "kebijakan")
    if kunjungan.isi_sebelum is None or kunjungan.keluar is None:
        return command  # the table says why not
    due = facts.jatuh_tempo(kunjungan.keluar, facts.aturan.tenggat.pengisian)
    if due == kunjungan.isi_sebelum or (kunjungan.isi_lewat and due <= now):
        return Refusal("tenggat_tetap")
    return Penjadwalan.model_construct(**command.__dict__, isi_sebelum=due)
