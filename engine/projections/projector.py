"""Applying: lines from the stream or the ledger into a projection's table, effect and cursor in one transaction.

A message is believed only when it is proven: the hash chain from the cursor over the messages' bytes must end in the
ledger's own hash. Whatever is not proven (a gap, another order, a foreign message, a flipped bit) is read from the
ledger instead. So the stream may lie, lose or repeat: it can delay a projection, never falsify it.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

import structlog
from sqlalchemy import Connection, Engine

from engine import clock, ledger
from engine.database import writing
from engine.points import Titik, passing
from engine.projections import cursor, letters
from engine.projections.cursor import BukuLain, Kursor
from engine.projections.kinds import TAK_TERPAKAI, Berita, Gagal, Proyeksi, baca_baris, dari_pesan, terapkan
from engine.projections.rebuild import bangun_ulang

log = structlog.get_logger()

HALAMAN: Final = 1000
"""Lines of the ledger applied in one transaction."""


class Proyektor:
    """Applies lines to one projection of one facility. Sync; one thread at a time.

    Any number of them may work on one projection, in one process or in several: the cursor's row lets one at a time
    write, and the others see that what they hold was applied already.
    """

    def __init__(self, engine: Engine, fasyankes: str, proyeksi: Proyeksi, *, now: clock.Clock = clock.now) -> None:
        self._engine = engine
        self._fasyankes = fasyankes
        self._proyeksi = proyeksi
        self._now = now
        self._asing = 0
        """The last place of a foreign message whose letter waits for the ledger's own line."""
        self.kursor = cursor.awal(fasyankes)

    @property
    def nama(self) -> str:
        """The projection's."""
        return self._proyeksi.nama

    def mulai(self) -> int:
        """Find out where the projection is; rebuild it where the ledger is another one. Its position."""
        self.tilik()
        return self.kursor.seq

    def tilik(self) -> None:
        """Rebuild the projection if the ledger is not the one it was made of."""
        with self._engine.connect() as connection:
            self.kursor = cursor.baca(connection, self.nama) or cursor.awal(self._fasyankes)
            self._asing = letters.asing_terakhir(connection, self.nama)
            try:
                cursor.periksa(connection, self._fasyankes, self.kursor)
                self._periksa_aturan(connection)
            except BukuLain as error:
                log.warning("proyeksi_buku_lain", proyeksi=self.nama, keterangan=str(error))
            else:
                return
        self.kursor = bangun_ulang(self._engine, self._fasyankes, self._proyeksi, now=self._now)
        log.warning("proyeksi_dibangun_ulang", proyeksi=self.nama, sampai=self.kursor.seq)

    def _periksa_aturan(self, connection: Connection) -> None:
        """Raise BukuLain where it was made with other rules than those in force."""
        if self._proyeksi.sepadan is not None and not self._proyeksi.sepadan(connection):
            raise BukuLain("dibuat dengan aturan lain")

    def kejar(self) -> bool:
        """Apply the ledger's next lines. True while more may be waiting. Raises BukuLain."""
        with self._engine.connect() as connection:
            cursor.periksa(connection, self._fasyankes, self.kursor)
            lines = ledger.read(connection, self._fasyankes, self.kursor.seq, HALAMAN)
        if not lines:
            return False
        berita, gagal = baca_baris([telling for telling, _ in lines])
        ke = Kursor(lines[-1][0].seq, lines[-1][1])
        self._tulis(ke, berita, gagal)
        return len(lines) == HALAMAN or self.kursor != ke

    def terima(self, pesan: Mapping[int, bytes]) -> int:
        """Apply stream messages, by their position: all of them that are the ledger's. The new position.

        Raises BukuLain.
        """
        while fresh := {seq: pesan[seq] for seq in sorted(pesan) if seq > self.kursor.seq}:
            if self._terbukti(fresh):
                continue
            if foreign := self._asing_di(fresh):
                self._parkir(foreign)
                pesan = {seq: isi for seq, isi in fresh.items() if seq not in foreign}
            if pesan:
                self.kejar()
        return self.kursor.seq

    def _asing_di(self, fresh: Mapping[int, bytes]) -> set[int]:
        """The messages that are not the ledger's lines."""
        wrong = set(fresh)
        with self._engine.connect() as connection:
            for start, length in _runs(fresh):
                lines = ledger.read(connection, self._fasyankes, start - 1, length)
                wrong -= {line.seq for line, _ in lines if fresh.get(line.seq) == line.amplop()}
        return wrong

    def _parkir(self, seqs: Iterable[int]) -> None:
        """Keep a note of messages that are none of ours; nothing is missing without them."""
        foreign = [Gagal(seq, "", letters.ASING) for seq in sorted(seqs)]
        now = self._now()
        with writing(self._engine).begin() as connection:
            letters.catat(connection, self.nama, letters.ALIRAN, foreign, now)
            held = cursor.baca(connection, self.nama) or self.kursor
            letters.selesai_sendiri(connection, self.nama, held.seq, now)
        self._asing = max(self._asing, foreign[-1].seq)
        log.error("pesan_asing", proyeksi=self.nama, seq=foreign[0].seq, jumlah=len(foreign))

    def _terbukti(self, fresh: Mapping[int, bytes]) -> bool:
        """Apply these if they follow on the cursor without a gap and are the ledger's own bytes."""
        start, chain = self.kursor.seq, self.kursor.hash
        if max(fresh) - start != len(fresh):
            return False
        for isi in fresh.values():
            chain = sha256(chain + isi).digest()
        try:
            berita = [dari_pesan(isi) for isi in fresh.values()]
        except TAK_TERPAKAI:
            return False
        return self._tulis(Kursor(start + len(fresh), chain), berita, [], bukti=True)

    def _tulis(self, ke: Kursor, berita: Sequence[Berita], gagal: Sequence[Gagal], *, bukti: bool = False) -> bool:
        """Effect, dead letters and cursor, all or nothing. Where another worker was quicker, only learn of its place.

        `bukti`: the lines are the ledger's only if its hash at their end is theirs. False: it is not.
        """
        now = self._now()
        passing(Titik.PROYEKSI_SEBELUM_TULIS)
        with writing(self._engine).begin() as connection:
            held = cursor.pegang(connection, self._fasyankes, self.nama, now)
            if held != self.kursor:
                self.kursor = held
                return True
            if bukti and cursor.hash_di(connection, self._fasyankes, ke.seq) != ke.hash:
                return False
            failed = [*gagal, *terapkan(connection, self._proyeksi, berita)]
            letters.catat(connection, self.nama, letters.BUKU, failed, now)
            if self._asing:
                letters.selesai_sendiri(connection, self.nama, ke.seq, now)
            cursor.taruh(connection, self.nama, ke, now)
            passing(Titik.PROYEKSI_SEBELUM_COMMIT)
        passing(Titik.PROYEKSI_SESUDAH_COMMIT)
        self.kursor = ke
        if ke.seq >= self._asing:
            self._asing = 0
        for one in failed:
            log.error("surat_mati", proyeksi=self.nama, seq=one.seq, jenis=one.jenis, galat=one.galat)
        return True


def _runs(seqs: Iterable[int]) -> list[tuple[int, int]]:
    """Positions in order, as runs without a gap: (first, length)."""
    runs: list[tuple[int, int]] = []
    for seq in seqs:
        if runs and sum(runs[-1]) == seq:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((seq, 1))
    return runs
