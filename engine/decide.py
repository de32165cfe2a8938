"""One command against one record: time, facts, table. What no workflow may forget stands here once."""

from datetime import datetime
from typing import Any, NamedTuple

from engine.alur import alur_catatan
from engine.facts import Facts
from engine.handlers import prepare
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflow import Step, Workflow
from engine.workflows.berkas import BERKAS, Berkas, keganjilan
from schemas.commands import berkas as ask
from schemas.events.berkas import BerkasTerlihat
from schemas.message import Command
from schemas.names import AlasanCek, Cara

SELISIH_TERBESAR = 10**9
"""Seconds (31 years): a clock that is off by more is told as off by this much; the column is 32 bits wide."""

DI_TANGAN = frozenset({Cara.PINDAI, Cara.KETIK})
"""Ways in which a command tells that somebody had the folder in hand."""

PLACE_GUARDS = frozenset({"di_unit_tujuan", "menuju_rekam_medis"})
"""Refusals after which the folder is known to be in the asker's hands, so the sighting is kept."""


class Decision(NamedTuple):
    """A fact, a refusal, or both: a refused scan still tells where the folder was seen."""

    step: Step[Any] | None = None
    refusal: Refusal | None = None
    wish: Command | None = None
    """The command with what was fetched for it, where that is more than was asked."""


def decide(record: Any, command: Command, facts: Facts, now: datetime) -> Decision:  # noqa: ANN401 - of any workflow
    """Decide one command about its record. Reads facts, writes nothing."""
    if refusal := _time_refused(record, command, now):
        return Decision(refusal=refusal)
    if record.versi and type(record) is Berkas:
        return _berkas(record, command, facts, now)
    alur = alur_catatan(record)
    if not record.versi:
        if type(command) not in alur.memulai:
            return Decision(refusal=Refusal(f"{alur.nama}_tidak_dikenal", "subjek"))
        if facts.id_terpakai(record.id):
            return Decision(refusal=Refusal("id_terpakai", "subjek"))
    if alur.kosong is Berkas:
        return _berkas(record, command, facts, now)
    return _decided(alur.workflow, record, command, facts, now)


def _decided(workflow: Workflow[Any], record: Any, command: Command, facts: Facts, now: datetime) -> Decision:  # noqa: ANN401 - of any workflow
    """What holds for every workflow but the folder's, which hands carry about and scanners see late."""
    if command.versi is not None and command.versi != record.versi:
        return Decision(refusal=_usang(workflow, record, command.versi))
    told_before = command.terjadi_pada and record.terakhir and command.terjadi_pada < record.terakhir
    if told_before and not workflow.still(type(command)):
        return Decision(refusal=Refusal("mendahului_fakta", "terjadi_pada"))
    wanted = prepare(record, command, facts, now)
    if isinstance(wanted, Refusal):
        return Decision(refusal=wanted)
    outcome = workflow.step(record, wanted, now)
    if isinstance(outcome, Refusal):
        return Decision(refusal=outcome)
    return Decision(_with_skew(outcome, command, now), wish=wanted)


def _usang(workflow: Workflow[Any], record: Any, versi: int) -> Refusal:  # noqa: ANN401 - of any workflow
    """Decided about something that has changed meanwhile, by the name of what it is."""
    return Refusal("versi_usang", "versi", {"hal": workflow.hal, "versi": versi, "kini": record.versi})


def _berkas(berkas: Berkas, command: Command, facts: Facts, now: datetime) -> Decision:
    if _is_late(berkas, command):
        return _late(berkas, command, facts, now)
    if command.versi is not None and command.versi != berkas.versi:
        return Decision(refusal=_usang(BERKAS, berkas, command.versi))
    wanted = prepare(berkas, command, facts, now)
    if isinstance(wanted, Refusal):
        return _refused(berkas, berkas, command, wanted, facts, now)
    outcome = BERKAS.step(berkas, wanted, now)
    if isinstance(outcome, Refusal):
        return _refused(berkas, berkas, wanted, outcome, facts, now)
    if type(outcome.event) is BerkasTerlihat:
        return Decision(_sighting(berkas, wanted, now, alasan_cek=keganjilan(berkas, wanted.tempat)))
    return Decision(_with_skew(outcome, command, now), wish=wanted)


