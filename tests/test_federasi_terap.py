"""From the inbox to the front door: each once in effect; what is refused is parked, seen, and tried again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, update

from engine import tables as t
from engine.database import writing
from engine.facility import baru
from engine.federasi.galat import alarm
from engine.federasi.masuk import SEKUTU, Masuk, id_perintah
from engine.federasi.meja import Meja
from engine.penerima import terap
from engine.points import Titik
from schemas import federasi as isi_federasi
from schemas.commands import berkas as ask
from schemas.message import Command, Pelaku
from schemas.names import SEMUA_UNIT, SISTEM, Cara, KodeUnit, Peran
from schemas.names.federasi import SebabGalat
from tests.federasi_kit import HUB, Catatan, Mati, MatiDi
from tests.kit import PAGI, Arsip
from tests.kit_web import Web

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
LOKET = Pelaku(SISTEM, frozenset({Peran.PETUGAS_PENDAFTARAN}), frozenset({KodeUnit(SEMUA_UNIT)}))


def daftarkan(_connection: Connection, masuk: Masuk) -> Command | None:
    """A receiver: a folder of this number. Number 13 is nobody's."""
    assert isinstance(masuk.isi, Catatan)
    if masuk.isi.nomor == 13:
        raise KeyError(masuk.isi.nomor)
    return ask.Daftarkan(
        command_id=id_perintah(masuk.id),
        subjek=masuk.id,
        pelaku=SEKUTU if masuk.isi.nomor == 7 else LOKET,
        cara=Cara.FEDERASI,
        nomor=f"{masuk.isi.nomor:06d}",
        pembawa="fisik",
    )


@pytest.fixture(autouse=True)
def _penerima(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terap, "PENERIMA", {Catatan.jenis: daftarkan, "uji.lain;1": daftarkan})
    monkeypatch.setitem(isi_federasi.ISI, Catatan.jenis, Catatan)


def kotak(arsip: Arsip, *pesan: tuple[str, bytes], jalur: str = "fed.RS1.ref.PKM1") -> None:
    """These messages lie in the inbox."""
    with writing(arsip.engine).begin() as connection:
        for place, (jenis, isi) in enumerate(pesan, 1):
            row: dict[str, Any] = {"asal": "RS1", "id": baru(), "jalur": jalur, "epoch": 1, "seq": place}
            row |= {"jenis": jenis, "isi": isi, "waktu": PAGI, "masuk": PAGI, "keadaan": "baru", "kali": 0}
            connection.execute(insert(t.fed_masuk), row)


def keadaan(arsip: Arsip) -> list[tuple[str, str | None]]:
    c = t.fed_masuk.c
    with arsip.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(c.keadaan, c.sebab).order_by(c.urut))]


def baris(arsip: Arsip) -> int:
    with arsip.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(t.jejak)).scalar_one())


def catatan(nomor: int) -> tuple[str, bytes]:
    return Catatan.jenis, Catatan(nomor=nomor).kanonik()


async def test_what_is_refused_or_not_understood_is_parked_and_holds_up_nothing(arsip: Arsip) -> None:
    kotak(arsip, catatan(7), catatan(13), ("uji.baru;9", b"{}"), (Catatan.jenis, b'{"nama":"Budi"}'), catatan(2))
    await terap.terapkan(arsip.engine, arsip.door, arsip.jam)
    states = keadaan(arsip)
    assert [state for state, _ in states] == ["parkir", "parkir", "parkir", "parkir", "diproses"]
    assert [cause for _, cause in states][1:4] == ["galat_dalam", "jenis_tidak_dikenal", "isi_tidak_terbaca"]
    assert baris(arsip) == 1


async def test_what_is_parked_is_decided_anew_when_it_is_tried_again(arsip: Arsip) -> None:
    kotak(arsip, catatan(2))
    kotak(arsip, catatan(2), jalur="fed.RS1.agg.PKM1")
    await terap.terapkan(arsip.engine, arsip.door, arsip.jam)
    assert keadaan(arsip) == [("diproses", None), ("parkir", "salah_jalur")]
    with writing(arsip.engine).begin() as connection:
        connection.execute(update(t.fed_masuk).values(jalur="fed.RS1.ref.PKM1"))
        assert terap.ulangi(connection) == 1
    await terap.terapkan(arsip.engine, arsip.door, arsip.jam)
    (_, again) = keadaan(arsip)
    assert again[0] == "parkir", "a number that is taken stays refused"
    assert again[1] != "salah_jalur"
    assert baris(arsip) == 1


