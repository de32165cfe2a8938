"""Entries that may be one person are found beforehand, a few at a time, and settled for good by record staff."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from engine import tables as t
from engine import telusur
from engine.database import writing
from engine.execute import Accepted
from engine.views import pasangan
from schemas.commands import pasien as ask
from schemas.commands.pasien import Identitas
from schemas.names import JenisKelamin, Peran
from tests.kit import PERMED, Arsip
from tests.kit_web import Web
from tests.klinik import Klinik
from tests.test_pages import Orang, notice
from workers.telusur import Telusur

LAHIR = date(1980, 5, 6)


async def daftar(klinik: Klinik, nama: str, **isi: Any) -> str:
    """A patient with a plainly invented name."""
    given: dict[str, Any] = {"nama": nama, "tanggal_lahir": LAHIR, "jenis_kelamin": JenisKelamin.PEREMPUAN} | isi
    answer = await klinik.minta(ask.PasienDaftarkan, PERMED, identitas=Identitas(**given))
    assert isinstance(answer, Accepted), answer
    return answer.subjek


def ikut(arsip: Arsip) -> int:
    """Look at all there is; in how many steps."""
    worker, steps = Telusur(arsip.engine, now=arsip.jam), 0
    while not worker.langkah():
        steps += 1
    return steps


def pasang(engine: Engine) -> list[tuple[frozenset[str], int]]:
    with engine.connect() as connection:
        rows = pasangan.daftar(connection)
        assert pasangan.jumlah(connection) == len(rows)
    return [(frozenset({one.satu.id, one.lain.id}), one.skor) for one in rows]


async def test_pairs_are_found_ranked_with_reasons_and_go_when_they_are_settled(arsip: Arsip) -> None:
    klinik = Klinik(arsip)
    sure = [await daftar(klinik, nama, nik="3201014605800001") for nama in ("SITI CONTOH AMINAH", "SITI CONTOH AMINA")]
    likely = [await daftar(klinik, "DEWI REKAAN LESTARI", tanggal_lahir=date(1975, 2, day)) for day in (3, 3)]
    await daftar(klinik, "JOKO REKAAN SANTOSO", tanggal_lahir=date(1990, 1, 1))
    assert ikut(arsip) >= 1
    found = pasang(arsip.engine)
    assert [pair for pair, _ in found] == [frozenset(sure), frozenset(likely)]
    assert found[0][1] > found[1][1]
    assert ikut(arsip) == 0  # nothing new was told
    with writing(arsip.engine).begin() as connection:
        assert telusur.bukan_sama(connection, likely[1], likely[0], PERMED.id, arsip.jam()) is None
        again = telusur.bukan_sama(connection, likely[0], likely[1], PERMED.id, arsip.jam())
    assert again is not None
    assert again.kode == "pasangan_tidak_ada"
    merged = await klinik.minta(ask.Gabungkan, PERMED, sure[1], ke_pasien=sure[0])
    assert isinstance(merged, Accepted)
    assert pasang(arsip.engine) == []


async def test_two_people_told_apart_are_never_shown_again_whatever_is_looked_at_later(arsip: Arsip) -> None:
    klinik = Klinik(arsip)
    one, other = [await daftar(klinik, "SITI CONTOH AMINAH", alamat="Jl. Contoh No. 1") for _ in range(2)]
    ikut(arsip)
    with writing(arsip.engine).begin() as connection:
        telusur.bukan_sama(connection, one, other, PERMED.id, arsip.jam())
    identitas = Identitas(nama="SITI CONTOH AMINAH", tanggal_lahir=LAHIR, alamat="Jl. Contoh No. 2")
    assert isinstance(await klinik.minta(ask.UbahIdentitas, PERMED, one, identitas=identitas), Accepted)
    ikut(arsip)
    assert pasang(arsip.engine) == []
    with arsip.engine.connect() as connection:
        kept = connection.execute(select(t.pasien_kembar.c.pelaku, t.pasien_kembar.c.diputus)).one()
    assert tuple(kept) == (PERMED.id, arsip.jam())


async def test_a_mended_identity_takes_its_pair_away_and_a_merger_compares_who_stays(arsip: Arsip) -> None:
    klinik = Klinik(arsip)
    one, other = [await daftar(klinik, "SITI CONTOH AMINAH") for _ in range(2)]
    ikut(arsip)
    assert [pair for pair, _ in pasang(arsip.engine)] == [frozenset({one, other})]
    mended = Identitas(nama="RATNA REKAAN DEWI", tanggal_lahir=date(1999, 9, 9))
    assert isinstance(await klinik.minta(ask.UbahIdentitas, PERMED, other, identitas=mended), Accepted)
    # the former name still finds her: what is alike under it stays a pair, with less to say for it
    ikut(arsip)
    after = pasang(arsip.engine)
    assert all(skor < 75 for _, skor in after)
    third = await daftar(klinik, "RATNA REKAAN DEWI", tanggal_lahir=date(1999, 9, 9))
    await klinik.minta(ask.Gabungkan, PERMED, other, ke_pasien=one)
    ikut(arsip)
    assert frozenset({other, third}) not in {pair for pair, _ in pasang(arsip.engine)}


async def test_a_step_looks_at_few_lines_and_few_patients_however_long_the_ledger(
    arsip: Arsip, monkeypatch: pytest.MonkeyPatch
) -> None:
    klinik = Klinik(arsip)
    for n in range(7):
        await daftar(klinik, f"CONTOH REKAAN {'ABCDEFG'[n]}", tanggal_lahir=date(1970 + n, 1, 1 + n))
    monkeypatch.setattr(telusur, "ORANG", 3)
    with arsip.engine.connect() as connection:
        first = telusur.cari(connection)
    assert len(first.orang) == 3
    assert ikut(arsip) == 3
    monkeypatch.setattr(telusur, "BARIS", 2)
    with writing(arsip.engine).begin() as connection:
        connection.execute(t.kursor.update().where(t.kursor.c.nama == telusur.NAMA).values(seq=0))
    with arsip.engine.connect() as connection:
        assert telusur.cari(connection).sampai == 2


async def test_the_page_settles_pairs_and_the_menu_counts_them(web: Web) -> None:
    klinik, desk = Klinik(web.arsip), Orang(web, "permed", Peran.PEREKAM_MEDIS)
    one, other = [await daftar(klinik, "SITI CONTOH AMINAH", alamat="Jl. Contoh No. 1") for _ in range(2)]
    ikut(web.arsip)
    page = (await desk.buka("/pasien/ganda")).text
    assert page.count("SITI CONTOH AMINAH") >= 2
    assert "nama sama" in page
    assert "tanggal lahir sama" in page
    assert f"/pasien/{max(one, other)}/gabung?ke={min(one, other)}" in page
    assert 'Pasien kembar<b class="lencana">1</b>' in page
    assert (await desk.kirim("/pasien/ganda/bukan", satu=one, lain=other)).status_code == 303
    assert notice(await desk.kirim("/pasien/ganda/bukan", satu=one, lain=other)).startswith("Pasangan itu sudah")
    after = (await desk.buka("/pasien/ganda")).text
    assert "Tidak ada pasangan yang menunggu keputusan." in after
    assert 'class="lencana"' not in after
    clerk = Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN)
    assert (await clerk.buka("/pasien/ganda")).status_code == 403


def test_no_name_stands_in_the_table_of_pairs() -> None:
    assert set(t.pasien_kembar.c.keys()) == {"satu", "lain", "skor", "alasan", "diputus", "pelaku"}
