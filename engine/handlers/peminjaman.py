"""What loans need to know beyond themselves: the folder, other loans of it, and the policy in force.

Read inside the commit and under its lock, so that of two loans asked at two doors at once one is refused
(Invenio #484: two loans for one item).
"""

from datetime import datetime, tzinfo

from sqlalchemy import select

from engine import tables as t
from engine.facts import Facts
from engine.policy import AturanPinjam, kebijakan
from engine.refusals import Refusal
from engine.tempo import jatuh_tempo
from engine.ukuran import Batas
from engine.views import loans
from engine.workflow import said
from engine.workflows.berkas import Berkas, hidup
from engine.workflows.peminjaman import (
    DENGAN_PINJAMAN,
    Peminjaman,
    Pengajuan,
    Penolakan,
    Perpanjangan,
    Persetujuan,
    berlaku,
    bisa_keluar,
    diserahkan,
    menunggu_diambil,
    menunggu_izin,
    sedang_dipinjam,
)
from schemas.commands import peminjaman as ask
from schemas.commands.berkas import PerpanjangPinjaman, Pinjamkan
from schemas.message import Command
from schemas.names import SEMUA_UNIT, Keperluan

NAMA = "peminjaman"


def mengajukan(_pinjam: Peminjaman, command: ask.Ajukan, facts: Facts, now: datetime) -> Command | Refusal:
    """One borrower, a folder that can be lent, no other loan that stands, and not longer than policy allows."""
    if refusal := _peminjam_jelas(command, facts):
        return refusal
    if refusal := _bisa_dipinjam(command.berkas, facts, now):
        return refusal
    for other in _pinjaman(command.berkas, facts):
        if menunggu_izin(other) and (other.peminjam, other.pihak) == (command.peminjam, command.pihak):
            return Refusal("pinjaman_sudah_diajukan", "berkas")
    aturan = kebijakan().peminjaman.keperluan[command.keperluan]
    if refusal := _batas_wajar(command.keperluan, command.jatuh_tempo, _mulai(command, now), facts.zona):
        return refusal
    perlu = bool(aturan.penyetuju)
    until = None if perlu else _izin_sampai(command.jatuh_tempo, now, facts)
    return Pengajuan.model_construct(**command.__dict__, perlu_izin=perlu, izin_sampai=until)


def menyetujui(pinjam: Peminjaman, command: ask.Setujui, facts: Facts, now: datetime) -> Command | Refusal:
    """Approved only while the folder may be lent to this borrower: asked again, for much may have changed."""
    aturan = _aturan(pinjam)
    if aturan is None or pinjam.berkas is None or pinjam.jatuh_tempo is None:
        return command
    if menunggu_izin(pinjam):
        if refusal := _bisa_dipinjam(pinjam.berkas, facts, now):
            return refusal
        if pinjam.jatuh_tempo <= now:
            return Refusal("jatuh_tempo_nanti")
    until = _izin_sampai(pinjam.jatuh_tempo, now, facts)
    return Persetujuan.model_construct(**command.__dict__, penyetuju=aturan.penyetuju, izin_sampai=until)


def menolak(pinjam: Peminjaman, command: ask.Tolak, _facts: Facts, _now: datetime) -> Command | Refusal:
    """Who may say no is who may say yes."""
    aturan = _aturan(pinjam)
    return Penolakan.model_construct(**command.__dict__, penyetuju=aturan.penyetuju) if aturan else command


def membatalkan(pinjam: Peminjaman, command: ask.Batalkan, facts: Facts, _now: datetime) -> Command | Refusal:
    """Not once the folder is out, even where that has not reached the loan yet."""
    if menunggu_diambil(pinjam) and _di_luar(pinjam, facts):
        return Refusal("pinjaman_sudah_diserahkan")
    return command


def memperpanjang(pinjam: Peminjaman, command: ask.Perpanjang, facts: Facts, now: datetime) -> Command | Refusal:
    """As long again as policy allows from now, while the folder is with the borrower."""
    aturan = _aturan(pinjam)
    if aturan is None or pinjam.keperluan is None or pinjam.berkas is None:
        return command
    if diserahkan(pinjam) and not _di_luar(pinjam, facts):
        return Refusal("pinjaman_tidak_di_luar")
    if refusal := _batas_wajar(pinjam.keperluan, command.jatuh_tempo, now, facts.zona):
        return refusal
    return Perpanjangan.model_construct(
        **command.__dict__, penyetuju=aturan.penyetuju, batas=aturan.perpanjangan, berkas=pinjam.berkas
    )


