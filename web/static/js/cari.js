// Arrow keys move between the box and the results; any digit goes back to the box.

const kotak = document.getElementById("nomor");
const hasil = () => [...document.querySelectorAll("#hasil a")];

addEventListener("keydown", (peristiwa) => {
  if (peristiwa.target.closest("select") || peristiwa.ctrlKey || peristiwa.altKey || peristiwa.metaKey) return;
  const semua = hasil();
  const tempat = semua.indexOf(document.activeElement);
  if (peristiwa.key === "ArrowDown" && semua.length) {
    peristiwa.preventDefault();
    semua[Math.min(tempat + 1, semua.length - 1)].focus();
  } else if (peristiwa.key === "ArrowUp" && tempat >= 0) {
    peristiwa.preventDefault();
    (semua[tempat - 1] ?? kotak).focus();
  } else if (/^[0-9A-Za-z]$/.test(peristiwa.key) && document.activeElement !== kotak) {
    kotak.focus();
    kotak.select();
  }
});
