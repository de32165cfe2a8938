"""Loans through the front door: asked, approved, handed over, extended, returned; and what refuses each step."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from engine import rows
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.lines import event_of
from engine.reactions.peminjaman import ikutan
from engine.refusals import Refusal
from engine.workflows.peminjaman import Peminjaman
from schemas.commands import berkas as ask_berkas
from schemas.commands import peminjaman as ask
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, KeadaanPeminjaman, Keperluan, PihakLuar
from tests import buku
from tests.kit import DI_UMUM, DOKTER, KEPALA, LOKET, PERMED, PERMED_LAIN, SERBA_BISA, UMUM, Arsip, wish
from workers.deadlines import Deadlines

S = KeadaanPeminjaman


@pytest.fixture
def url(tmp_path: Path) -> str:
    """SQLite: that one folder has one loan is held to both databases by the law."""
    return f"sqlite:///{tmp_path / 'jejak.db'}"


def pinjaman_kini(arsip: Arsip, pinjam: str) -> Peminjaman:
    """A loan as its row has it."""
    with arsip.engine.connect() as connection:
        found: Peminjaman = rows.records(connection, "peminjaman", [pinjam])[pinjam]
        return found


async def ajukan(arsip: Arsip, berkas: str, pelaku: Pelaku = DOKTER, **isi: Any) -> tuple[str, Answer]:
    """Ask for a loan, a week long, for court unless said otherwise."""
    pinjam = baru()
    own: dict[str, Any] = {"keperluan": Keperluan.PENGADILAN, "jatuh_tempo": arsip.jam.saat + timedelta(days=7)}
    if "pihak" not in isi:
        own["peminjam"] = pelaku.id
    return pinjam, await arsip.door.execute(wish(ask.Ajukan, pinjam, pelaku, berkas=berkas, **own | isi))


async def minta(arsip: Arsip, kind: type[Command], pinjam: str, pelaku: Pelaku = KEPALA, **isi: Any) -> Answer:
    return await arsip.door.execute(wish(kind, BerkasId(pinjam), pelaku, **isi))


async def ikuti(arsip: Arsip) -> None:
    """What the worker of reactions does, until nothing more follows."""
    told = -1
    while told != (told := len(buku.baris(arsip.engine))):
        for line in buku.baris(arsip.engine):
            for command in ikutan(event_of(SimpleNamespace(**line))):
                await arsip.door.execute(command)


def kode(answer: Answer) -> str:
    assert isinstance(answer, Refusal), answer
    assert answer.kalimat
    assert answer.sentence
    return answer.kode


def oke(answer: Answer) -> Accepted:
    assert isinstance(answer, Accepted), (answer.kode, answer.kalimat)
    return answer


async def dipinjam(arsip: Arsip, **isi: Any) -> tuple[BerkasId, str]:
    """A folder lent by an approved loan."""
    berkas = await arsip.daftar()
    pinjam, answer = await ajukan(arsip, berkas, **isi)
    if oke(answer).keadaan == S.DIAJUKAN:
        oke(await minta(arsip, ask.Setujui, pinjam))
    oke(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam))
    await ikuti(arsip)
    return berkas, pinjam


async def test_a_loan_is_asked_approved_handed_over_and_returned(arsip: Arsip) -> None:
    berkas, pinjam = await dipinjam(arsip)
    loan = pinjaman_kini(arsip, pinjam)
    assert (loan.keadaan, loan.pengaju, loan.pemutus) == (S.DISERAHKAN, DOKTER.id, KEPALA.id)
    folder = buku.berkas_kini(arsip.engine, berkas)
    assert (folder.keadaan, folder.pemegang, folder.jatuh_tempo) == ("dipinjam", DOKTER.id, loan.jatuh_tempo)
    arsip.jam.maju(days=1)
    oke(await arsip.minta(ask_berkas.KembalikanPinjaman, berkas, LOKET))
    await ikuti(arsip)
    loan = pinjaman_kini(arsip, pinjam)
    assert (loan.keadaan, loan.dikembalikan) == (S.DIKEMBALIKAN, arsip.jam.saat)
    assert buku.tenggat_kini(arsip.engine) == {}
    buku.satu_cerita(arsip.engine)


async def test_where_policy_wants_no_approval_a_loan_may_be_handed_over_at_once(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    pinjam, answer = await ajukan(arsip, berkas, keperluan=Keperluan.KLAIM)
    assert oke(answer).keadaan == S.DISETUJUI
    oke(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam))


async def test_a_folder_is_not_lent_directly_for_a_purpose_that_needs_approval(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    lent = {"peminjam": DOKTER.id, "keperluan": "pengadilan", "jatuh_tempo": arsip.jam.saat + timedelta(days=1)}
    assert kode(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, **lent)) == "perlu_izin_pinjam"
    pinjam, _ = await ajukan(arsip, berkas)
    handed = await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam)
    assert kode(handed) == "pinjaman_belum_disetujui"
    oke(await minta(arsip, ask.Tolak, pinjam, alasan_tolak="tanpa_surat"))
    handed = await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam)
    assert kode(handed) == "pinjaman_belum_disetujui"


@pytest.mark.parametrize("kind", [ask.Setujui, ask.Tolak])
async def test_nobody_decides_about_their_own_request(arsip: Arsip, kind: type[Command]) -> None:
    isi = {"alasan_tolak": "tanpa_surat"} if kind is ask.Tolak else {}
    mine, _ = await ajukan(arsip, await arsip.daftar(), KEPALA)
    assert kode(await minta(arsip, kind, mine, KEPALA, **isi)) == "bukan_pengaju"
    for_me, _ = await ajukan(arsip, await arsip.daftar(), DOKTER, peminjam=KEPALA.id)
    assert kode(await minta(arsip, kind, for_me, KEPALA, **isi)) == "bukan_pengaju"
    oke(await minta(arsip, kind, for_me, SERBA_BISA, **isi))


async def test_who_approves_is_policy(arsip: Arsip) -> None:
    research, _ = await ajukan(arsip, await arsip.daftar(), keperluan=Keperluan.PENELITIAN)
    assert kode(await minta(arsip, ask.Setujui, research, PERMED)) == "penyetuju_pinjam"
    oke(await minta(arsip, ask.Setujui, research, KEPALA))
    other, _ = await ajukan(arsip, await arsip.daftar(), keperluan=Keperluan.LAINNYA)
    oke(await minta(arsip, ask.Setujui, other, PERMED))


async def test_an_outside_borrower_has_a_name_and_it_stands_in_no_event(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    outside = {"pihak": PihakLuar.PENGADILAN, "nama_peminjam": "Contoh Jurusita", "telepon_peminjam": "021-555 010"}
    _, nameless = await ajukan(arsip, berkas, LOKET, pihak=PihakLuar.PENGADILAN)
    assert kode(nameless) == "nama_peminjam_wajib"
    _, both = await ajukan(arsip, berkas, LOKET, peminjam=DOKTER.id, **outside)
    assert kode(both) == "peminjam_atau_pihak"
    berkas, pinjam = await dipinjam(arsip, pelaku=LOKET, **outside)
    assert buku.berkas_kini(arsip.engine, berkas).pemegang is None
    with arsip.engine.connect() as connection:
        row = connection.execute(
            text("SELECT nama_peminjam, telepon_peminjam FROM peminjaman WHERE id = :id"), {"id": pinjam}
        ).one()
        assert tuple(row) == ("Contoh Jurusita", "021-555 010")
    told = "".join(line["data"] for line in buku.baris(arsip.engine))
    assert "Jurusita" not in told
    assert "555" not in told
    again = await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam)
    assert isinstance(again, Refusal)
    assert again.kode == "masih_dipinjam"
    assert "pengadilan" in again.kalimat
    assert "09-03-2026" in again.kalimat
    assert "Jurusita" not in again.kalimat


async def test_a_second_loan_is_refused_while_the_folder_is_out_or_another_is_approved(arsip: Arsip) -> None:
    """SIMRS Khanza refuses it ("masih dipinjam"); so do we, at the request, the approval and the counter."""
    berkas = await arsip.daftar()
    first, _ = await ajukan(arsip, berkas, DOKTER, unit=UMUM)
    second, _ = await ajukan(arsip, berkas, LOKET)
    oke(await minta(arsip, ask.Setujui, first))
    refused = await minta(arsip, ask.Setujui, second)
    assert kode(refused) == "pinjaman_lain_berlaku"
    assert isinstance(refused, Refusal)
    assert "Poli Umum" in refused.kalimat
    _, third = await ajukan(arsip, berkas, PERMED)
    assert kode(third) == "pinjaman_lain_berlaku"
    lent = {"peminjam": PERMED.id, "keperluan": "klaim", "jatuh_tempo": arsip.jam.saat + timedelta(days=1)}
    assert kode(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, **lent)) == "pinjaman_lain_berlaku"
    oke(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=first))
    for answer in (
        await minta(arsip, ask.Setujui, second),
        (await ajukan(arsip, berkas, PERMED))[1],
        await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, **lent),
    ):
        assert kode(answer) == "masih_dipinjam"
    await ikuti(arsip)
    oke(await arsip.minta(ask_berkas.KembalikanPinjaman, berkas, LOKET))
    await ikuti(arsip)
    oke(await minta(arsip, ask.Setujui, second))


async def test_the_same_borrower_waits_once(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    oke((await ajukan(arsip, berkas))[1])
    assert kode((await ajukan(arsip, berkas))[1]) == "pinjaman_sudah_diajukan"


async def test_a_loan_lasts_no_longer_than_policy_allows(arsip: Arsip) -> None:
    berkas = await arsip.daftar()
    for days, answer in ((31, "pinjam_terlalu_lama"), (0, "jatuh_tempo_nanti")):
        due = arsip.jam.saat + timedelta(days=days)
        assert kode((await ajukan(arsip, berkas, jatuh_tempo=due))[1]) == answer
        lent = {"peminjam": DOKTER.id, "keperluan": "klaim", "jatuh_tempo": due}
        assert kode(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, **lent)) == answer
    last_minute = arsip.jam.saat.replace(hour=16, minute=59) + timedelta(days=30)  # 23:59 WIB of the last day
    oke((await ajukan(arsip, berkas, jatuh_tempo=last_minute))[1])


async def test_an_extension_plans_the_folder_s_deadline_anew_and_has_a_limit(arsip: Arsip) -> None:
    berkas, pinjam = await dipinjam(arsip)
    old = pinjaman_kini(arsip, pinjam).jatuh_tempo
    assert old is not None
    early = await minta(arsip, ask.Perpanjang, pinjam, jatuh_tempo=old)
    assert kode(early) == "batas_lebih_lama"
    for times in (1, 2):
        due = old + timedelta(days=times)
        oke(await minta(arsip, ask.Perpanjang, pinjam, jatuh_tempo=due))
        await ikuti(arsip)
        assert buku.berkas_kini(arsip.engine, berkas).jatuh_tempo == due
        assert [row[0] for row in buku.tenggat_kini(arsip.engine).values()] == [due]
    more = await minta(arsip, ask.Perpanjang, pinjam, jatuh_tempo=old + timedelta(days=3))
    assert kode(more) == "masih_bisa_diperpanjang"
    assert kode(await minta(arsip, ask.Perpanjang, pinjam, PERMED, jatuh_tempo=old + timedelta(3))) == (
        "penyetuju_pinjam"
    )
    buku.satu_cerita(arsip.engine)


async def test_a_deadline_of_a_loan_that_was_returned_or_extended_does_not_fire(arsip: Arsip) -> None:
    """FOLIO CIRC-1965: notices for closed loans."""
    timer = Deadlines(arsip.engine, now=arsip.jam)
    berkas, pinjam = await dipinjam(arsip)
    due = pinjaman_kini(arsip, pinjam).jatuh_tempo
    assert due is not None
    oke(await minta(arsip, ask.Perpanjang, pinjam, jatuh_tempo=due + timedelta(days=2)))
    await ikuti(arsip)
    arsip.jam.saat = due + timedelta(days=1)
    await timer.lewatkan(arsip.door)
    oke(await arsip.minta(ask_berkas.KembalikanPinjaman, berkas, LOKET))
    arsip.jam.maju(days=9)
    await timer.lewatkan(arsip.door)
    await ikuti(arsip)
    assert timer.ditandai == 0
    assert pinjaman_kini(arsip, pinjam).keadaan == S.DIKEMBALIKAN


async def test_an_approval_nobody_uses_runs_out(arsip: Arsip) -> None:
    timer = Deadlines(arsip.engine, now=arsip.jam)
    berkas = await arsip.daftar()
    pinjam, _ = await ajukan(arsip, berkas)
    oke(await minta(arsip, ask.Setujui, pinjam))
    arsip.jam.maju(days=3, seconds=1)
    late = await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam)
    assert kode(late) == "izin_pinjam_habis"
    await timer.lewatkan(arsip.door)
    assert pinjaman_kini(arsip, pinjam).keadaan == S.KEDALUWARSA_IZIN
    oke((await ajukan(arsip, berkas))[1])
    buku.satu_cerita(arsip.engine)


async def test_an_approval_that_was_used_does_not_run_out_before_the_loan_has_heard_of_it(arsip: Arsip) -> None:
    timer = Deadlines(arsip.engine, now=arsip.jam)
    berkas = await arsip.daftar()
    pinjam, _ = await ajukan(arsip, berkas)
    oke(await minta(arsip, ask.Setujui, pinjam))
    oke(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam))
    arsip.jam.maju(days=4)
    await timer.lewatkan(arsip.door)
    assert kode(await minta(arsip, ask.Batalkan, pinjam, alasan_batal="tidak_jadi")) == "pinjaman_sudah_diserahkan"
    await ikuti(arsip)
    assert pinjaman_kini(arsip, pinjam).keadaan == S.DISERAHKAN


async def test_a_loan_is_called_off_by_who_asked_or_by_the_record_room(arsip: Arsip) -> None:
    for who, answer in ((DOKTER, None), (PERMED_LAIN, None), (DI_UMUM, "pengaju_atau_penyelia")):
        pinjam, _ = await ajukan(arsip, await arsip.daftar())
        given = await minta(arsip, ask.Batalkan, pinjam, who, alasan_batal="tidak_jadi")
        assert (kode(given) if answer else oke(given).keadaan) == (answer or S.DIBATALKAN)


async def test_a_folder_lost_while_lent_ends_its_loan_when_it_is_found(arsip: Arsip) -> None:
    berkas, pinjam = await dipinjam(arsip)
    oke(await arsip.minta(ask_berkas.LaporkanHilang, berkas, PERMED))
    oke(await arsip.minta(ask_berkas.Temukan, berkas, PERMED, unit=UMUM))
    oke(await arsip.minta(ask_berkas.VerifikasiTemuan, berkas, KEPALA))
    await ikuti(arsip)
    assert pinjaman_kini(arsip, pinjam).keadaan == S.DIKEMBALIKAN


async def test_only_paper_that_lives_is_lent(arsip: Arsip) -> None:
    electronic = await arsip.daftar("elektronik")
    assert kode((await ajukan(arsip, electronic))[1]) == "berkas_fisik"
    assert kode((await ajukan(arsip, baru()))[1]) == "berkas_tidak_dikenal"
    gone, stays = await arsip.daftar(), await arsip.daftar()
    oke(await arsip.minta(ask_berkas.Gabungkan, gone, ke_berkas=stays))
    assert kode((await ajukan(arsip, gone))[1]) == "berkas_tidak_dipinjamkan"


async def test_what_is_handed_over_is_what_was_approved(arsip: Arsip) -> None:
    berkas, other = await arsip.daftar(), await arsip.daftar()
    pinjam, _ = await ajukan(arsip, berkas)
    oke(await minta(arsip, ask.Setujui, pinjam))
    wrong = await arsip.minta(ask_berkas.Pinjamkan, other, PERMED, peminjaman=pinjam)
    assert kode(wrong) == "pinjaman_berkas_lain"
    wrong = await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=pinjam, keperluan="klaim")
    assert kode(wrong) == "pinjaman_berbeda"
    assert kode(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED, peminjaman=baru())) == (
        "peminjaman_tidak_dikenal"
    )
    assert kode(await arsip.minta(ask_berkas.Pinjamkan, berkas, PERMED)) == "isian_tidak_sah"
