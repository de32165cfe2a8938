// Sounds made here (no file to load): done rises, a sighting is one soft tone, a refusal is low and rough, a missing
// folder in hand is a siren.

const NADA = {
  ok: [[660, 0, 0.09, "sine"], [990, 0.09, 0.14, "sine"]],
  ditunggu: [[660, 0, 0.09, "sine"], [990, 0.09, 0.09, "sine"], [660, 0.24, 0.09, "sine"], [990, 0.33, 0.16, "sine"]],
  lihat: [[520, 0, 0.16, "triangle"]],
  tolak: [[180, 0, 0.16, "square"], [140, 0.2, 0.26, "square"]],
  alarm: [[880, 0, 0.14, "square"], [660, 0.18, 0.14, "square"], [880, 0.36, 0.14, "square"], [660, 0.54, 0.2, "square"]],
  tunggu: [[420, 0, 0.07, "sine"], [420, 0.12, 0.07, "sine"]],
};
const TEMPAT = "jejak.bisu";
let konteks;

export const bisu = () => localStorage.getItem(TEMPAT) === "1";
export const aturBisu = (nilai) => localStorage.setItem(TEMPAT, nilai ? "1" : "0");

export function bunyikan(jenis) {
  document.documentElement.dataset.bunyi = jenis;
  if (bisu() || !globalThis.AudioContext) return;
  konteks ??= new AudioContext();
  if (konteks.state === "suspended") konteks.resume();
  for (const [frekuensi, mulai, panjang, bentuk] of NADA[jenis]) {
    const sumber = new OscillatorNode(konteks, { frequency: frekuensi, type: bentuk });
    const keras = new GainNode(konteks, { gain: 0 });
    const saat = konteks.currentTime + mulai;
    keras.gain.linearRampToValueAtTime(bentuk === "square" ? 0.12 : 0.3, saat + 0.01);
    keras.gain.linearRampToValueAtTime(0, saat + panjang);
    sumber.connect(keras).connect(konteks.destination);
    sumber.start(saat);
    sumber.stop(saat + panjang + 0.02);
  }
}
