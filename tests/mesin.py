"""A facility at work under any order of wishes, repeats, crashes and restarts, held against the model beside it.

`Mesin` is Hypothesis' state machine; `tests/test_mesin.py` runs it briefly, `python -m tests.torture.mesin` for long.
"""

from concurrent.futures import Future
from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, invariant, multiple, rule
from sqlalchemy import text

from engine.answers import Accepted, Answer
from engine.facility import baru
from engine.points import Titik
from engine.refusals import Refusal
from schemas.message import Command, Pelaku
from schemas.names import BerkasId, Cara
from tests.kit import DOKTER, SERBA_BISA
from tests.mesin_dunia import (
    HANYA_BERBARIS,
    JENIS,
    MATI,
    SEBELUM_COMMIT,
    SERBA_LAIN,
    SESUDAH_COMMIT,
    TAK_BERHAK,
    TUNGGU,
    UNIT,
    Adegan,
    Dunia,
    serupa,
)
from tests.mesin_model import JALAN, RM, Kini, Tanya, sah

people = st.sampled_from([SERBA_BISA, SERBA_BISA, SERBA_LAIN])
places = st.sampled_from(UNIT)
ways = st.sampled_from([Cara.API, Cara.PINDAI, Cara.KETIK])
pintunya = st.integers(0, 2)
nth = st.integers(0, 60)
langkah = st.tuples(nth, nth, st.sampled_from(["", "", "susulan", "salah_tempat", "apa_pun"]))
jalan = st.lists(langkah, min_size=1, max_size=5)
Langkah = tuple[int, int, str]


