// Help on the ballot's pages: says what a change has done, copies and prints a receipt, clears a voting place's screen.
// Everything here can be done without it.

const IDLE = 120_000; // milliseconds

document.addEventListener("ballot", ({ detail }) => {
  const place = document.querySelector("[data-ballot-said]");
  if (place) place.textContent = detail.said;
});

// What had the focus may have gone with the item that was taken out.
document.addEventListener("swapped", () => {
  if (document.activeElement === document.body) document.getElementById("ballot")?.focus({ preventScroll: true });
});

document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    document.querySelector("[data-copied]").textContent = button.dataset.done;
  });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

const kiosk = document.querySelector("[data-kiosk]");
if (kiosk) {
  document.querySelector("[data-kiosk-note]").hidden = false;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => kiosk.requestSubmit(), IDLE);
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) document.addEventListener(kind, wait, { passive: true });
  wait();
}
