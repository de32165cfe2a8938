"""What commands about a search need to know: the folder, other searches for it, who looks where just now."""

from datetime import datetime

from sqlalchemy import select

from engine import tables as t
from engine.facts import Facts
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas, hidup
from engine.workflows.pencarian import TERBUKA, Pencarian
from schemas.commands import pencarian as ask
from schemas.events.pencarian import TempatDiperiksa
from schemas.message import Command
from schemas.names import BerkasId, HasilPeriksa, KodeUnit, Pembawa, PetugasId


def berkas_dapat_dicari(_record: Pencarian, command: ask.Mulai, facts: Facts, _now: datetime) -> Command | Refusal:
    """A paper folder that still exists, and nobody looks for it yet."""
    berkas: Berkas | None = facts.catatan("berkas", command.berkas)
    if berkas is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if berkas.pembawa is not Pembawa.FISIK:
        return Refusal("berkas_fisik", "berkas")
    if not hidup(berkas):
        return Refusal("berkas_tamat", "berkas")
    if _dicari(facts, command.berkas):
        return Refusal("sudah_dicari_orang", "berkas")
    return command


def belum_dicari_lagi(record: Pencarian, command: ask.BukaLagi, facts: Facts, _now: datetime) -> Command | Refusal:
    """A folder is looked for once: where another search runs, this one stays closed."""
    if record.berkas is not None and _dicari(facts, record.berkas):
        return Refusal("sudah_dicari_orang", "subjek")
    return command


def _dicari(facts: Facts, berkas: BerkasId) -> bool:
    """Does an open search for this folder exist, by the tables and this batch?"""
    pending: dict[str, Pencarian] = facts.pending.sesudah.get("pencarian", {})
    query = select(t.pencarian.c.id).where(t.pencarian.c.berkas == berkas, t.pencarian.c.keadaan.in_(TERBUKA))
    stored = {id_ for id_ in facts.connection.execute(query).scalars() if id_ not in pending}
    return bool(stored) or any(one.berkas == berkas and one.keadaan in TERBUKA for one in pending.values())


def letak_dikenal(_record: Pencarian, command: Command, facts: Facts, _now: datetime) -> Command | Refusal:
    """The place that is named must exist: a unit, a folder, a member of staff."""
    letak = command.letak if isinstance(command, ask.PeriksaTempat | ask.Temukan) else None
    jenis, _, acuan = (letak or "").partition(":")
    if jenis == "unit" and not facts.unit_dikenal(KodeUnit(acuan)):
        return Refusal("unit_tidak_dikenal", "letak", {"unit": acuan})
    if jenis == "orang" and not facts.petugas_dikenal(PetugasId(acuan)):
        return Refusal("petugas_tidak_dikenal", "letak")
    if jenis == "sisi" and facts.catatan("berkas", acuan) is None:
        return Refusal("berkas_tidak_dikenal", "letak")
    return command


def tempat_bebas(record: Pencarian, command: ask.PeriksaTempat, facts: Facts, now: datetime) -> Command | Refusal:
    """Two people do not look in one place at the same time: who began there first has it for a while."""
    last: TempatDiperiksa | None = None
    for event in facts.riwayat(BerkasId(record.id)):
        if isinstance(event, TempatDiperiksa) and event.letak == command.letak:
            last = event
    if last is None or last.hasil is not HasilPeriksa.SEDANG_DICARI or last.pelaku == command.pelaku.id:
        return command
    since = (command.terjadi_pada or now) - last.terjadi_pada
    if since < kebijakan().pencarian.sedang_dicari.batas:
        return Refusal("tempat_sedang_dicari", "letak", {"menit": int(since.total_seconds() // 60)})
    return command


def pengklaim_dikenal(_record: Pencarian, command: ask.KlaimKembali, facts: Facts, _now: datetime) -> Command | Refusal:
    """The unit that claims, and the person, exist."""
    if not facts.unit_dikenal(command.unit):
        return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
    if command.pengklaim is not None and not facts.petugas_dikenal(command.pengklaim):
        return Refusal("petugas_tidak_dikenal", "pengklaim")
    return command
