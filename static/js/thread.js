// A conversation that stays current while somebody reads or writes in it.
// New comments wait behind one status line until the reader asks for them. What is hidden goes at once, what is edited changes
// in its place, one's own comment appears at once. Nothing else moves, and what is being typed is never touched.

import { listen } from "./live.js";

const ANNOUNCE_EVERY = 3_000;
const NUMBERS = ["[data-thread-count]", "[data-thread-stances]"]; // of the whole conversation; they change with what they count

class Conversation {
  constructor(section) {
    this.section = section;
    this.id = section.dataset.thread;
    this.list = section.querySelector("[data-thread-list]");
    this.status = section.querySelector("[data-thread-status]");
    this.waiting = new Map(); // comment id -> element not shown yet
    this.own = new Set();
    this.elsewhere = 0; // new first-level comments that belong to a later page
    this.numbers = new Map(); // selector -> element not shown yet
    this.wanted = Number(section.dataset.seq);
    this.fetching = null;
    this.announced = { at: 0, timer: 0 };
    section.addEventListener("click", (event) => this.click(event));
    this.stop = listen(`thread.${this.id}`, {
      onReady: (seq) => this.catchUp(seq),
      onEvent: ({ seq, type }) => this.catchUp(seq, type === "thread.state"),
      onForbidden: () => this.lost(),
    });
  }

  get seq() {
    return Number(this.section.dataset.seq);
  }

  /** Fetch what changed until the page has seen change number `seq`. */
  catchUp(seq, always = false) {
    this.wanted = Math.max(this.wanted, seq ?? 0);
    this.again ||= always;
    this.fetching ??= this.fetchChanges().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  async fetchChanges() {
    while (this.wanted > this.seq || this.again) {
      this.again = false;
      let response;
      try {
        response = await fetch(`${this.section.dataset.url}?after=${this.seq}`, { credentials: "same-origin" });
      } catch {
        return; // offline; the reconnection catches up
      }
      if (response.status === 404) this.lost();
      if (!response.ok) return;
      const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
      const changes = parsed.querySelector("[data-thread]");
      if (!changes) return;
      this.wanted = Math.max(this.wanted, Number(changes.dataset.seq));
      this.take(changes);
      if (changes.hasAttribute("data-reload")) return;
    }
  }

  take(changes) {
    if (changes.hasAttribute("data-reload")) {
      this.say(this.status.dataset.reload, () => window.location.reload());
      this.stop();
      return;
    }
    for (const fresh of changes.querySelectorAll(":scope > [data-comment]")) this.takeOne(document.adoptNode(fresh));
    for (const selector of NUMBERS) {
      const fresh = changes.querySelector(selector);
      if (fresh) this.numbers.set(selector, document.adoptNode(fresh));
    }
    this.section.dataset.seq = changes.dataset.seq;
    if (changes.dataset.state === "frozen" && !this.frozen) this.say(this.status.dataset.frozen);
    this.frozen = changes.dataset.state === "frozen";
    // Places of comments that came and went while nobody looked need no announcement.
    if (this.waiting.size && !this.waitingComments()) this.showWaiting();
    else if (!this.waiting.size) this.showNumbers();
    this.announce();
  }

  takeOne(fresh) {
    const id = fresh.dataset.comment;
    const shown = this.find(id);
    if (shown) {
      replaceInPlace(shown, fresh);
    } else if (this.own.has(id)) {
      this.waiting.delete(id);
      this.insert(fresh);
      fresh.focus();
    } else {
      this.waiting.set(id, fresh);
    }
  }

  find(id) {
    return this.list.querySelector(`[data-comment="${CSS.escape(id)}"]`);
  }

  /** Put a comment where a fresh page would have it; false when that is on another page. */
  insert(comment) {
    const { parent } = comment.dataset;
    if (!parent) {
      if (!this.section.hasAttribute("data-last-page") && !this.own.has(comment.dataset.comment)) return false;
      this.list.append(comment);
    } else {
      const replies = this.list.querySelector(`[data-replies="${CSS.escape(parent)}"]`);
      if (!replies) return false;
      replies.append(comment);
    }
    this.section.querySelector("[data-thread-empty]")?.remove();
    window.htmx?.process(comment);
    return true;
  }

  showWaiting() {
    const comments = [...this.waiting.values()];
    this.waiting.clear();
    const shown = comments.filter((comment) => this.insert(comment));
    this.elsewhere += comments.filter((comment) => !shown.includes(comment) && !comment.dataset.parent).length;
    this.showNumbers();
    this.announce();
    return shown;
  }

  showNumbers() {
    for (const [selector, fresh] of this.numbers) this.section.querySelector(selector)?.replaceWith(fresh);
    this.numbers.clear();
  }

  waitingComments() {
    return [...this.waiting.values()].filter((comment) => !comment.hasAttribute("data-gone")).length;
  }

  /** Say how many comments wait; often enough to be of use, seldom enough to be read out in peace. */
  announce() {
    if (this.announced.timer) return;
    const wait = Math.max(0, this.announced.at + ANNOUNCE_EVERY - Date.now());
    const number = this.waitingComments();
    if (!number) {
      this.clear();
      return;
    }
    this.announced.timer = window.setTimeout(() => {
      this.announced = { at: Date.now(), timer: 0 };
      const now = this.waitingComments();
      if (!now) return;
      const { one, many } = this.status.dataset;
      this.say(now === 1 ? one : many.replace("{n}", now), () => this.showAndFocus());
    }, wait);
  }

  showAndFocus() {
    const shown = this.showWaiting().filter((comment) => !comment.hasAttribute("data-gone"));
    if (shown.length) {
      shown.forEach((comment) => comment.classList.add("k-comment--new"));
      shown[0].focus();
    } else if (this.elsewhere) {
      window.location.assign(this.section.dataset.lastUrl);
    }
  }

  say(text, show = null) {
    const line = document.createElement("p");
    line.className = "k-live";
    const dot = document.createElement("span");
    dot.className = "k-live__dot";
    const words = document.createElement("span");
    words.textContent = text;
    line.append(dot, words);
    if (show) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.status.dataset.show;
      button.addEventListener("click", show);
      line.append(button);
    }
    this.line = { text, show };
    this.status.replaceChildren(line);
  }

