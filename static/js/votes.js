// How many agree with what was said. The numbers are a level: they are fetched anew, change in their place, and are not read
// out. Nothing is replaced under a finger or a focus.

import { say } from "./site.js";

const FETCH_EVERY = 1_000;
const MOST = 400;

export class Votes {
  constructor(section) {
    this.section = section;
    this.paused = false;
    this.wanted = new Set(); // ids of comments whose numbers have changed
    this.timer = 0;
    this.known = false;
  }

  /** After the first subscription the page is fresh; after a gap anything may have changed. */
  ready() {
    if (this.known) this.shown().forEach((part) => this.wanted.add(part.dataset.votes));
    this.known = true;
    this.fetchSoon();
  }

  changed(id) {
    this.wanted.add(String(id));
    this.fetchSoon();
  }

  shown() {
    return [...this.section.querySelectorAll("[data-votes]")];
  }

  /** At most once a second, and not every browser at the same moment. */
  fetchSoon() {
    if (this.paused || this.timer || !this.wanted.size) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      if (!this.paused) this.fetch();
    }, FETCH_EVERY * (0.5 + Math.random() / 2));
  }

  async fetch() {
    const ids = this.shown().map((part) => part.dataset.votes).filter((id) => this.wanted.has(id)).slice(0, MOST);
    this.wanted.clear();
    if (!ids.length) return;
    let response;
    try {
      response = await fetch(`${this.section.dataset.votesUrl}?ids=${ids}`, { credentials: "same-origin" });
    } catch {
      return; // offline; the reconnection asks for all
    }
    if (!response.ok) return;
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const fresh of parsed.querySelectorAll("[data-votes]")) {
      const shown = this.section.querySelector(`#${CSS.escape(fresh.id)}`);
      if (shown) renew(shown, document.adoptNode(fresh));
    }
  }
}

/** The buttons stay, whatever else changes: one of them may have the focus. */
function renew(shown, fresh) {
  const [old, now] = [shown, fresh].map((part) => [...part.querySelectorAll(".k-vote")]);
  if (old.length !== now.length || old[0]?.tagName !== now[0]?.tagName) {
    shown.replaceWith(fresh);
    return;
  }
  old.forEach((button, place) => {
    for (const name of ["aria-pressed", "value"]) {
      if (now[place].hasAttribute(name)) button.setAttribute(name, now[place].getAttribute(name));
    }
    button.querySelector("[data-n]").textContent = now[place].querySelector("[data-n]").textContent;
  });
  shown.querySelector(".k-badge")?.remove();
  shown.append(...fresh.querySelectorAll(".k-badge"));
}

document.addEventListener("votesrefused", ({ detail }) => say(detail.message));