@pytest.mark.parametrize("titik", [Titik.FEDERASI_SEBELUM_TERAP, Titik.FEDERASI_SESUDAH_TERAP])
async def test_who_dies_while_applying_grants_it_once(arsip: Arsip, titik: Titik) -> None:
    kotak(arsip, catatan(2), catatan(3))
    with MatiDi(titik, 2), pytest.raises(Mati):
        await terap.terapkan(arsip.engine, arsip.door, arsip.jam)
    await terap.terapkan(arsip.engine, arsip.door, arsip.jam)
    assert [state for state, _ in keadaan(arsip)] == ["diproses", "diproses"]
    assert baris(arsip) == 2


async def test_the_page_says_how_a_hub_is_joined_where_none_was(web: Web) -> None:
    head, _ = web.masuk(web.orang("ketua", Peran.KEPALA))
    page = (await web.klien.get("/federasi", headers=head)).text
    assert "jejak federasi gabung" in page
    loket, _ = web.masuk(web.orang("loket", Peran.PETUGAS_PENDAFTARAN))
    assert (await web.klien.get("/federasi", headers=loket)).status_code == 403


async def test_the_page_shows_alarms_and_what_is_parked_and_lets_people_deal_with_them(
    web: Web, tmp_path: Path
) -> None:
    arsip = web.arsip
    bergabung(arsip)
    kotak(arsip, ("uji.baru;9", b'{"nama":"Budi"}'))
    await terap.terapkan(arsip.engine, arsip.door, arsip.jam)
    head, csrf = web.masuk(web.orang("pengurus", Peran.ADMIN))
    page = (await web.klien.get("/federasi", headers=head)).text
    assert "Hub tidak mengizinkan jalur ini" in page
    assert "uji.baru;9" in page
    assert "terputus" in page
    assert "Kunci pkm1-s1 habis" in page
    assert "Budi" not in page
    (tmp_path / "federasi.html").write_text(page, encoding="utf-8")
    with arsip.engine.connect() as connection:
        (sidik,) = connection.execute(select(t.fed_galat.c.sidik)).scalars()
        (urut,) = connection.execute(select(t.fed_masuk.c.urut)).scalars()
    for where, form in (("selesai", {"sidik": sidik}), ("ulangi", {"urut": str(urut)})):
        answer = await web.klien.post(f"/federasi/{where}", headers=head, data={"csrf": csrf} | form)
        assert answer.status_code == 303
    assert keadaan(arsip)[0][0] == "baru"
    page = (await web.klien.get("/federasi", headers=head)).text
    assert "Hub tidak mengizinkan jalur ini" not in page


def bergabung(arsip: Arsip) -> None:
    """A hub that was joined, lanes both ways, an alarm."""
    with writing(arsip.engine).begin() as connection:
        row: dict[str, Any] = {"kode": HUB, "url": "tls://127.0.0.1:4443", "ca": "-", "akar": "0" * 64, "aktif": True}
        row |= {"sejak": PAGI, "versi": 3, "direktori": b"", "tanda": b"", "diperbarui": PAGI, "tersambung": PAGI}
        connection.execute(insert(t.fed_hub), row)
        for jalur, arah, seq in (("fed.PKM1.ref.RS1", "keluar", 4), ("fed.RS1.ref.PKM1", "masuk", 2)):
            _, asal, macam, tujuan = jalur.split(".")
            lane: dict[str, Any] = {"jalur": jalur, "arah": arah, "asal": asal, "macam": macam, "tujuan": tujuan}
            lane |= {"epoch": 1, "seq": seq, "di_hub": 2, "diterima": 1, "sejak": PAGI, "terakhir": PAGI}
            connection.execute(insert(t.fed_jalur), lane | {"keadaan": "berhenti" if arah == "masuk" else "jalan"})
        key: dict[str, Any] = {"hub": HUB, "kid": "pkm1-s1", "fasyankes": "PKM1", "guna": "sandi", "kunci": b"0" * 32}
        connection.execute(insert(t.sekutu_kunci), key | {"mulai": PAGI, "sampai": PAGI + timedelta(days=9)})
        alarm(Meja(connection, HUB, PAGI), "fed.PKM1.bed.K3201", SebabGalat.HUB_MENOLAK)
    arsip.jam.maju(hours=2)
