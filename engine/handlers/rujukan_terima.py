"""What the receiver's steps of a referral need to know beyond it: units, beds that can be promised, the clocks."""

from datetime import datetime
from typing import Final

from engine.facility import read as fasyankes
from engine.facts import Facts
from engine.handlers.rujukan import jenis_rujukan, nama_petugas, pilihan_ditolak
from engine.handlers.rujukan_tempat import tanpa_tempat
from engine.handlers.tenggat import susulan
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.tempo import efektif
from engine.views import sekutu
from engine.workflows.rujukan import (
    RUJUKAN,
    Kedatangan,
    Kelewatan,
    Pelayanan,
    Pemasukan,
    Pembalasan,
    Penerimaan,
    Rujukan,
    berjalan,
)
from schemas.commands import rujukan as ask
from schemas.message import Command
from schemas.names import ArahRujukan, JalurRujukan, JenisTenggat, PeranMesin

_BELUM: Final = Refusal("fasyankes_belum_ada")


def memasukkan(_rujukan: Rujukan, command: ask.Masuk, facts: Facts, now: datetime) -> Command | Refusal:
    """From another facility, to us; with the levels of both, and until when it is to be answered."""
    kami = fasyankes(facts.connection)
    if kami is None:
        return _BELUM
    if command.perujuk == kami.kode:
        return Refusal("tujuan_sendiri", "perujuk")
    kabar = PeranMesin.SEKUTU in command.pelaku.peran
    if not kabar and (refusal := pilihan_ditolak(command.pengecualian, command.kemampuan)):
        return refusal
    lawan = sekutu.satu(facts.connection, command.perujuk)
    if lawan is None and not kabar and command.nama_perujuk is None:
        return Refusal("nama_perujuk_wajib", "nama_perujuk", {"perujuk": command.perujuk})
    theirs = command.tingkat_perujuk or (lawan.tingkat if lawan else None)
    own = sekutu.tingkat_kami(facts.connection)
    over_hub = kabar or (command.dari_kode and lawan is not None and lawan.tersambung)
    return Pemasukan.model_construct(
        **command.__dict__
        | {
            "tujuan": kami.kode,
            "tingkat_perujuk": theirs,
            "tingkat_tujuan": own,
            "jenis_rujukan": jenis_rujukan(theirs, own),
            "jalur": JalurRujukan.FEDERASI if over_hub else JalurRujukan.SURAT,
            "nama_perujuk": command.nama_perujuk or (lawan.nama if lawan else None),
            "jawab_sebelum": facts.jatuh_tempo(
                efektif(command.terjadi_pada, now), kebijakan().rujukan.jawab.untuk(darurat=command.darurat)
            ),
        }
    )


def menerima(rujukan: Rujukan, command: ask.Terima, facts: Facts, now: datetime) -> Command | Refusal:
    """With a bed promised only while there is one, and no longer than policy allows."""
    mulai = efektif(command.terjadi_pada, now)
    aturan = kebijakan().rujukan
    sampai = command.janji_sampai
    if PeranMesin.SEKUTU not in command.pelaku.peran and rujukan.arah is ArahRujukan.MASUK:
        if command.unit is not None and not facts.unit_dikenal(command.unit):
            return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
        if refusal := pilihan_ditolak(None, command.janji_kemampuan):
            return refusal
        if command.janji_kelas is None:
            if sampai is not None or command.janji_kemampuan is not None:
                return Refusal("janji_tanpa_kelas", "janji_kelas")
        else:
            last = facts.jatuh_tempo(mulai, aturan.janji.untuk(darurat=rujukan.darurat))
            sampai = sampai or last
            if not now < sampai <= last:
                return Refusal(
                    "janji_terlalu_lama", "janji_sampai", {"sampai": f"{last.astimezone(facts.zona):%d-%m-%Y %H:%M}"}
                )
            if refusal := tanpa_tempat(rujukan, command.janji_kelas, command.janji_kemampuan, facts, now):
                return refusal
    given = command.__dict__ | {"janji_sampai": sampai}
    due = facts.jatuh_tempo(mulai, aturan.datang.untuk(darurat=rujukan.darurat))
    return Penerimaan.model_construct(**given, datang_sebelum=due)