def izin_habis(pinjam: Peminjaman, command: ask.KedaluwarsakanIzin, facts: Facts, now: datetime) -> Command | Refusal:
    """Told when it is so: the deadline runs, is due, and nobody has collected the folder."""
    if pinjam.izin_sampai != command.izin_sampai or _di_luar(pinjam, facts):
        return Refusal("tenggat_tidak_berjalan")
    return Refusal("belum_jatuh_tempo") if now < command.izin_sampai else command


# ── the folder's own moves ──────────────────────────────────────────────────────────────────────────


def pinjaman_sah(berkas: Berkas, command: Pinjamkan, facts: Facts, now: datetime) -> Command | Refusal:
    """Handed over for an approved loan; directly only where policy wants no approval and no other loan stands."""
    if sedang_dipinjam(berkas):
        return Refusal("masih_dipinjam", None, _siapa(berkas, facts))
    if command.peminjaman is not None:
        return _menurut_izin(berkas, command, facts, now)
    for name in ("peminjam", "keperluan", "jatuh_tempo"):
        if getattr(command, name) is None:
            return Refusal("isian_tidak_sah", f"data.{name}", {"field": f"data.{name}", "sebab": "wajib diisi"})
    if command.keperluan is None or command.jatuh_tempo is None:
        return command
    if refusal := _batas_wajar(command.keperluan, command.jatuh_tempo, _mulai(command, now), facts.zona):
        return refusal
    if peran := kebijakan().peminjaman.keperluan[command.keperluan].penyetuju:
        words: dict[str, str | int] = {
            "keperluan": command.keperluan.value,
            "peran": " / ".join(sorted(said(one) for one in peran)),
        }
        return Refusal("perlu_izin_pinjam", "keperluan", words)
    for other in _pinjaman(berkas.id, facts):
        if berlaku(other):
            return Refusal("pinjaman_lain_berlaku", None, _untuk(other, facts))
    return command


def _menurut_izin(berkas: Berkas, command: Pinjamkan, facts: Facts, now: datetime) -> Command | Refusal:
    pinjam: Peminjaman | None = facts.catatan(NAMA, command.peminjaman or "")
    if pinjam is None:
        return Refusal("peminjaman_tidak_dikenal", "peminjaman")
    if pinjam.berkas != berkas.id:
        return Refusal("pinjaman_berkas_lain", "peminjaman")
    if not menunggu_diambil(pinjam):
        return Refusal("pinjaman_belum_disetujui", "peminjaman", {"keadaan": said(pinjam.keadaan)})
    if pinjam.izin_sampai is not None and pinjam.izin_sampai <= now:
        return Refusal("izin_pinjam_habis", "peminjaman", {"tempo": _tanggal(pinjam.izin_sampai, facts.zona)})
    if command.terjadi_pada and pinjam.terakhir and command.terjadi_pada < pinjam.terakhir:
        return Refusal("mendahului_fakta", "terjadi_pada")
    agreed = {name: getattr(pinjam, name) for name in ("peminjam", "keperluan", "jatuh_tempo")}
    for name, value in agreed.items():
        if getattr(command, name) not in {None, value}:
            return Refusal("pinjaman_berbeda", name, {"field": name})
    return command.model_copy(update=agreed)


def pinjaman_selesai(berkas: Berkas, command: Command, facts: Facts, _now: datetime) -> Command | Refusal:
    """Which loan ends with the folder's return, or with its being found after it was lost while lent."""
    out = sedang_dipinjam(berkas)
    ended = [one.id for one in _pinjaman(berkas.id, facts) if diserahkan(one) or (out and menunggu_diambil(one))]
    if not ended:
        return command
    return DENGAN_PINJAMAN[type(command)].model_construct(**command.__dict__, peminjaman=ended[0])


def perpanjangan_sah(_berkas: Berkas, command: PerpanjangPinjaman, facts: Facts, _now: datetime) -> Command | Refusal:
    """The folder's due time follows the loan's, and only the loan's."""
    pinjam: Peminjaman | None = facts.catatan(NAMA, command.peminjaman)
    if pinjam is None or pinjam.berkas != command.subjek or pinjam.jatuh_tempo != command.jatuh_tempo:
        return Refusal("pinjaman_tidak_di_luar", "peminjaman")
    return command


# ── what is asked more than once ────────────────────────────────────────────────────────────────────


def _pinjaman(berkas: str, facts: Facts) -> list[Peminjaman]:
    """The loans of a folder that were not over before this batch, and those of this batch, as they are now."""
    ids = loans.belum_selesai(facts.connection, berkas)
    ids += [id_ for id_ in facts.pending.sesudah.get(NAMA, {}) if id_ not in ids]
    found = [facts.catatan(NAMA, id_) for id_ in ids]
    return [one for one in found if one is not None and one.berkas == berkas]


