"""Lanes: what goes from one facility to another in one kind, and how far it has come."""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from schemas import subjects
from schemas.names.federasi import TERBARU_MENANG, ArahJalur, KeadaanJalur, MacamJalur


def urai(jalur: str) -> tuple[str, MacamJalur, str] | None:
    """Who tells, what kind, to whom; None for what is no lane."""
    parts = subjects.urai_jalur(jalur)
    if parts is None or parts[1] not in set(MacamJalur):
        return None
    return parts[0], MacamJalur(parts[1]), parts[2]


def siaran(asal: str, macam: MacamJalur, tujuan: str) -> bool:
    """Is it told to everybody on the hub? Then it is signed and not sealed: there is no one key to seal it to.

    Free beds go to the hub's code, and an office tells everybody its directory on the lane from itself to itself.
    """
    return macam is MacamJalur.BED or (macam is MacamJalur.KEY and asal == tujuan)


def terbaru_menang(asal: str, macam: MacamJalur, tujuan: str) -> bool:
    """Does only the newest message count, so that a gap is nothing? Receipts, and whatever is told to everybody."""
    return macam in TERBARU_MENANG or siaran(asal, macam, tujuan)


def sisip_jalur(connection: Connection, jalur: str, arah: ArahJalur, now: datetime) -> None:
    """A lane's row, where it has none: from epoch 1, nothing on it. Two who do it at once make one."""
    asal, macam, tujuan = subjects.urai_jalur(jalur) or ("", "", "")
    row = {
        "jalur": jalur,
        "arah": arah,
        "asal": asal,
        "macam": macam,
        "tujuan": tujuan,
        "epoch": 1 if arah is ArahJalur.KELUAR else 0,
        "seq": 0,
        "di_hub": 0,
        "diterima": 0,
        "keadaan": KeadaanJalur.JALAN,
        "sejak": now,
    }
    kind = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(kind.insert(t.fed_jalur).values(row).on_conflict_do_nothing())
