// How far a worker is with an import, asked every few seconds. Without it a link shows the page anew.

const EVERY = 3000; // milliseconds

/** Ask once, show it, and load the page anew when the step is over. */
async function ask(box, bar, words) {
  const response = await fetch(box.dataset.runProgress, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const { state, done, total } = await response.json();
  if (state !== box.dataset.state) {
    window.location.reload();
    return;
  }
  if (total) {
    bar.max = total;
    bar.value = done;
  }
  words.textContent = box.dataset.words.replace("{done}", done.toLocaleString(document.documentElement.lang));
}

const box = document.querySelector("[data-run-progress]");
if (box) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[role=status]");
  const tick = () => ask(box, bar, words).catch(() => {}).finally(() => window.setTimeout(tick, EVERY));
  window.setTimeout(tick, EVERY);
}
