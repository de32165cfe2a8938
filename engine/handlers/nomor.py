"""Which number a new folder gets, and where it stands. Given out inside the commit: gapless, and never twice.

A counter moves only with the record that uses its number, in the same transaction and under the ledger's lock: a
refused wish uses none, and two doors wait for one another. Numbers that came another way (an import, a number that
was typed) are skipped. Sources: seed 003, FACTS A3.5.
"""

from datetime import datetime
from typing import Any

from engine.facts import Facts
from engine.nomor_kosong import kosong
from engine.numbers import kunci
from engine.penomoran import SEKALI, Rencana, Skema, anggota_berikut
from engine.refusals import Refusal
from engine.workflows.berkas import Berkas, hidup
from engine.workflows.nomor_berkas import Bernomor
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import Pembawa


def nomor_berkas(berkas: Berkas, command: ask.Daftarkan, facts: Facts, now: datetime) -> Command | Refusal:
    """One number, one record of each carrier and home: the one brought along, or the next of the scheme in force."""
    if berkas.versi:
        return Refusal("berkas_sudah_ada", "nomor")
    hari = now.astimezone(facts.zona).date()
    rumah = facts.arsip.rumah(command.layanan, command.pembawa, hari)
    rencana = facts.arsip.pada(hari)
    if command.nomor is not None:
        if command.keluarga is not None:
            return Refusal("nomor_dan_keluarga", "keluarga")
        return _dibawa(command, command.nomor, facts, rumah)
    if command.keluarga is not None and rencana.skema is not Skema.KELUARGA:
        return Refusal("bukan_penomoran_keluarga", "keluarga")
    if command.pasien is not None and rencana.skema in SEKALI:
        known = _nomor_pasien(command, command.pasien, facts, rumah)
        if known is not None:
            return known if isinstance(known, Refusal) else _bernomor(command, facts, known, rumah)
    if command.keluarga is not None:
        return _anggota(command, command.keluarga, facts, rencana, rumah)
    return _berikut(command, facts, rencana, rumah)


def _dibawa(command: ask.Daftarkan, nomor: str, facts: Facts, rumah: str) -> Command | Refusal:
    """The number brought along: nobody's in this home, and nobody else's in another."""
    known = facts.bernomor(kunci(nomor))
    if any((carrier, home) == (command.pembawa, rumah) for carrier, home, _ in known):
        return Refusal("berkas_sudah_ada", "nomor")
    owners = {pasien for carrier, _, pasien in known if carrier == command.pembawa and pasien is not None}
    if command.pasien is not None and owners and not owners & set(facts.rumpun(command.pasien)):
        return Refusal("nomor_pasien_lain", "nomor")
    return _bernomor(command, facts, nomor, rumah)


def _nomor_pasien(command: ask.Daftarkan, pasien: str, facts: Facts, rumah: str) -> str | Refusal | None:
    """The number a patient has already: for a folder of another carrier or home; a second one there is refused."""
    living = [(record, nomor, home) for record, nomor, home in facts.berkas_pasien(pasien).values() if hidup(record)]
    if any(record.pembawa is command.pembawa and home == rumah for record, _, home in living):
        return Refusal("pasien_sudah_bernomor", "pasien")
    free = (nomor for _, nomor, _ in living if not facts.nomor_terpakai(kunci(nomor), command.pembawa, rumah))
    return next(free, None)


def _anggota(command: ask.Daftarkan, keluarga: str, facts: Facts, rencana: Rencana, rumah: str) -> Command | Refusal:
    """The next member of a household that has a number."""
    lebar, seluruhnya = rencana.bentuk.lebar, rencana.bentuk.lebar + rencana.bentuk.anggota
    household = kunci(keluarga)
    if len(household) not in {lebar, seluruhnya} or not (household.isascii() and household.isdigit()):
        return Refusal("keluarga_tidak_dikenal", "keluarga")
    household = household[:lebar]
    possible = [f"{household}{member:0{rencana.bentuk.anggota}d}" for member in range(10**rencana.bentuk.anggota)]
    members = [int(key[lebar:]) for key in facts.nomor_dipakai(possible)]
    if not members:
        return Refusal("keluarga_tidak_dikenal", "keluarga")
    following = anggota_berikut(members, rencana.bentuk)
    if following is None:
        return Refusal("keluarga_penuh", "keluarga", {"jumlah": 10**rencana.bentuk.anggota - 1})
    return _bernomor(command, facts, rencana.tulis(int(household), following), rumah)


def _berikut(command: ask.Daftarkan, facts: Facts, rencana: Rencana, rumah: str) -> Command | Refusal:
    """The next running number that is free."""
    plan = rencana.berlaku.isoformat()
    following = facts.pending.berikut.get(plan) or facts.arsip.awal(rencana)
    free = kosong(facts.connection, rencana, following, {key for key, *_ in facts.pending.nomor})
    if free is None:
        return Refusal("nomor_habis", "nomor", {"terakhir": rencana.tulis(rencana.terakhir)})
    return _bernomor(command, facts, free[0], rumah, rencana=plan, urut=free[1])


def _bernomor(command: ask.Daftarkan, facts: Facts, nomor: str, rumah: str, **asal: Any) -> Bernomor:  # noqa: ANN401 - plan and running number
    urutan = facts.arsip.jajaran.teks(nomor) if command.pembawa is Pembawa.FISIK else None
    fields = command.__dict__ | {"nomor": nomor, "urutan": urutan, "rumah": rumah}
    return Bernomor.model_construct(**fields, **asal)  # every part was validated already