def menolak(rujukan: Rujukan, command: ask.Tolak, facts: Facts, _now: datetime) -> Command | Refusal:
    """The advice names a facility that is known, and neither the one that refuses nor the one that asked."""
    if PeranMesin.SEKUTU in command.pelaku.peran or command.saran is None:
        return command
    if command.saran in (rujukan.perujuk, rujukan.tujuan):
        return Refusal("saran_tempat_lain", "saran", {"saran": command.saran})
    if sekutu.satu(facts.connection, command.saran) is None:
        return Refusal("fasyankes_tidak_dikenal", "saran", {"tujuan": command.saran})
    return command


def mendatangkan(rujukan: Rujukan, command: ask.Tiba, facts: Facts, now: datetime) -> Command | Refusal:
    """Somebody in our own index, with a visit of theirs."""
    if PeranMesin.SEKUTU not in command.pelaku.peran and rujukan.arah is ArahRujukan.MASUK:
        if command.pasien is not None and facts.catatan("pasien", command.pasien) is None:
            return Refusal("pasien_tidak_ada", "pasien")
        if command.kunjungan is not None:
            visit = facts.catatan("kunjungan", command.kunjungan)
            if visit is None:
                return Refusal("kunjungan_tidak_dikenal", "kunjungan")
            if command.pasien is not None and visit.pasien not in facts.rumpun(command.pasien):
                return Refusal("kunjungan_pasien_lain", "kunjungan")
        if command.unit is not None and not facts.unit_dikenal(command.unit):
            return Refusal("unit_tidak_dikenal", "unit", {"unit": command.unit})
    return Kedatangan.model_construct(**command.__dict__, balas_sebelum=_balas_sebelum(rujukan, command, facts, now))


def melayani(rujukan: Rujukan, command: ask.Layani, facts: Facts, now: datetime) -> Command | Refusal:
    """From now on the answer is owed."""
    return Pelayanan.model_construct(**command.__dict__, balas_sebelum=_balas_sebelum(rujukan, command, facts, now))


def _balas_sebelum(rujukan: Rujukan, command: Command, facts: Facts, now: datetime) -> datetime:
    limit = kebijakan().rujukan.balas.untuk(darurat=rujukan.darurat)
    return facts.jatuh_tempo(efektif(command.terjadi_pada, now), limit)


def membalas(rujukan: Rujukan, command: ask.Balas, facts: Facts, _now: datetime) -> Command | Refusal:
    """An answer says something, and bears the name of whoever wrote it."""
    isi = command.balasan
    if PeranMesin.SEKUTU not in command.pelaku.peran:
        kurang = [name for name in ("diagnosis", "terapi", "anjuran") if getattr(isi, name) is None]
        if kurang:
            return Refusal("balasan_belum_lengkap", f"balasan.{kurang[0]}", {"kurang": ", ".join(kurang)})
        if isi.dokter is None and rujukan.arah is ArahRujukan.MASUK:
            isi = isi.model_copy(update={"dokter": nama_petugas(command.pelaku.id, facts)})
    return Pembalasan.model_construct(**command.__dict__ | {"balasan": isi})


def sudah_lewat(rujukan: Rujukan, command: ask.TandaiLewat, facts: Facts, now: datetime) -> Command | Refusal:
    """A deadline is told late while it runs, and not before it is due."""
    if RUJUKAN.roles(ask.TandaiLewat).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(rujukan).get(command.tenggat) != command.jatuh_tempo:
        return Refusal("tenggat_tidak_berjalan")
    if now < command.jatuh_tempo:
        return Refusal("belum_jatuh_tempo")
    late = susulan(rujukan.id, command.tenggat, command.jatuh_tempo, facts, now)
    return Kelewatan.model_construct(**command.__dict__, susulan=late or None)


def janji_habis(rujukan: Rujukan, command: ask.HabiskanJanji, _facts: Facts, now: datetime) -> Command | Refusal:
    """A promise runs out when its time is over, and not before."""
    if RUJUKAN.roles(ask.HabiskanJanji).isdisjoint(command.pelaku.peran):
        return command  # the table says who may
    if berjalan(rujukan).get(JenisTenggat.JANJI_TEMPAT_TIDUR) != command.janji_sampai:
        return Refusal("tenggat_tidak_berjalan")
    return Refusal("belum_jatuh_tempo") if now < command.janji_sampai else command
