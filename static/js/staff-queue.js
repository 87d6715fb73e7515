// Small help for moderators. Without it the queue and the case work as well.

import { listen } from "./live.js";

const READY_SELECTOR = "[data-ready]";

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

/** Listen to the moderator's districts. */
function watch(queue) {
  const line = queue.querySelector("[data-queue-changed]");
  const onEvent = ({ type }) => {
    if (type === "case.changed") offerReload(line);
  };
  queue.dataset.topics.split(" ").filter(Boolean).forEach((topic) => listen(topic, { onEvent }));
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
