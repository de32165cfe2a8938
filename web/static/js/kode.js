// The grammar of scanned codes (engine/numbers.py): PREFIX + BODY + CHECK, ISO 7064 MOD 37,36.
// Only place and badge codes are read here; what a folder code means, the server says.

const ABJAD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export function karakterPeriksa(teks) {
  let hasil = 36;
  for (const karakter of teks) {
    const jumlah = (hasil + ABJAD.indexOf(karakter)) % 36 || 36;
    hasil = (jumlah * 2) % 37;
  }
  return ABJAD[(37 - hasil) % 36];
}

/** {jenis, isi} of a whole code, or null. */
export function bacaKode(teks) {
  const kode = teks.trim().toUpperCase();
  if (!/^[BLP][0-9A-Z]{2,24}[0-9A-Z]$/.test(kode)) return null;
  return karakterPeriksa(kode.slice(0, -1)) === kode.at(-1) ? { jenis: kode[0], isi: kode.slice(1, -1) } : null;
}
