// The numbers of who has voted, asked anew every half minute. Without it the page is loaded anew by hand.

const EVERY = 30000; // milliseconds

/** Put the fresh numbers in the place of the old ones; what cannot be fetched now is fetched next time. */
async function ask(box) {
  if (document.hidden) return;
  const response = await fetch(box.dataset.turnout, { headers: { "HX-Request": "true" } });
  if (response.ok) box.innerHTML = await response.text();
}

const box = document.querySelector("[data-turnout]");
if (box) window.setInterval(() => ask(box).catch(() => {}), EVERY);