  clear() {
    if (this.line?.show) this.status.replaceChildren();
  }

  lost() {
    this.stop?.();
    this.say(this.status.dataset.lost);
    this.waiting.clear();
    this.list.replaceChildren(); // what may no longer be read is not left on the screen; what is being typed stays
  }

  /** The form for an answer opens under its comment; without this the link leads to the same form on another page. */
  click(event) {
    const reply = event.target.closest("[data-reply]");
    const cancel = event.target.closest("[data-reply-cancel]");
    if (reply && this.openReply(reply.dataset.reply)) event.preventDefault();
    if (cancel && this.closeReply(cancel.closest("form"))) event.preventDefault();
  }

  openReply(id) {
    const template = this.section.querySelector("[data-reply-template]");
    const slot = this.find(id)?.querySelector(":scope > [data-reply-slot]");
    if (!template || !slot) return false;
    if (!slot.querySelector("form")) {
      const form = template.content.firstElementChild.cloneNode(true);
      form.id = `reply-${id}`;
      form.elements.parent.value = id;
      for (const element of form.querySelectorAll("[id], [for], [aria-describedby]")) renumber(element, id);
      slot.replaceChildren(form);
      window.htmx?.process(form);
    }
    slot.querySelector("textarea").focus();
    return true;
  }

  closeReply(form) {
    const comment = form.closest("[data-comment]");
    if (!comment || !form.closest("[data-reply-slot]")) return false;
    form.remove();
    comment.querySelector("[data-reply]")?.focus();
    return true;
  }

  /** One's own comment is shown at once, without asking. */
  posted({ id, seq }) {
    this.own.add(String(id));
    const waiting = this.waiting.get(String(id));
    if (waiting) this.takeOne(waiting);
    else this.catchUp(seq);
  }
}

/** Change what a comment shows, but neither its answers nor an answer that is being written. */
function replaceInPlace(shown, fresh) {
  const hadFocus = shown.contains(document.activeElement) && !document.activeElement.closest("[data-keep]");
  for (const { name } of [...shown.attributes]) if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) shown.setAttribute(name, value);
  for (const node of [...shown.childNodes]) if (!node.dataset?.hasOwnProperty("keep")) node.remove();
  const parts = [...fresh.childNodes].filter((node) => !node.dataset?.hasOwnProperty("keep"));
  shown.prepend(...parts);
  window.htmx?.process(shown);
  if (hadFocus) shown.focus({ preventScroll: true });
}

/** The blank form for an answer carries the number 0 in its ids. */
function renumber(element, id) {
  for (const name of ["id", "for", "aria-describedby"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replaceAll("reply-0-", `reply-${id}-`));
  }
}

const conversations = [...document.querySelectorAll("section[data-thread]")].map((section) => new Conversation(section));

document.addEventListener("commentposted", ({ detail }) => {
  conversations.find(({ id }) => id === String(detail.thread))?.posted(detail);
});
