"""The search for a missing folder: its own life, beside the folder's, on both databases."""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select

from engine import rows
from engine import tables as t
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.lines import event_of
from engine.refusals import Refusal
from engine.workflows.pencarian import PENCARIAN, Pencarian
from schemas.commands import berkas as ask
from schemas.commands import pencarian as cari
from schemas.message import Pelaku
from schemas.names import (
    BerkasId,
    HasilPeriksa,
    Keadaan,
    KeadaanPencarian,
    Peran,
    SebabHenti,
    SebabPencarian,
)
from tests.buku import baris, berkas_kini, satu_cerita
from tests.kit import DI_GIGI, DI_UMUM, GIGI, KEPALA, LOKET, PERMED, PERMED_LAIN, RANAP, UMUM, Arsip, orang, wish

S = KeadaanPencarian


async def mulai(arsip: Arsip, berkas: BerkasId, pelaku: Pelaku = PERMED, **isi: object) -> BerkasId:
    """A search for this folder; its id."""
    pencarian = BerkasId(baru())
    diterima(await arsip.minta(cari.Mulai, pencarian, pelaku, berkas=berkas, **isi))
    return pencarian


def diterima(answer: Answer) -> Accepted:
    assert isinstance(answer, Accepted), answer
    return answer


def kode(answer: Answer) -> str:
    assert isinstance(answer, Refusal), answer
    assert answer.kalimat
    assert answer.sentence
    return answer.kode


def kini(arsip: Arsip, pencarian: str) -> Pencarian:
    with arsip.engine.connect() as connection:
        found: Pencarian = rows.records(connection, "pencarian", [pencarian])[pencarian]
        return found


async def test_a_search_is_begun_ticked_off_and_ends_with_a_find(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    pencarian = await mulai(arsip, berkas)
    arsip.jam.maju(minutes=5)
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED, letak="rak"))
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED, letak=f"unit:{GIGI}"))
    diterima(await arsip.minta(cari.Temukan, pencarian, PERMED_LAIN, letak="meja", urutan=3))
    found = kini(arsip, pencarian)
    assert (found.keadaan, found.diperiksa, found.letak_temuan, found.urutan_temuan) == (S.DITEMUKAN, 2, "meja", 3)
    assert found.pemutus == PERMED_LAIN.id
    assert satu_cerita(arsip.engine) == 5


async def test_two_people_do_not_look_in_one_place(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    sedang = {"letak": "meja", "hasil": HasilPeriksa.SEDANG_DICARI}
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED, **sedang))
    arsip.jam.maju(minutes=4)
    answer = await arsip.minta(cari.PeriksaTempat, pencarian, PERMED_LAIN, **sedang)
    assert kode(answer) == "tempat_sedang_dicari"
    assert isinstance(answer, Refusal)
    assert answer.nilai["menit"] == 4
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED_LAIN, letak="rak"))
    arsip.jam.maju(minutes=12)
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED_LAIN, **sedang))  # the first one forgot it
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED_LAIN, letak="meja"))
    with arsip.engine.connect() as connection:
        rows_ = connection.execute(select(t.pencarian_letak).order_by(t.pencarian_letak.c.letak)).all()
    assert [(row.letak, row.hasil, row.pelaku) for row in rows_] == [
        ("meja", "tidak_ada", PERMED_LAIN.id),
        ("rak", "tidak_ada", PERMED_LAIN.id),
    ]