class Mesin(Dunia):
    """What may happen, and what may break."""

    berkas = Bundle("berkas")
    terjawab = Bundle("terjawab")

    # ── what may happen ─────────────────────────────────────────────────────────────────────────────

    @initialize(target=berkas, awal=st.tuples(jalan, jalan, jalan))
    def mulai(self, awal: tuple[list[Langkah], ...]) -> Any:
        """Two folders of paper and one electronic record, each somewhere in its life."""
        made = [self.daftar(elektronik=elektronik) for elektronik in (False, False, True)]
        for berkas, pilihan in zip(made, awal, strict=True):
            self.perjalanan_dari(berkas, pilihan, 0)
        return multiple(*made)

    @rule(target=berkas, elektronik=st.booleans())
    def berkas_baru(self, elektronik: bool) -> BerkasId:
        """A record enters the archive."""
        return self.daftar(elektronik=elektronik)

    @rule(asli=berkas, door=pintunya)
    def nomor_yang_sudah_ada(self, asli: BerkasId, door: int) -> None:
        """One number, one record of each carrier: a second is refused and does not come into being."""
        lain = BerkasId(baru())
        command = self.perintah(asli, self.tanya("daftarkan", SERBA_BISA, RM)).model_copy(update={"subjek": lain})
        answer = self.pintu(door).submit(command).result(TUNGGU)
        assert isinstance(answer, Refusal)
        assert answer.kode == "berkas_sudah_ada"
        self.jawaban[command.command_id] = answer

    @rule(berkas=berkas, door=pintunya)
    def butir_kurang(self, berkas: BerkasId, door: int) -> None:
        """Something is found missing, where somebody looks; what is written down already is not written down again."""
        self.kurangi(berkas, door)

    @rule(berkas=berkas, door=pintunya)
    def butir_dilengkapi(self, berkas: BerkasId, door: int) -> None:
        """What is missing is completed, and seen to be."""
        self.penuhi(berkas, door)

    @rule(berkas=berkas, jenis=st.sampled_from(sorted(JALAN)), door=pintunya)
    def berkas_tak_dikenal(self, berkas: BerkasId, jenis: str, door: int) -> None:
        """Nothing happens to a record that is not there."""
        tak_ada = BerkasId(baru())
        wish = self.perintah(berkas, self.tanya(jenis, SERBA_BISA, "GIGI", pemegang=DOKTER.id))
        answer = self.pintu(door).submit(wish.model_copy(update={"subjek": tak_ada})).result(TUNGGU)
        assert isinstance(answer, Refusal)
        assert answer.kode == "berkas_tidak_dikenal"
        self.jawaban[wish.command_id] = answer

    @rule(seconds=st.integers(1, 900))
    def waktu_berlalu(self, seconds: int) -> None:
        """The clock goes on."""
        self.jam.maju(seconds=seconds)

    @rule(
        target=terjawab, berkas=berkas, jenis=st.sampled_from(JENIS), who=people, unit=places, cara=ways, door=pintunya
    )
    def perintah_apa_pun(  # noqa: PLR0913, PLR0917 - what a wish is made of
        self, berkas: BerkasId, jenis: str, who: Pelaku, unit: str, cara: Cara, door: int
    ) -> Adegan:
        """Anything may be asked, legal or not."""
        return self.satu(berkas, self.tanya(jenis, who, unit, cara), door)

    @rule(target=terjawab, berkas=berkas, pilihan=jalan, door=pintunya)
    def perjalanan(self, berkas: BerkasId, pilihan: list[Langkah], door: int) -> Adegan:
        """Moves that are open, one after another, so that the stories go deep; between them what is not in order."""
        return self.perjalanan_dari(berkas, pilihan, door)

    @rule(target=terjawab, berkas=berkas, pilihan=jalan, door=pintunya)
    def perjalanan_lain(self, berkas: BerkasId, pilihan: list[Langkah], door: int) -> Adegan:
        """The same, so that it is chosen more often than the rest."""
        return self.perjalanan_dari(berkas, pilihan, door)

    def perjalanan_dari(self, berkas: BerkasId, pilihan: list[Langkah], door: int) -> Adegan:
        """Walk from where the record is."""
        done: list[Adegan] = []
        for jenis, wish, sela in pilihan:
            self.jam.maju(minutes=2)
            if self.model[berkas].keadaan == "dirakit" and jenis % 2:  # somebody looks, and finds more or less
                (self.penuhi if self.model[berkas].kurang else self.kurangi)(berkas, door)
            if sela:
                done.append(self.satu(berkas, self._sela(self.model[berkas], jenis, wish, sela), door))
            wishes = [self.tanya(one, who, unit) for one in JALAN for who in (SERBA_BISA, SERBA_LAIN) for unit in UNIT]
            terbuka: dict[str, list[Tanya]] = {}
            for tanya in filter(partial(sah, self.model[berkas]), wishes):
                terbuka.setdefault(tanya.jenis, []).append(tanya)
            choices = list(terbuka.values())[jenis % len(terbuka)]
            done.append(self.satu(berkas, choices[wish % len(choices)], door))
        return done[-1]

    def _sela(self, kini: Kini, jenis: int, wish: int, sela: str) -> Tanya:
        """A wish out of order: late, or one whose state fits and whose place does not, or any."""
        unit = UNIT[wish % len(UNIT)]
        if sela == "susulan":
            waktu = kini.lahir + (kini.akhir - kini.lahir) * (wish / 61)
            return self.tanya(JENIS[jenis % len(JENIS)], SERBA_BISA, unit, waktu=waktu)
        fits = [one for one, (dari, *_) in JALAN.items() if kini.keadaan in dari.split()]
        wrong = [self.tanya(one, SERBA_LAIN, unit) for one in fits for unit in UNIT]
        wrong = [tanya for tanya in wrong if not sah(kini, tanya)]
        if sela == "salah_tempat" and wrong:
            return wrong[jenis % len(wrong)]
        return self.tanya(JENIS[jenis % len(JENIS)], SERBA_BISA, unit)

    @rule(target=terjawab, berkas=berkas, who=people, unit=places, tujuan=st.none() | places, cara=ways, door=pintunya)
    def pindai(  # noqa: PLR0913, PLR0917 - what a scan is made of
        self, berkas: BerkasId, who: Pelaku, unit: str, tujuan: str | None, cara: Cara, door: int
    ) -> Adegan:
        """The folder's code is scanned somewhere."""
        return self.satu(berkas, self.tanya("pindai", who, unit, cara, tujuan=tujuan), door)

    @rule(target=terjawab, berkas=berkas, jenis=st.sampled_from(JENIS), unit=places, cara=ways)
    def tanpa_hak(self, berkas: BerkasId, jenis: str, unit: str, cara: Cara) -> Adegan:
        """Who may do nothing is refused, and not even a sighting stays of it."""
        return self.satu(berkas, self.tanya(jenis, TAK_BERHAK, unit, cara, berhak=False))

    @rule(target=terjawab, berkas=berkas, jenis=st.sampled_from(JENIS), unit=places, beda=st.integers(-3, 3))
    def versi_yang_dilihat(self, berkas: BerkasId, jenis: str, unit: str, beda: int) -> Adegan:
        """Who decided on a version that has passed, or is not there yet, moves nothing."""
        versi = max(0, self.model[berkas].versi + beda)
        return self.satu(berkas, self.tanya(jenis, SERBA_BISA, unit, versi=versi))

    @rule(
        target=terjawab, berkas=berkas, jenis=st.sampled_from(JENIS), unit=places, cara=ways, s=st.integers(-900, 900)
    )
    def pada_waktunya(self, berkas: BerkasId, jenis: str, unit: str, cara: Cara, s: int) -> Adegan:
        """A wish with its own time, before or after now: late it is a sighting, far ahead it is refused."""
        waktu = self.jam.saat + timedelta(seconds=s)
        return self.satu(berkas, self.tanya(jenis, SERBA_BISA, unit, cara, waktu=waktu))

    @rule(berkas=berkas, who=people, langkah=st.lists(places, min_size=2, max_size=6), data=st.data(), door=pintunya)
    def antrean_perangkat_terbalik(
        self, berkas: BerkasId, who: Pelaku, langkah: list[str], data: st.DataObject, door: int
    ) -> None:
        """A device was offline: its scans come all at once and in any order."""
        self.jam.maju(minutes=10)
        saat = [self.jam.saat - timedelta(seconds=60 * (len(langkah) - n)) for n in range(len(langkah))]
        scans = [
            (berkas, self.tanya("pindai", who, unit, Cara.PINDAI, waktu=waktu))
            for unit, waktu in zip(langkah, saat, strict=True)
        ]
        self.minta(self.pintu(door), *data.draw(st.permutations(scans)))
        self.hitung["antrean_terbalik"] += 1

    @rule(batch=st.lists(st.tuples(berkas, st.sampled_from(JENIS), places), min_size=2, max_size=10), door=pintunya)
    def setumpuk(self, batch: list[tuple[BerkasId, str, str]], door: int) -> None:
        """A pile of wishes in one transaction is answered as if they had come one by one."""
        self.minta(self.pintu(door), *((one, self.tanya(jenis, SERBA_BISA, unit)) for one, jenis, unit in batch))

    @rule(target=terjawab, berkas=berkas, jenis=st.sampled_from(JENIS), unit=places, salinan=st.integers(2, 6))
    def kembar_bersamaan(self, berkas: BerkasId, jenis: str, unit: str, salinan: int) -> Adegan:
        """The same command at all doors at the same instant: done once, answered to all alike."""
        tanya = self.tanya(jenis, SERBA_BISA, unit)
        command = self.perintah(berkas, tanya)
        futures = [self.pintu(n).submit(command) for n in range(salinan)]
        answers = [future.result(TUNGGU) for future in futures]
        told = self.harap(berkas, tanya)
        first = [answer for answer in answers if isinstance(answer, Accepted) and not answer.diulang]
        assert len(first) == (told.peristiwa is not None)
        assert all(serupa(answers[0], answer) for answer in answers)
        self.hitung["kembar"] += salinan - 1
        return self.cocok(command, told, first[0] if first else answers[0])

    @rule(pasangan=st.lists(st.tuples(berkas, st.sampled_from(JENIS), places), min_size=2, max_size=8))
    def dua_pintu_sekaligus(self, pasangan: list[tuple[BerkasId, str, str]]) -> None:
        """Different records at different doors at once: nobody waits for a turn that does not come."""
        if len(self.doors) == 1:
            self.buka()
        wishes = {berkas: self.tanya(jenis, SERBA_BISA, unit) for berkas, jenis, unit in pasangan}
        asked: list[tuple[BerkasId, Command, Future[Answer]]] = []
        for nomor, (berkas, tanya) in enumerate(wishes.items()):
            command = self.perintah(berkas, tanya)
            asked.append((berkas, command, self.pintu(nomor).submit(command)))
        before = self.seq
        seqs = []
        for berkas, command, future in asked:
            _, answer = self.cocok(command, self.harap(berkas, wishes[berkas]), future.result(TUNGGU))
            seqs += [answer.seq] if isinstance(answer, Accepted) else []
        assert len(set(seqs)) == len(seqs)
        assert all(before < seq <= self.seq for seq in seqs)

    @rule(asked=terjawab, door=pintunya)
    def ditanya_lagi(self, asked: Adegan, door: int) -> None:
        """However much later, at whichever door: the first answer, and nothing new."""
        command, answer = asked
        again = self.pintu(door).submit(command).result(TUNGGU)
        assert serupa(answer, again)
        assert not isinstance(again, Accepted) or again.diulang
        self.hitung["ulang"] += 1

    @rule(asked=terjawab, beda=st.sampled_from(["versi", "pelaku", "cara", "subjek"]), door=pintunya)
    def isi_lain_dengan_id_itu(self, asked: Adegan, beda: str, door: int) -> None:
        """An id is used once: another content under it is refused, and the first answer stays."""
        command, _ = asked
        other = {"versi": (command.versi or 0) + 77, "pelaku": DOKTER, "cara": Cara.IMPOR, "subjek": BerkasId(baru())}
        answer = self.pintu(door).submit(command.model_copy(update={beda: other[beda]})).result(TUNGGU)
        assert isinstance(answer, Refusal)
        assert answer.kode == "perintah_id_terpakai"

    # ── what may break ──────────────────────────────────────────────────────────────────────────────

    @rule(door=pintunya)
    def sambungan_putus(self, door: int) -> None:
        """The committer's connection is dead when it is needed next; nobody notices."""
        kept = self.pintu(door)._connection  # noqa: SLF001 - the fault is put where it happens
        if kept is None:
            return
        if self.engine.dialect.name == "postgresql":
            pid = kept.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with self.engine.connect() as connection:
                connection.execute(text("SELECT pg_terminate_backend(:p, 5000)"), {"p": pid})  # dead already: well
        else:
            kept.invalidate()
        self.hitung["sambungan_putus"] += 1

    @rule(door=pintunya)
    def dihidupkan_lagi(self, door: int) -> None:
        """Closed and opened again: nothing lives in memory only."""
        engine, closed = self.doors.pop(door % len(self.doors))
        closed.close()
        engine.dispose()
        self.buka()

    @rule(door=pintunya)
    def ditinggalkan(self, door: int) -> None:
        """Dropped without a close, another opened: what the first one remembers is of no account."""
        if len(self.ditinggal) < 2:
            self.ditinggal.append(self.doors.pop(door % len(self.doors)))
            self.buka()

    @rule()
    def pintu_lain(self) -> None:
        """One more process."""
        if len(self.doors) < 3:
            self.buka()

    @rule(
        titik=st.sampled_from([*SEBELUM_COMMIT, *SESUDAH_COMMIT, *SESUDAH_COMMIT]),
        batch=st.lists(st.tuples(berkas, st.sampled_from(JENIS), places), min_size=1, max_size=5),
        door=pintunya,
    )
    def mati_di_titik(self, titik: Titik, batch: list[tuple[BerkasId, str, str]], door: int) -> None:
        """A process dies at a named moment of its commit: all of the batch happened or none; asked again, all has."""
        wishes = [(one, self.tanya(jenis, SERBA_BISA, unit)) for one, jenis, unit in batch]
        commands = [self.perintah(*wish) for wish in wishes]
        kept, seq = dict(self.model), self.seq
        told = [self.harap(*wish) for wish in wishes]
        if titik in HANYA_BERBARIS and not any(one.baris for one in told):
            titik = Titik.TRANSAKSI_SESUDAH_PUTUSAN
        assert self.anak(titik, commands) == MATI, f"no process came to {titik}"
        self.hitung[f"mati {titik}"] += 1
        happened = titik in SESUDAH_COMMIT
        if not happened:  # nothing of it; the same wishes are asked again below, of the records as they were
            self.model, self.seq = kept, seq
            self.semua_satu_cerita()
            told = [self.harap(*wish) for wish in wishes]
        else:
            self.semua_satu_cerita(kecuali=frozenset(command.command_id for command in commands))
        futures = [self.pintu(door).submit(command) for command in commands]
        for command, jawaban, future in zip(commands, told, futures, strict=True):
            answer = future.result(TUNGGU)
            if isinstance(answer, Accepted):
                assert answer.diulang == happened
                answer = Accepted(answer.seq, answer.versi, answer.keadaan, answer.peristiwa, answer.subjek)
            self.cocok(command, jawaban, answer)

    # ── what always holds ───────────────────────────────────────────────────────────────────────────

    @invariant()
    def catatan_sama_dengan_model(self) -> None:
        """Ledger, fold, records, counts and chain tell one story, and it is the model's."""
        self.semua_satu_cerita()
        self.hitung["langkah"] += 1


def batas(contoh: int, langkah: int) -> settings:
    """So many stories of so many steps. A failing one is told as it was: making it smaller takes minutes (torture)."""
    return settings(
        max_examples=contoh,
        stateful_step_count=langkah,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
