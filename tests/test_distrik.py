"""Sample facilities of every kind, and a district of them: made once, however often it is started."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli import contoh_profil, distrik
from engine import facility
from engine.database import connect
from engine.federasi import direktori
from engine.hub import buku
from engine.sample.profil import DISTRIK, KABUPATEN, MENURUT_PROFIL, RUMAH_SAKIT, Profil, Rekaan
from engine.schema import upgrade
from schemas.names import Peran
from schemas.names.federasi import PENYELENGGARA, JenisFasyankes
from web.pages.menu import MENU, menu


def _hitung(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "jejak.db")) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our own tables
            for name in ("unit", "petugas", "tempat_tidur", "pasien", "kunjungan", "jejak")
        }


def test_a_hospital_is_made_once_with_beds_and_patients_nobody_else_has(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'jejak.db'}")
    upgrade(engine)
    contoh_profil.buat(engine, RUMAH_SAKIT)
    first = _hitung(tmp_path)
    contoh_profil.buat(engine, RUMAH_SAKIT)
    with engine.connect() as connection:
        milik = facility.read(connection)
    engine.dispose()
    assert first == _hitung(tmp_path)
    assert milik == RUMAH_SAKIT.milik
    assert (first["tempat_tidur"], first["pasien"], first["kunjungan"]) == (13, 12, 6)
    places = [place for one in DISTRIK for place in one.pasien]
    assert len(set(places)) == len(places)


def test_an_office_and_a_puskesmas_of_the_district_are_joined_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = next(one for one in DISTRIK if one.milik.induk == KABUPATEN.milik.kode)
    monkeypatch.setattr(distrik, "MAKS_BITA", 2**24)
    office = KABUPATEN.milik
    alone = Rekaan(
        facility.Fasyankes(office.kode, office.nama, office.zona, office.jenis), KABUPATEN.units, KABUPATEN.staf
    )
    for _ in range(2):
        for rekaan in (alone, below):
            distrik._siapkan(tmp_path, rekaan)  # noqa: SLF001 - what `jejak distrik` does before anything runs
    hub = buku.baca(tmp_path / office.kode.lower() / distrik.HUB)
    assert [one.kode for one in hub.anggota] == [office.kode, below.milik.kode]
    engine = connect(f"sqlite:///{tmp_path / below.milik.kode.lower() / 'jejak.db'}")
    with engine.connect() as connection:
        assert direktori.hub_kita(connection) == [office.kode]
        assert {one.kode for one in direktori.semua_sekutu(connection)} == {office.kode, below.milik.kode}
    engine.dispose()


def test_every_profile_is_a_kind_of_facility_and_an_office_is_shown_no_folder() -> None:
    kinds = {one.milik.jenis for one in MENURUT_PROFIL.values()}
    assert set(MENURUT_PROFIL) == set(Profil) - {Profil.PUSKESMAS}
    assert kinds == {JenisFasyankes.RS, JenisFasyankes.DINKES_KABUPATEN, JenisFasyankes.DINKES_PROVINSI}
    everybody = frozenset(Peran)
    for jenis in PENYELENGGARA:
        shown = {butir.nama for butir in (*menu(everybody, jenis).utama, *menu(everybody, jenis).lain)}
        assert not shown & {"papan", "loket", "pindai", "pasien", "berkas_baru", "sensus"}
        assert {"surveilans", "pengguna", "kebijakan"} <= shown
    whole = {butir.nama for butir in (*menu(everybody).utama, *menu(everybody).lain)}
    assert whole == {butir.nama for butir, _ in MENU}