def _time_refused(record: Any, command: Command, now: datetime) -> Refusal | None:  # noqa: ANN401 - of any workflow
    if command.terjadi_pada is None:
        return None
    ahead = command.terjadi_pada - now
    if ahead > kebijakan().waktu.waktu_di_depan.batas:
        return Refusal("waktu_di_depan", "terjadi_pada", {"detik": int(ahead.total_seconds())})
    if record.terdaftar and command.terjadi_pada < record.terdaftar:
        return Refusal(f"sebelum_{alur_catatan(record).nama}_ada", "terjadi_pada")
    return None


def _is_late(berkas: Berkas, command: Command) -> bool:
    """Older than the record's last move. What changes no state (a hold, a settled check) is never too late."""
    if not (command.terjadi_pada and berkas.terakhir and command.terjadi_pada < berkas.terakhir):
        return False
    return isinstance(command, ask.CatatTerlihat | ask.Pindai) or not BERKAS.still(type(command))


def _late(berkas: Berkas, command: Command, facts: Facts, now: datetime) -> Decision:
    """A scan that comes after later facts: a sighting in its right place, and never a move.

    It is read against the record as it was then, and contradicts the ledger when the move was not possible
    at that moment or the folder was elsewhere.
    """
    then = facts.berkas_pada(berkas.id, command.terjadi_pada or now)
    wanted = prepare(then, command, facts, now)
    if isinstance(wanted, Refusal):
        if wanted.kode != "menunggu_putusan":
            return _refused(berkas, then, command, wanted, facts, now)
        wanted = ask.CatatTerlihat(**{name: getattr(command, name) for name in Command.model_fields})
    if BERKAS.roles(type(wanted)).isdisjoint(command.pelaku.peran):
        return _refused(berkas, then, wanted, BERKAS.refusal(then, wanted), facts, now)
    plain = isinstance(wanted, ask.CatatTerlihat)
    agrees = plain or not isinstance(BERKAS.step(then, wanted, now), Refusal)
    odd = keganjilan(then, wanted.tempat)
    reason = odd if agrees else AlasanCek.PINDAIAN_SUSULAN_BERTENTANGAN
    return Decision(
        _sighting(berkas, wanted, now, susulan=True, perintah=None if plain else wanted.jenis, alasan_cek=reason)
    )


def _refused(  # noqa: PLR0913, PLR0917 - the record now and then, the wish, the no, and what is needed to tell them
    berkas: Berkas, then: Berkas, command: Command, refusal: Refusal, facts: Facts, now: datetime
) -> Decision:
    """The refusal with its places named; with the sighting, where a folder was scanned to get it."""
    named: dict[str, str | int] = {
        key: facts.nama_unit(str(value)) for key, value in refusal.nilai.items() if key in _PLACES
    }
    refusal = Refusal(refusal.kode, refusal.field, refusal.nilai | named)
    seen = berkas.versi and (command.cara in DI_TANGAN or refusal.kode in PLACE_GUARDS)
    if not seen or BERKAS.roles(ask.CatatTerlihat).isdisjoint(command.pelaku.peran):
        return Decision(refusal=refusal)
    tempat = command.tempat
    if tempat is not None and not facts.unit_dikenal(tempat):
        return Decision(refusal=refusal)
    sighting = _sighting(
        berkas,
        command,
        now,
        di=tempat,
        ditolak=refusal.kode,
        perintah=command.jenis,
        susulan=True if _is_late(berkas, command) else None,
        alasan_cek=keganjilan(then, tempat),
    )
    return Decision(sighting, refusal)


_PLACES = frozenset({"tujuan", "lokasi", "unit"})


def _sighting(berkas: Berkas, command: Command, now: datetime, **isi: Any) -> Step[Berkas]:  # noqa: ANN401 - event fields
    event = BERKAS.tell(BerkasTerlihat, berkas, command, now, ke=berkas.keadaan, **isi)
    return _with_skew(Step(event, BERKAS.apply(berkas, event)), command, now)


def _with_skew(step: Step[Any], command: Command, now: datetime) -> Step[Any]:
    """Mark the fact when the sender's clock was off by more than policy allows."""
    skew = command.jam_perangkat - now if command.jam_perangkat else None
    if skew is None and command.terjadi_pada and command.terjadi_pada > now:
        skew = command.terjadi_pada - now
    if skew is None or abs(skew) <= kebijakan().waktu.selisih_jam.batas:
        return step
    seconds = max(-SELISIH_TERBESAR, min(SELISIH_TERBESAR, int(skew.total_seconds())))
    event = step.event.model_copy(update={"selisih_jam": seconds})
    return Step(event, step.record)
