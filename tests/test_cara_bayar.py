"""Who pays for a visit may turn out to be another: changed at the desk, with what it was before kept to be read."""

from pathlib import Path

import pytest

from engine.execute import Accepted
from engine.facility import baru
from engine.views import kunjungan_pasien
from schemas.commands import kunjungan as ask
from schemas.names import AlasanBatal, CaraKeluar, Peran
from tests.kit import DI_GIGI, LOKET, UMUM, Arsip
from tests.kit_web import Web
from tests.klinik import Klinik, klinik_baru, kode
from tests.test_pages import Orang, notice


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: that rows are the sum of their facts is held to both databases by the laws."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    return klinik_baru(arsip)


async def test_the_payer_is_changed_while_the_visit_goes_on_and_after_it_ended(klinik: Klinik) -> None:
    visit = await klinik.terdaftar(unit=UMUM)
    assert visit.cara_bayar == "umum"
    assert kode(await klinik.minta(ask.UbahCaraBayar, LOKET, visit.id, cara_bayar="umum")) == "cara_bayar_lain"
    assert (
        kode(await klinik.minta(ask.UbahCaraBayar, LOKET, visit.id, cara_bayar="barter")) == "cara_bayar_tidak_dikenal"
    )
    assert kode(await klinik.minta(ask.UbahCaraBayar, DI_GIGI, visit.id, cara_bayar="jkn")) == "peran_tidak_boleh"
    assert isinstance(await klinik.minta(ask.UbahCaraBayar, LOKET, visit.id, cara_bayar="jkn"), Accepted)
    now = klinik.kini(visit.id)
    assert (now.cara_bayar, now.keadaan) == ("jkn", visit.keadaan)
    await klinik.minta(ask.Selesaikan, LOKET, visit.id, cara_keluar=CaraKeluar.PULANG)
    assert isinstance(await klinik.minta(ask.UbahCaraBayar, LOKET, visit.id, cara_bayar="asuransi"), Accepted)
    with klinik.arsip.engine.connect() as connection:
        told = kunjungan_pasien.pembayaran(connection, visit.id)
    assert [(one.dari, one.menjadi) for one in told] == [("umum", "jkn"), ("jkn", "asuransi")]


async def test_nobody_pays_for_a_visit_that_was_called_off(klinik: Klinik) -> None:
    visit = await klinik.terdaftar()
    await klinik.minta(ask.Batalkan, LOKET, visit.id, alasan_batal=AlasanBatal.PASIEN_PERGI)
    assert kode(await klinik.minta(ask.UbahCaraBayar, LOKET, visit.id, cara_bayar="jkn")) == "keadaan_tidak_sesuai"


async def test_the_visits_page_changes_the_payer_and_shows_what_it_was(web: Web) -> None:
    klinik, desk = klinik_baru(web.arsip), Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN)
    visit = await klinik.terdaftar()
    form = {"jenis": "kunjungan.ubah_cara_bayar", "command_id": baru(), "cara_bayar": "jkn"}
    assert (await desk.kirim(f"/kunjungan/{visit.id}/gerak", **form)).status_code == 303
    page = (await desk.buka(f"/kunjungan/{visit.id}")).text
    assert "<td>Umum (bayar sendiri)</td><td>JKN / BPJS Kesehatan</td><td>Nama loket</td>" in page
    assert "Cara bayar: umum menjadi jkn" in page
    stale = form | {"command_id": baru(), "cara_bayar": "asuransi", "versi": "1"}
    late = await desk.kirim(f"/kunjungan/{visit.id}/gerak", **stale)
    assert late.status_code == 409, notice(late)
    unit = Orang(web, "perawat", Peran.PETUGAS_UNIT)
    assert 'id="bayar"' not in (await unit.buka(f"/kunjungan/{visit.id}")).text
