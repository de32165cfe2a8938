"""The offline checker: reads an evidence folder, says what is wrong with it. Standard library only, nothing of ours.

It holds its own table of legal moves, its own fold and its own hash chain, so that a mistake in the engine cannot hide
behind the same mistake here.
"""

from tests.torture.pemeriksa.bukti import Pelanggaran
from tests.torture.pemeriksa.periksa import Hasil, periksa, periksa_lengkap

__all__ = ["Hasil", "Pelanggaran", "periksa", "periksa_lengkap"]