async def test_two_looks_in_one_batch_are_told_apart(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    wishes = [
        wish(cari.PeriksaTempat, pencarian, who, letak="meja", hasil=HasilPeriksa.SEDANG_DICARI)
        for who in (PERMED, PERMED_LAIN)
    ]
    answers = [future.result(20) for future in [arsip.door.submit(one) for one in wishes]]
    assert [isinstance(answer, Accepted) for answer in answers] == [True, False]


async def test_one_folder_is_searched_for_once_at_a_time(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    wishes = [wish(cari.Mulai, BerkasId(baru()), PERMED, berkas=berkas) for _ in range(5)]
    answers = [future.result(20) for future in [arsip.door.submit(one) for one in wishes]]
    assert sum(isinstance(answer, Accepted) for answer in answers) == 1
    assert {answer.kode for answer in answers if isinstance(answer, Refusal)} == {"sudah_dicari_orang"}
    first = next(answer.subjek for answer in answers if isinstance(answer, Accepted))
    diterima(await arsip.minta(cari.Temukan, BerkasId(first), PERMED))
    diterima(await arsip.minta(cari.Mulai, BerkasId(baru()), PERMED, berkas=berkas))


async def test_what_does_not_exist_or_is_not_paper_is_not_searched_for(arsip: Arsip) -> None:
    elektronik = await arsip.daftar("elektronik")
    asked = {
        "berkas_tidak_dikenal": BerkasId(baru()),
        "berkas_fisik": elektronik,
    }
    for wanted, berkas in asked.items():
        assert kode(await arsip.minta(cari.Mulai, BerkasId(baru()), PERMED, berkas=berkas)) == wanted
    lama, ke = await arsip.daftar(), await arsip.daftar()
    diterima(await arsip.minta(ask.Gabungkan, lama, PERMED, ke_berkas=ke))
    assert kode(await arsip.minta(cari.Mulai, BerkasId(baru()), PERMED, berkas=lama)) == "berkas_tamat"
    assert kode(await arsip.minta(cari.Temukan, BerkasId(baru()), PERMED)) == "pencarian_tidak_dikenal"


async def test_a_place_that_does_not_exist_is_not_ticked_off(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    for letak, wanted in (
        ("unit:TAKADA", "unit_tidak_dikenal"),
        (f"sisi:{'0' * 8}-0000-0000-0000-{'0' * 12}", "berkas_tidak_dikenal"),
        (f"orang:{'1' * 8}-0000-0000-0000-{'0' * 12}", "petugas_tidak_dikenal"),
    ):
        assert kode(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED, letak=letak)) == wanted


# ── rival faults ────────────────────────────────────────────────────────────────────────────────────


async def test_fo_claimed_returned_is_a_state_of_the_search_and_never_a_return_in_the_history(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    diterima(await arsip.minta(ask.Ambil, berkas, PERMED, tujuan=GIGI))
    diterima(await arsip.minta(ask.TerimaDiUnit, berkas, DI_GIGI, unit=GIGI))
    diterima(await arsip.minta(ask.LaporkanHilang, berkas, PERMED))
    before = berkas_kini(arsip.engine, berkas)
    pencarian = await mulai(arsip, berkas, sebab=SebabPencarian.DILAPORKAN_HILANG)
    arsip.jam.maju(hours=1)
    diterima(await arsip.minta(cari.KlaimKembali, pencarian, DI_GIGI, unit=GIGI))
    claimed = kini(arsip, pencarian)
    assert (claimed.keadaan, claimed.unit_klaim, claimed.pengklaim) == (S.DIKLAIM_KEMBALI, GIGI, DI_GIGI.id)
    assert claimed.diklaim_pada == arsip.jam.saat
    assert berkas_kini(arsip.engine, berkas) == before, "the folder's own history knows nothing of it"
    assert kode(await arsip.minta(cari.KlaimKembali, pencarian, DI_GIGI, unit=GIGI)) == "sudah_diklaim"


async def test_fo_a_claim_is_resolved_as_found_or_as_missing(arsip: Arsip) -> None:
    found, missing, lost = [await mulai(arsip, await arsip.daftar()) for _ in range(3)]
    for pencarian in (found, missing, lost):
        diterima(await arsip.minta(cari.KlaimKembali, pencarian, DI_GIGI, unit=GIGI))
    diterima(await arsip.minta(cari.Temukan, found, PERMED, letak="meja"))
    diterima(await arsip.minta(cari.TolakKlaim, missing, PERMED))
    diterima(await arsip.minta(cari.PeriksaTempat, lost, PERMED, letak="meja"))
    diterima(await arsip.minta(cari.Hentikan, lost, KEPALA, sebab=SebabHenti.DINYATAKAN_HILANG))
    assert [kini(arsip, one).keadaan for one in (found, missing, lost)] == [S.DITEMUKAN, S.BERJALAN, S.DIHENTIKAN]
    again = kini(arsip, missing)
    assert (again.unit_klaim, again.pengklaim, again.diklaim_pada, again.klaim_ditolak) == (None, None, None, 1)
    assert kini(arsip, lost).pemutus == KEPALA.id
    diterima(await arsip.minta(cari.Temukan, lost, PERMED, letak=f"unit:{UMUM}"))
    assert kini(arsip, lost).keadaan is S.DITEMUKAN, "what was declared lost may still turn up"


async def test_a_unit_claims_for_itself_and_the_record_room_for_any(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    assert kode(await arsip.minta(cari.KlaimKembali, pencarian, DI_UMUM, unit=GIGI)) == "bertugas_di_unit_klaim"
    diterima(await arsip.minta(cari.KlaimKembali, pencarian, PERMED, unit=GIGI, pengklaim=DI_GIGI.id))
    assert kini(arsip, pencarian).pengklaim == DI_GIGI.id


async def test_only_the_head_declares_a_folder_lost_and_only_after_somebody_looked(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    hilang = {"sebab": SebabHenti.DINYATAKAN_HILANG}
    assert kode(await arsip.minta(cari.Hentikan, pencarian, PERMED, **hilang)) == "peran_tidak_boleh"
    assert kode(await arsip.minta(cari.Hentikan, pencarian, KEPALA, **hilang)) == "sudah_dicari"
    diterima(await arsip.minta(cari.PeriksaTempat, pencarian, LOKET, letak="rak"))
    diterima(await arsip.minta(cari.Hentikan, pencarian, KEPALA, **hilang))


async def test_va_touching_a_missing_folder_anywhere_raises_an_alert(arsip: Arsip) -> None:
    for tempat, pelaku in ((GIGI, DI_GIGI), (UMUM, DI_UMUM)):
        berkas = await arsip.daftar()
        diterima(await arsip.minta(ask.LaporkanHilang, berkas, PERMED))
        answer = diterima(await arsip.minta(ask.Pindai, berkas, pelaku, di=tempat))
        assert answer.peristiwa == "berkas.ditemukan.v1", "a scan in a unit is a find, for a supervisor to look at"
    berkas = await arsip.daftar()
    diterima(await arsip.minta(ask.LaporkanHilang, berkas, PERMED))
    diterima(await arsip.minta(ask.Pindai, berkas, DI_GIGI, di=GIGI, lihat_saja=True))
    with arsip.engine.connect() as connection:
        alerts = connection.execute(select(t.perlu_dicek.c.alasan, t.perlu_dicek.c.berkas_id)).all()
    assert ("berkas_hilang_terlihat", berkas) in {tuple(row) for row in alerts}
    assert berkas_kini(arsip.engine, berkas).keadaan is Keadaan.HILANG


# ── laws ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_search_is_the_sum_of_its_events(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    pencarian = await mulai(arsip, berkas)
    for letak in ("rak", f"sisi:{berkas}", f"unit:{RANAP}"):
        arsip.jam.maju(minutes=1)
        await arsip.minta(cari.PeriksaTempat, pencarian, PERMED, letak=letak)
    await arsip.minta(cari.KlaimKembali, pencarian, PERMED, unit=UMUM)
    await arsip.minta(cari.TolakKlaim, pencarian, KEPALA)
    await arsip.minta(cari.Hentikan, pencarian, KEPALA, sebab=SebabHenti.RUSAK_MUSNAH)
    record = Pencarian(pencarian)
    for line in baris(arsip.engine):
        if line["subjek"] == pencarian:
            record = PENCARIAN.apply(record, event_of(SimpleNamespace(**line)))
    assert record == kini(arsip, pencarian)
    assert record.keadaan is S.DIHENTIKAN


async def test_who_only_looks_on_asks_nothing_of_a_search(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    who = orang(Peran.AUDITOR, Peran.ADMIN)
    for kind, isi in (
        (cari.PeriksaTempat, {"letak": "rak"}),
        (cari.KlaimKembali, {"unit": GIGI}),
        (cari.Temukan, {}),
        (cari.Hentikan, {"sebab": SebabHenti.LAPORAN_KELIRU}),
    ):
        assert kode(await arsip.minta(kind, pencarian, who, **isi)) == "peran_tidak_boleh"


async def test_a_fact_told_late_does_not_come_before_what_is_known(arsip: Arsip) -> None:
    pencarian = await mulai(arsip, await arsip.daftar())
    arsip.jam.maju(hours=2)
    await arsip.minta(cari.KlaimKembali, pencarian, PERMED, unit=GIGI)
    late = arsip.jam.saat - timedelta(hours=1)
    answer = await arsip.minta(cari.Temukan, pencarian, PERMED, terjadi_pada=late)
    assert kode(answer) == "mendahului_fakta"
    early = arsip.jam.saat - timedelta(hours=9)
    assert kode(await arsip.minta(cari.PeriksaTempat, pencarian, PERMED, letak="rak", terjadi_pada=early)) == (
        "sebelum_pencarian_ada"
    )
