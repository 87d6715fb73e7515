// Small help for moderators. Without it the queue and the case work as well.

const READY_SELECTOR = "[data-ready]";
const FIRST_WAIT = 1000; // milliseconds before the first new attempt
const LONGEST_WAIT = 60000;

/** Say once that the queue has changed, and offer to load it anew; nothing moves by itself. */
function offerReload(line) {
  if (line.childElementCount) return;
  const words = document.createElement("span");
  words.textContent = line.dataset.text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = line.dataset.button;
  button.addEventListener("click", () => window.location.reload());
  line.append(words, button);
}

/** Listen to the live topics of the moderator's districts; come back, ever more slowly, when the line breaks. */
function watch(queue, wait = FIRST_WAIT) {
  const topics = queue.dataset.topics.split(" ").filter(Boolean);
  if (!topics.length) return;
  const line = queue.querySelector("[data-queue-changed]");
  const address = new URL(queue.dataset.liveUrl, window.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = new WebSocket(address);
  let next = Math.min(wait * 2, LONGEST_WAIT);
  socket.addEventListener("open", () => {
    next = FIRST_WAIT;
    topics.forEach((topic) => socket.send(JSON.stringify({ subscribe: topic })));
  });
  socket.addEventListener("message", (event) => {
    if (JSON.parse(event.data).type === "case.changed") offerReload(line);
  });
  socket.addEventListener("close", () => setTimeout(() => watch(queue, next), wait));
}

/** Choosing a rule fills in its ready-made text, unless the moderator has written their own. */
function offerTexts(form) {
  const ground = form.elements.ground;
  if (!ground) return;
  const explanation = form.elements.explanation;
  const texts = new Map([...form.querySelectorAll(READY_SELECTOR)].map((item) => [item.dataset.ready, item.textContent]));
  ground.addEventListener("change", () => {
    const typed = explanation.value.trim();
    const isReady = typed === "" || [...texts.values()].includes(typed);
    if (isReady) explanation.value = texts.get(ground.value) ?? "";
  });
}

const queue = document.querySelector("[data-queue]");
if (queue) watch(queue);
const form = document.querySelector("[data-decide]");
if (form) offerTexts(form);
