"""What commands about a berkas need to know beyond that berkas."""

from datetime import datetime
from functools import cache

from engine.facts import Facts
from engine.handlers import tenggat
from engine.policy import kebijakan
from engine.refusals import Refusal
from engine.workflow import said
from engine.workflows.berkas import BERKAS, Berkas, Pemulihan, hidup, pulihan
from engine.workflows.pasien import Pasien
from engine.workflows.pemindaian import meant
from engine.workflows.tenggat_berkas import berjalan, tempo
from schemas.commands import berkas as ask
from schemas.events import berkas as told
from schemas.message import Command

UNIT_FIELDS = ("unit", "tujuan", "di")
PETUGAS_FIELDS = ("pemegang", "penanggung_jawab", "peminjam")


@cache
def _references(kind: type[Command]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a kind of command that name units, and those that name people."""
    fields = kind.model_fields
    return tuple(n for n in UNIT_FIELDS if n in fields), tuple(n for n in PETUGAS_FIELDS if n in fields)


def unit_dan_petugas_dikenal(_berkas: Berkas, command: Command, facts: Facts, _now: datetime) -> Command | Refusal:
    """Every unit and every person a command names must exist here."""
    units, people = _references(type(command))
    for name in units:
        kode = getattr(command, name)
        if kode is not None and not facts.unit_dikenal(kode):
            return Refusal("unit_tidak_dikenal", name, {"unit": kode})
    for name in people:
        orang = getattr(command, name)
        if orang is not None and not facts.petugas_dikenal(orang):
            return Refusal("petugas_tidak_dikenal", name)
    return command


def pasien_dikenal(
    _berkas: Berkas, command: ask.Daftarkan | ask.Kaitkan, facts: Facts, _now: datetime
) -> Command | Refusal:
    """A folder is linked to a patient of the master index who stands by themselves, or to none."""
    if command.pasien is None:
        return command
    pasien: Pasien | None = facts.catatan("pasien", command.pasien)
    if pasien is None:
        return Refusal("pasien_tidak_dikenal", "pasien")
    return command if pasien.digabung_ke is None else Refusal("pasien_sudah_digabung", "pasien")


def berkas_tujuan_ada(berkas: Berkas, command: ask.Gabungkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Merged into a record that exists and lives on: two records merged into each other would both be gone."""
    tujuan: Berkas | None = facts.catatan("berkas", command.ke_berkas)
    if tujuan is None:
        return Refusal("berkas_tidak_dikenal", "ke_berkas")
    if tujuan.pembawa is not berkas.pembawa:
        return Refusal("pembawa_berbeda", "ke_berkas")
    if not hidup(tujuan):
        return Refusal("tujuan_gabung_tamat", "ke_berkas", {"keadaan": said(tujuan.keadaan)})
    return command


def cek_terbuka(berkas: Berkas, command: ask.SelesaikanCek, facts: Facts, _now: datetime) -> Command | Refusal:
    """Only a line that waits can be settled, once."""
    if not facts.cek_terbuka(command.seq, berkas.id):
        return Refusal("cek_tidak_terbuka", "seq")
    return command


def pulihan_dari_riwayat(berkas: Berkas, command: ask.Urungkan, facts: Facts, now: datetime) -> Command | Refusal:
    """What the record was before its last move, from its own history."""
    before, last = Berkas(berkas.id), None
    record = before
    for event in facts.riwayat(berkas.id):
        if isinstance(event, told.BerkasLewatTenggat):
            if berjalan(before).get(event.tenggat) == event.jatuh_tempo:  # told late while it ran on through the move
                before = BERKAS.apply(before, event)
        elif isinstance(event, told.BerkasDijadwalkanUlang):
            if tempo(before, event.tenggat) == tempo(record, event.tenggat):  # it ran on through the move
                before = BERKAS.apply(before, event)
        elif not isinstance(event, told.BerkasTerlihat | told.CekDiselesaikan):
            before, last = record, event
        record = BERKAS.apply(record, event)
    if last is None or before.versi == 0 or berkas.pelaku_terakhir is None:
        return Refusal("tidak_ada_gerak")
    umur = now - last.dicatat_pada
    return Pemulihan(
        **{name: getattr(command, name) for name in Command.model_fields},
        versi_diurungkan=last.versi,
        pulihan=pulihan(before),
        baru=umur <= kebijakan().waktu.urungkan.batas,
    )


def gerak_yang_dimaksud(berkas: Berkas, command: ask.Pindai, facts: Facts, now: datetime) -> Command | Refusal:
    """The move a scan stands for; the same hands scanning twice in a row at one place mean one move."""
    if (
        berkas.pelaku_terakhir == command.pelaku.id
        and berkas.lokasi == command.di
        and berkas.terakhir is not None
        and abs((command.terjadi_pada or now) - berkas.terakhir) <= kebijakan().waktu.pindai_ganda.batas
    ):
        command = command.model_copy(update={"lihat_saja": True})
    wanted = meant(berkas, command)
    return tenggat.kembali_sebelum(berkas, wanted, facts, now) if isinstance(wanted, ask.TerimaDiUnit) else wanted
