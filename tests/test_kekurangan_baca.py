"""Gaps as the API and the views read them: in order, page by page, and by who may."""

from engine.facility import baru
from engine.views import kekurangan, rakit
from engine.workflows.kekurangan import Kekurangan
from schemas.commands import berkas as ask_berkas
from schemas.commands import kekurangan as ask
from schemas.names import Peran
from tests.kit import DOKTER, KEPALA, PERMED
from tests.kit_web import Web
from tests.loket import Meja
from tests.rakit import Pulang, dirakit, terbuka
from tests.test_pages import Orang


async def catat(web: Web, folder: Pulang, *butir: str, orang: str = DOKTER.id) -> list[Kekurangan]:
    for one in butir:
        await Meja(web.arsip).minta(
            ask.Catat,
            baru(),
            PERMED,
            berkas=folder.berkas,
            kunjungan=folder.kunjungan,
            butir=one,
            penanggung_jawab=orang,
        )
        web.arsip.jam.maju(seconds=1)
    return terbuka(web, folder.berkas)


BUTIR = ("identitas.terisi", "catatan_rawat_jalan.terisi", "catatan_rawat_jalan.tanda_tangan")


async def test_a_folders_gaps_are_read_page_by_page_the_closed_ones_on_request(web: Web) -> None:
    folder = await dirakit(web, DOKTER.id)
    found = await catat(web, folder, *BUTIR)
    await Meja(web.arsip).minta(ask.Hapuskan, found[0].id, PERMED, sebab="salah_catat")
    first = await web.baca(f"berkas/{folder.berkas}/kekurangan", semua=True, batas=2)
    assert [one["butir"] for one in first["isi"]] == list(BUTIR[:2])
    rest = await web.baca(f"berkas/{folder.berkas}/kekurangan", semua=True, batas=2, setelah=first["setelah"])
    assert [one["butir"] for one in rest["isi"]] == [BUTIR[2]]
    assert rest["setelah"] is None
    still = await web.baca(f"berkas/{folder.berkas}/kekurangan")
    assert [one["butir"] for one in still["isi"]] == list(BUTIR[1:])
    one = await web.baca(f"kekurangan/{found[0].id}")
    assert (one["keadaan"], one["sebab"]) == ("dihapuskan", "salah_catat")
    assert (await web.klien.get(f"/api/v1/kekurangan/{baru()}")).status_code == 404
    lost = await web.klien.get(f"/api/v1/berkas/{folder.berkas}/kekurangan", params={"setelah": baru()})
    assert (lost.status_code, lost.json()["kode"]) == (404, "kekurangan_tidak_dikenal")


async def test_a_persons_list_is_theirs_and_their_supervisors_to_read(web: Web) -> None:
    doctor = Orang(web, "dokter", Peran.DOKTER)
    folder = await dirakit(web, doctor.petugas.id)
    found = await catat(web, folder, *BUTIR, orang=doctor.petugas.id)
    path = f"/api/v1/petugas/{doctor.petugas.id}/kekurangan"
    first = (await web.klien.get(path, headers=doctor.headers, params={"batas": 2})).json()
    rest = (await web.klien.get(path, headers=doctor.headers, params={"setelah": first["setelah"]})).json()
    assert [one["id"] for one in first["isi"] + rest["isi"]] == [one.id for one in found]
    other = web.perangkat(Peran.DOKTER)
    assert (await web.klien.get(path, headers=web.sebagai(other))).status_code == 403
    assert (await web.klien.get("/api/v1/kekurangan", headers=web.sebagai(other))).status_code == 403
    kepala = web.sebagai(web.perangkat(Peran.KEPALA))
    assert (await web.klien.get(path, headers=kepala)).status_code == 200
    owed = (await web.klien.get("/api/v1/kekurangan", headers=kepala)).json()["isi"]
    assert [(one["petugas"], one["berkas"], one["kekurangan"]) for one in owed] == [(doctor.petugas.id, 1, 3)]


async def test_who_has_owed_longest_stands_first_and_what_is_past_its_time_is_counted(web: Web) -> None:
    late = await dirakit(web, DOKTER.id)
    await catat(web, late, *BUTIR[:2])
    web.arsip.jam.maju(days=30)
    soon = await dirakit(web, DOKTER.id)
    await catat(web, soon, BUTIR[0], orang=KEPALA.id)
    with web.konteks.engine.connect() as connection:
        owed = kekurangan.beban(connection, web.arsip.jam())
        assert [(one.petugas, one.berkas, one.kekurangan, one.lewat) for one in owed] == [
            (DOKTER.id, 1, 2, 2),
            (KEPALA.id, 1, 1, 0),
        ]
        assert kekurangan.jumlah_berkas(connection, DOKTER.id) == 1
        (task,) = kekurangan.tugas(connection, DOKTER.id)
    assert task.berkas.id == late.berkas
    assert [visit.id for visit in task.kunjungan] == [late.kunjungan]
    assert task.jatuh_tempo == min(one.jatuh_tempo for one in task.isi if one.jatuh_tempo)


async def test_the_work_list_holds_what_waits_and_what_is_said_to_be_completed_with_its_last_visit(web: Web) -> None:
    folder = await dirakit(web, DOKTER.id)
    (gap,) = await catat(web, folder, BUTIR[0])
    with web.konteks.engine.connect() as connection:
        queue = rakit.antrean(connection)
    assert [(one.berkas.id, one.hitung.belum) for one in queue.analisis] == [(folder.berkas, 1)]
    assert queue.analisis[0].kunjungan is not None
    assert queue.analisis[0].kunjungan.id == folder.kunjungan
    await Meja(web.arsip).minta(ask.NyatakanDilengkapi, gap.id, PERMED)
    await Meja(web.arsip).minta(ask_berkas.NyatakanTidakLengkap, folder.berkas, PERMED)
    with web.konteks.engine.connect() as connection:
        queue = rakit.antrean(connection)
        assert rakit.pendaftar(connection, folder.kunjungan) is not None
    assert queue.analisis == ()
    assert [(one.berkas.id, one.hitung.dilengkapi) for one in queue.periksa] == [(folder.berkas, 1)]
