"""What stands behind the numbers of whoever is told from above: the people who owe it, and how much."""

from collections import defaultdict

from sqlalchemy import Connection

from engine.pengingat import sumber
from engine.pengingat.hal import Bagian, Hal, Tingkat
from engine.pengingat.ringkas import jumlahkan, penerima
from engine.pengingat.susun import Keadaan


def bawahan(connection: Connection, petugas: str, kini: Keadaan) -> list[tuple[str, Bagian]]:
    """Who owes what this person is told of from above, the most overdue first; above nobody: none."""
    people = sumber.orang(connection)
    if not sumber.di_atas(people, petugas):
        return []
    saat = kini.saat()
    piles: dict[str, list[Hal]] = defaultdict(list)
    for one in sumber.semua(connection, kini.aturan):
        if any(told.petugas == petugas and told.sebagai is not Tingkat.SENDIRI for told in penerima(one, saat, people)):
            piles[one.orang].append(one)
    found = [(who, jumlahkan(pile, kini.pada)) for who, pile in piles.items()]
    return sorted(found, key=lambda row: (-row[1].lewat, -row[1].jumlah, row[0]))