def _peminjam_jelas(command: ask.Ajukan, facts: Facts) -> Refusal | None:
    outside = command.pihak is not None
    if outside == (command.peminjam is not None) or (not outside and command.nama_peminjam is not None):
        return Refusal("peminjam_atau_pihak", "peminjam")
    if outside and command.nama_peminjam is None:
        return Refusal("nama_peminjam_wajib", "nama_peminjam")
    if command.peminjam is not None and not facts.petugas_dikenal(command.peminjam):
        return Refusal("petugas_tidak_dikenal", "peminjam")
    for name in ("unit", "di"):
        kode = getattr(command, name)
        if kode is not None and not facts.unit_dikenal(kode):
            return Refusal("unit_tidak_dikenal", name, {"unit": kode})
    return None


def _bisa_dipinjam(berkas_id: str, facts: Facts, _now: datetime) -> Refusal | None:
    """A paper folder that lives, is not out on loan, and that no other loan stands for."""
    berkas: Berkas | None = facts.catatan("berkas", berkas_id)
    if berkas is None:
        return Refusal("berkas_tidak_dikenal", "berkas")
    if not bisa_keluar(berkas):
        return Refusal("berkas_fisik", "berkas")
    if not hidup(berkas):
        return Refusal("berkas_tidak_dipinjamkan", "berkas", {"keadaan": said(berkas.keadaan)})
    if sedang_dipinjam(berkas):
        return Refusal("masih_dipinjam", "berkas", _siapa(berkas, facts))
    for other in _pinjaman(berkas_id, facts):
        if berlaku(other):
            return Refusal("pinjaman_lain_berlaku", "berkas", _untuk(other, facts))
    return None


def _di_luar(pinjam: Peminjaman, facts: Facts) -> bool:
    berkas: Berkas | None = facts.catatan("berkas", pinjam.berkas or "")
    return berkas is not None and sedang_dipinjam(berkas)


def _siapa(berkas: Berkas, facts: Facts) -> dict[str, str | int]:
    """Where a lent folder is and until when: a unit or a kind of party, never a person."""
    for pinjam in _pinjaman(berkas.id, facts):
        if berlaku(pinjam):
            return _untuk(pinjam, facts)
    return {
        "tempat": _unit_petugas(berkas.pemegang, facts),
        "tempo": _tanggal(berkas.jatuh_tempo, facts.zona) if berkas.jatuh_tempo else "-",
    }


def _untuk(pinjam: Peminjaman, facts: Facts) -> dict[str, str | int]:
    tempat = _unit_petugas(pinjam.peminjam, facts)
    if pinjam.pihak is not None:
        tempat = said(pinjam.pihak)
    if pinjam.unit is not None:
        tempat = facts.nama_unit(pinjam.unit)
    return {"tempat": tempat, "tempo": _tanggal(pinjam.jatuh_tempo, facts.zona) if pinjam.jatuh_tempo else "-"}


def _unit_petugas(petugas: str | None, facts: Facts) -> str:
    units = facts.connection.execute(select(t.petugas.c.unit).where(t.petugas.c.id == petugas)).scalar()
    return facts.nama_unit(units[0]) if units and units[0] != SEMUA_UNIT else "petugas"


def _aturan(pinjam: Peminjaman) -> AturanPinjam | None:
    return kebijakan().peminjaman.keperluan[pinjam.keperluan] if pinjam.keperluan else None


def _izin_sampai(jatuh_tempo: datetime, now: datetime, facts: Facts) -> datetime:
    return min(facts.jatuh_tempo(now, kebijakan().peminjaman.izin_berlaku), jatuh_tempo)


def _batas_wajar(keperluan: Keperluan, due: datetime, mulai: datetime, zona: tzinfo) -> Refusal | None:
    """Due after it begins, and no later than policy allows; a limit of days ends with the day."""
    if due <= mulai:
        return Refusal("jatuh_tempo_nanti", "jatuh_tempo")
    limit: Batas = kebijakan().peminjaman.keperluan[keperluan].paling_lama
    last = jatuh_tempo(mulai, limit, zona, kebijakan().libur.kalender)
    late = due.astimezone(zona).date() > last.astimezone(zona).date() if limit.batas.hari else due > last
    if not late:
        return None
    return Refusal("pinjam_terlalu_lama", "jatuh_tempo", {"keperluan": keperluan.value, "tempo": _tanggal(last, zona)})


def _mulai(command: Command, now: datetime) -> datetime:
    return min(command.terjadi_pada or now, now)


def _tanggal(saat: datetime, zona: tzinfo) -> str:
    return f"{saat.astimezone(zona):%d-%m-%Y}"
