"""What a referral says, gathered from its tables: the record, the letter, the patient, who signed it."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from engine import facility, rows
from engine import tables as t
from engine.settings import ZONA_INDONESIA
from engine.views import names
from engine.workflows.riwayat_rujukan import Rujukan
from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat
from schemas.names import ArahRujukan


class Bahan(NamedTuple):
    """One referral that was sent or came in, with all that its letter says."""

    rujukan: Rujukan
    nomor: str
    """The sender's number of the letter."""
    identitas: IdentitasSurat
    surat: IsiSurat
    balasan: IsiBalasan | None
    nama_dokter: str
    nama_petugas: str
    nama_perujuk: str
    nama_tujuan: str
    zona: ZoneInfo

    def __repr__(self) -> str:
        """Nothing of it: a traceback may quote it."""
        return f"Bahan({self.rujukan.id})"


def bahan(connection: Connection, id_: str) -> Bahan | None:
    """This referral; None for one that is not here, or was not sent yet."""
    found = rows.records(connection, "rujukan", [id_]).get(id_)
    here = facility.read(connection)
    s, b = t.rujukan_surat.c, t.rujukan_balasan.c
    letter = connection.execute(select(s.nomor, s.identitas, s.isi, s.nama_perujuk).where(s.rujukan == id_)).first()
    if found is None or here is None or letter is None or letter.identitas is None or found.dikirim is None:
        return None
    answer = connection.execute(select(b.isi).where(b.rujukan == id_)).scalar()
    peers = {row.kode: row.nama for row in connection.execute(select(t.sekutu.c.kode, t.sekutu.c.nama))}
    peers[here.kode] = here.nama
    if letter.nama_perujuk:
        peers.setdefault(found.perujuk, letter.nama_perujuk)
    ours = found.arah is ArahRujukan.KELUAR
    who = names.petugas(connection, [found.dokter, found.penyusun]) if ours else {}
    surat = IsiSurat.model_validate_json(letter.isi)
    return Bahan(
        found,
        letter.nomor or "",
        IdentitasSurat.model_validate_json(letter.identitas),
        surat,
        IsiBalasan.model_validate_json(answer) if answer else None,
        who.get(found.dokter or "", "") or surat.dokter or "",
        who.get(found.penyusun or "", ""),
        peers.get(found.perujuk, found.perujuk),
        peers.get(found.tujuan, found.tujuan),
        ZoneInfo(ZONA_INDONESIA[here.zona]),
    )
