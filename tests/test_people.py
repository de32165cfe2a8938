"""People and access, on both databases."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select

from engine import people
from engine import tables as t
from engine.database import writing
from engine.people import Cakupan, Masuk, Percobaan, Petugas, Sesi, Token
from engine.people.attempts import PER_AKUN
from engine.people.passwords import cocok, ramu
from engine.refusals import Golongan, Refusal
from engine.settings import Settings
from schemas.names import SEMUA_UNIT, KodeUnit, Peran
from tests.kit import GIGI, PAGI
from tests.sandi import semahal_aslinya

SANDI = "nasi-goreng-pagi"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, kunci_layar_menit=10, sesi_jam=12)


@pytest.fixture
def siti(engine: Engine) -> Petugas:
    with writing(engine).begin() as connection:
        made = people.buat(connection, "siti", "Siti Contoh", [Peran.PEREKAM_MEDIS], sandi=SANDI)
    assert isinstance(made, Petugas), made
    return made


def _masuk(
    engine: Engine, percobaan: Percobaan | None = None, sandi: str = SANDI, nama: str = "siti"
) -> Masuk | Refusal:
    return people.masuk(engine, percobaan or Percobaan(), nama, sandi, alamat="10.0.0.1", now=PAGI)


def _kuki(engine: Engine) -> str:
    made = _masuk(engine)
    assert isinstance(made, Masuk), made
    return made.kuki


def _kode(answer: object) -> str:
    assert isinstance(answer, Refusal), answer
    assert answer.kalimat
    assert answer.sentence
    return answer.kode


def test_the_first_admin_is_made_once_and_must_change_the_password(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        connection.execute(delete(t.petugas))
        sandi = people.admin_pertama(connection)
        assert people.admin_pertama(connection) is None
    assert sandi is not None
    made = _masuk(engine, sandi=sandi, nama="admin")
    assert isinstance(made, Masuk)
    assert made.sesi.petugas.harus_ganti_sandi
    with writing(engine).begin() as connection:
        changed = people.ganti_sandi(connection, made.sesi.petugas.id, sandi, SANDI, sesi_ini=made.sesi.sidik)
    assert isinstance(changed, Petugas)
    assert not changed.harus_ganti_sandi


@pytest.fixture
def harga_asli() -> Iterator[None]:
    """Hashing costs what it costs the product."""
    with semahal_aslinya():
        yield


@pytest.mark.usefixtures("harga_asli")
def test_a_password_is_kept_only_as_argon2id(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        made = people.buat(connection, "budi", "Budi", [Peran.KEPALA], sandi=SANDI)
        assert isinstance(made, Petugas)
        stored = connection.execute(select(t.petugas.c.sandi).where(t.petugas.c.id == made.id)).scalar_one()
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert SANDI not in stored


def test_a_password_kept_at_another_price_is_kept_at_todays_after_the_next_login(engine: Engine, siti: Petugas) -> None:
    def kept() -> str:
        with engine.connect() as connection:
            return str(connection.execute(select(t.petugas.c.sandi).where(t.petugas.c.id == siti.id)).scalar_one())

    assert "$m=19456," not in kept()
    with semahal_aslinya():
        assert isinstance(_masuk(engine), Masuk)
        assert kept().startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert isinstance(_masuk(engine), Masuk)


@pytest.mark.parametrize("sandi", ["pendek", "a" * 200, "siti-siti-", "aaaaaaaaaaaa"])
def test_an_easy_password_is_refused_with_its_reason(engine: Engine, sandi: str) -> None:
    with writing(engine).begin() as connection:
        answer = people.buat(connection, "siti-siti", "Siti", [Peran.KEPALA], sandi=sandi)
    assert _kode(answer) == "sandi_lemah"


def test_a_wrong_password_an_unknown_and_a_closed_account_get_the_same_no(engine: Engine, siti: Petugas) -> None:
    wrong = _masuk(engine, sandi="bukan-sandinya")
    unknown = _masuk(engine, nama="tidak-ada")
    with writing(engine).begin() as connection:
        people.nonaktifkan(connection, siti.id)
    closed = _masuk(engine)
    assert _kode(wrong) == "sandi_salah"
    assert wrong == unknown == closed


@pytest.mark.usefixtures("harga_asli")
def test_an_unknown_user_costs_the_same_work() -> None:
    stored = ramu(SANDI)

    def fastest(hash_: str | None) -> float:
        took = []
        for _ in range(4):
            begin = time.perf_counter()
            assert not cocok(hash_, "salah-semua-salah")
            took.append(time.perf_counter() - begin)
        return min(took)

    fastest(None)
    assert fastest(None) > fastest(stored) / 4


def test_too_many_tries_are_refused_with_the_seconds_to_wait_even_with_the_right_password(
    engine: Engine, siti: Petugas
) -> None:
    percobaan = Percobaan()
    for _ in range(PER_AKUN.amount):
        assert _kode(_masuk(engine, percobaan, sandi="salah-salah-salah")) == "sandi_salah"
    answer = _masuk(engine, percobaan, nama=siti.nama_pengguna.upper())
    assert isinstance(answer, Refusal)
    assert answer.golongan is Golongan.TERLALU_SERING
    assert 1 <= int(answer.nilai["detik"]) <= 300


def test_the_right_password_forgets_earlier_slips(engine: Engine, siti: Petugas) -> None:
    percobaan = Percobaan()
    for _ in range(3):
        for _ in range(PER_AKUN.amount - 1):
            _masuk(engine, percobaan, sandi="salah-salah-salah", nama=siti.nama_pengguna)
        assert isinstance(_masuk(engine, percobaan), Masuk)


def test_the_cookie_itself_is_nowhere_in_the_database(engine: Engine, siti: Petugas) -> None:
    kuki = _kuki(engine)
    with engine.connect() as connection:
        row = connection.execute(select(t.sesi)).one()
    assert row.petugas_id == siti.id
    assert kuki.encode() not in row.sidik
    assert all(kuki != value for value in row)


def test_an_idle_screen_locks_and_opens_again_with_the_same_persons_password(
    engine: Engine, siti: Petugas, settings: Settings
) -> None:
    kuki = _kuki(engine)
    later = PAGI + timedelta(minutes=10)
    locked = people.baca(engine, kuki, settings, now=later)
    assert locked is not None
    assert locked.terkunci
    assert locked.petugas == siti
    assert (
        _kode(people.buka_kunci(engine, Percobaan(), locked, "bukan-sandinya", alamat="-", now=later)) == "sandi_salah"
    )
    opened = people.buka_kunci(engine, Percobaan(), locked, SANDI, alamat="-", now=later)
    assert isinstance(opened, Sesi)
    again = people.baca(engine, kuki, settings, now=later)
    assert again is not None
    assert not again.terkunci
    assert again.csrf == locked.csrf


def test_a_live_board_does_not_keep_a_screen_awake(engine: Engine, siti: Petugas, settings: Settings) -> None:
    kuki = _kuki(engine)
    for minute in range(1, 10):
        seen = people.baca(engine, kuki, settings, now=PAGI + timedelta(minutes=minute), pasif=True)
        assert seen is not None
        assert not seen.terkunci
    locked = people.baca(engine, kuki, settings, now=PAGI + timedelta(minutes=10), pasif=True)
    assert locked is not None
    assert locked.terkunci
    assert siti.aktif


def test_use_keeps_a_session_awake_but_not_beyond_its_end(engine: Engine, siti: Petugas, settings: Settings) -> None:
    kuki = _kuki(engine)
    moment = PAGI
    while moment - PAGI < timedelta(hours=12):
        seen = people.baca(engine, kuki, settings, now=moment)
        assert seen is not None
        assert not seen.terkunci
        moment += timedelta(minutes=9)
    assert people.baca(engine, kuki, settings, now=PAGI + timedelta(hours=12)) is None
    assert siti.aktif


def test_the_last_use_is_written_at_most_once_a_minute(engine: Engine, siti: Petugas, settings: Settings) -> None:
    kuki = _kuki(engine)

    def written() -> object:
        with engine.connect() as connection:
            return connection.execute(select(t.sesi.c.terakhir)).scalar_one()

    people.baca(engine, kuki, settings, now=PAGI + timedelta(seconds=59))
    assert written() == PAGI
    people.baca(engine, kuki, settings, now=PAGI + timedelta(seconds=60))
    assert written() == PAGI + timedelta(seconds=60)
    assert siti.aktif


def test_a_changed_password_ends_every_other_session(engine: Engine, siti: Petugas, settings: Settings) -> None:
    mine, other = _kuki(engine), _kuki(engine)
    here = people.baca(engine, mine, settings, now=PAGI)
    assert here is not None
    with writing(engine).begin() as connection:
        assert _kode(people.ganti_sandi(connection, siti.id, "bukan-yang-lama", "mi-goreng-malam")) == "sandi_salah"
        people.ganti_sandi(connection, siti.id, SANDI, "mi-goreng-malam", sesi_ini=here.sidik)
    assert people.baca(engine, mine, settings, now=PAGI) is not None
    assert people.baca(engine, other, settings, now=PAGI) is None


def test_logging_out_ends_the_session(engine: Engine, siti: Petugas, settings: Settings) -> None:
    kuki = _kuki(engine)
    people.keluar(engine, kuki)
    assert people.baca(engine, kuki, settings, now=PAGI) is None
    assert siti.aktif


def test_closing_an_account_ends_its_sessions_and_tokens(engine: Engine, siti: Petugas, settings: Settings) -> None:
    kuki = _kuki(engine)
    with writing(engine).begin() as connection:
        rahasia = people.terbitkan(connection, siti.id, "pemindai", [Cakupan.PINDAI])
        assert isinstance(rahasia, str)
        people.nonaktifkan(connection, siti.id)
    assert people.baca(engine, kuki, settings, now=PAGI) is None
    assert people.kenali(engine, rahasia) is None
    with writing(engine).begin() as connection:
        people.aktifkan(connection, siti.id)
    assert people.kenali(engine, rahasia) is None


def test_the_last_admin_stays_admin(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        for other in people.semua(connection):
            if Peran.ADMIN in other.peran:
                connection.execute(delete(t.petugas).where(t.petugas.c.id == other.id))
        admin = people.buat(connection, "admin1", "Admin", [Peran.ADMIN])
        assert isinstance(admin, Petugas)
        assert _kode(people.nonaktifkan(connection, admin.id)) == "admin_terakhir"
        demoted = people.ubah(connection, admin.id, nama="Admin", peran=[Peran.KEPALA], unit=[], kartu=None)
        assert _kode(demoted) == "admin_terakhir"
        people.buat(connection, "admin2", "Admin Dua", [Peran.ADMIN])
        assert isinstance(people.nonaktifkan(connection, admin.id), Petugas)


def test_a_name_a_badge_and_a_unit_are_checked(engine: Engine, siti: Petugas) -> None:
    with writing(engine).begin() as connection:
        assert siti.kartu
        taken = people.buat(connection, "SITI ", "Siti Lain", [Peran.DOKTER])
        badge = people.buat(connection, "lain", "Lain", [Peran.DOKTER], kartu=siti.kartu)
        nowhere = people.buat(connection, "lain", "Lain", [Peran.DOKTER], unit=[KodeUnit("TAKADA")])
        control = people.buat(connection, "lain", "La\x00in", [Peran.DOKTER])
        roles = people.buat(connection, "lain", "Lain", [])
        found = people.dengan_kartu(connection, siti.kartu.lower())
    assert _kode(taken) == "nama_pengguna_terpakai"
    assert _kode(badge) == "kartu_terpakai"
    assert _kode(nowhere) == "unit_tidak_dikenal"
    assert [_kode(control), _kode(roles)] == ["akun_tidak_sah"] * 2
    assert found == siti


def test_a_list_of_persons_holds_persons_only_and_no_person_is_called_like_a_device(
    engine: Engine, siti: Petugas
) -> None:
    with writing(engine).begin() as connection:
        people.buat_perangkat(connection, "Anjungan", [Peran.DOKTER])
        people.buat(connection, "impor-pasien", "Impor pasien", [Peran.PEREKAM_MEDIS], mesin=True)
        closed = people.buat(connection, "pergi", "Sudah Pergi", [Peran.DOKTER])
        assert isinstance(closed, Petugas)
        people.nonaktifkan(connection, closed.id)
        names = {one.nama for one in people.orang(connection)}
        assert siti.nama in names
        assert not names & {"Anjungan", "Impor pasien", "Sudah Pergi"}
        for taken in ("perangkat-siti", "Impor-siti"):
            assert _kode(people.buat(connection, taken, "Siti", [Peran.DOKTER])) == "akun_tidak_sah"


def test_a_device_acts_as_its_own_account_within_its_scope_until_revoked(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        rahasia = people.buat_perangkat(
            connection, "Pemindai Gigi", [Peran.PETUGAS_UNIT], unit=[GIGI], cakupan=[Cakupan.PINDAI]
        )
    assert isinstance(rahasia, str)
    token = people.kenali(engine, rahasia, now=PAGI)
    assert token is not None
    assert token.cakupan == {Cakupan.PINDAI}
    assert token.petugas.pelaku.unit == {GIGI}
    assert _kode(_masuk(engine, nama=token.petugas.nama_pengguna, sandi="")) == "sandi_salah"
    with writing(engine).begin() as connection:
        assert rahasia.encode() not in connection.execute(select(t.token.c.sidik)).scalar_one()
        assert isinstance(people.cabut(connection, token.id), Token)
        assert _kode(people.cabut(connection, token.id)) == "token_tidak_dikenal"
    assert people.kenali(engine, rahasia, now=PAGI) is None
    assert people.kenali(engine, "jejak_bukan", now=PAGI) is None


def test_sessions_nobody_came_back_to_are_swept_at_a_login(engine: Engine, siti: Petugas) -> None:
    _kuki(engine)
    later = PAGI + timedelta(hours=72)
    assert isinstance(people.masuk(engine, Percobaan(), "siti", SANDI, alamat="-", now=later), Masuk)
    with engine.connect() as connection:
        assert connection.execute(select(t.sesi.c.dibuat)).scalars().all() == [later]
    assert siti.unit <= {SEMUA_UNIT}
