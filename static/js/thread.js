// A conversation that stays current while somebody reads or writes in it.
// New comments wait behind one status line until the reader asks for them. What is hidden goes at once, what is edited changes
// in its place, one's own comment appears at once. Nothing else moves, and what is being typed is never touched.
// A reader may pause it: then only what is hidden still goes, and everything else waits.

import { unfold } from "./answers.js";
import { keepDrafts, takeDrafts } from "./drafts.js";
import { listen } from "./live.js";
import { quoteInto } from "./quotes.js";
import { Votes } from "./votes.js";

const ANNOUNCE_EVERY = 30_000;
const NUMBERS = ["[data-thread-count]", "[data-thread-stances]"]; // of the whole conversation; they change with what they count

class Conversation {
  constructor(section) {
    this.section = section;
    this.id = section.dataset.thread;
    this.list = section.querySelector("[data-thread-list]");
    this.line = section.querySelector("[data-thread-status]"); // seen
    this.aloud = section.querySelector("[data-thread-aloud]"); // read out
    this.words = this.line.dataset;
    this.pauseButton = section.querySelector("[data-thread-pause]");
    this.waiting = new Map(); // comment id -> element not shown yet
    this.held = new Map(); // comment id -> how a comment on the page reads now, while the reader wants no change
    this.own = new Set();
    this.elsewhere = 0; // new first-level comments that belong to a later page
    this.numbers = new Map(); // selector -> element not shown yet
    this.loaded = Number(section.dataset.seq); // what was said before stands here, or on another page
    this.wanted = this.loaded;
    this.votes = new Votes(section);
    this.fetching = null;
    this.announced = { at: 0, timer: 0 };
    this.startPause();
    takeDrafts(this.id).forEach(({ parent, text }) => this.putBack(parent, text));
    section.addEventListener("click", (event) => this.click(event));
    this.stop = listen(`thread.${this.id}`, {
      onReady: (seq) => {
        this.votes.ready();
        this.catchUp(seq);
      },
      onEvent: ({ seq, type, id }) => {
        if (type === "comment.votes") this.votes.changed(id);
        else this.catchUp(seq, type === "thread.state");
      },
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
      this.tell(this.words.reload, { label: this.words.show, act: () => this.leave(() => window.location.reload()) });
      this.stop();
      return;
    }
    for (const fresh of changes.querySelectorAll(":scope > [data-comment]")) this.takeOne(document.adoptNode(fresh));
    for (const selector of NUMBERS) {
      const fresh = changes.querySelector(selector);
      if (fresh) this.numbers.set(selector, document.adoptNode(fresh));
    }
    this.section.dataset.seq = changes.dataset.seq;
    if (changes.dataset.state === "frozen" && !this.frozen) this.tell(this.words.frozen);
    if (changes.dataset.state !== "frozen" && this.frozen) this.show();
    this.frozen = changes.dataset.state === "frozen";
    // Places of comments that came and went while nobody looked need no announcement.
    if (this.waiting.size && !this.waitingComments() && !this.paused) this.showWaiting();
    else if (!this.waiting.size) this.showNumbers();
    this.announce();
  }

  takeOne(fresh) {
    const id = fresh.dataset.comment;
    const shown = this.find(id);
    if (shown && this.paused && !fresh.hasAttribute("data-gone") && !this.own.has(id)) {
      this.held.set(id, fresh);
    } else if (shown) {
      this.held.delete(id);
      replaceInPlace(shown, fresh);
    } else if (this.own.has(id)) {
      this.waiting.delete(id);
      this.insert(fresh);
      fresh.focus();
    } else if (Number(fresh.dataset.posted) > this.loaded) {
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
      const { newcomers } = this.section.dataset; // at which end of this page new ones belong, if they do
      if (!newcomers && !this.own.has(comment.dataset.comment)) return false;
      if (newcomers === "start") this.list.prepend(comment);
      else this.list.append(comment);
    } else {
      const replies = this.list.querySelector(`[data-replies="${CSS.escape(parent)}"]`);
      if (!replies) return false;
      replies.append(comment);
    }
    this.section.querySelector("[data-thread-empty]")?.remove();
    return true;
  }

  showWaiting() {
    const comments = [...this.waiting.values()];
    this.waiting.clear();
    this.aloud.textContent = ""; // so that the same words are read out again when they are true again
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

  /** The line about what waits changes at once; it is read out seldom enough to leave people in peace. */
  announce() {
    if (this.paused) return;
    const number = this.waitingComments();
    const offer = number ? { label: this.words.show, act: () => this.showAndFocus() } : null;
    if (this.frozen) this.show(this.words.frozen, offer);
    else if (offer || this.offered) this.show(number ? this.waitingText(number) : "", offer);
    if (!number || this.announced.timer) return;
    const wait = Math.max(0, this.announced.at + ANNOUNCE_EVERY - Date.now());
    this.announced.timer = window.setTimeout(() => {
      this.announced = { at: Date.now(), timer: 0 };
      const now = this.waitingComments();
      if (now && !this.paused) this.readOut(this.waitingText(now));
    }, wait);
  }

  waitingText(number) {
    const { one, many } = this.words;
    return number === 1 ? one : many.replace("{n}", number);
  }

  showAndFocus() {
    const shown = this.showWaiting().filter((comment) => !comment.hasAttribute("data-gone"));
    if (shown.length) {
      shown.forEach((comment) => comment.classList.add("k-comment--new"));
      shown[0].focus();
    } else if (this.elsewhere) {
      this.leave(() => window.location.assign(this.section.dataset.lastUrl));
    }
  }

  /** Say something at once, to the eye and to the ear. */
  tell(text, offer = null) {
    this.show(text, offer);
    this.readOut(text);
  }

  /** What is there already has been read out. */
  readOut(text) {
    if (this.aloud.textContent !== text) this.aloud.textContent = text;
  }

  /** Put a line above the comments, with a button where there is something to do; without words the line goes. */
  show(text = "", offer = null) {
    this.offered = Boolean(offer);
    if (this.line.firstElementChild?.children[1]?.textContent === text && offer) return; // the button keeps the focus
    const focused = this.line.contains(document.activeElement);
    this.line.replaceChildren(...(text ? [lineOf(text, offer)] : []));
    if (focused) (this.line.querySelector("button") ?? this.section.querySelector("h2")).focus({ preventScroll: true });
  }

  // --- Pausing: kept for this tab, so that the page looks the same after going back to it ---------------------------

  get pauseKey() {
    return `thread-paused-${this.id}`;
  }

  startPause() {
    if (!this.pauseButton) return;
    this.pauseButton.hidden = false;
    if (remembered(this.pauseKey)) this.pause();
    this.pauseButton.addEventListener("click", () => (this.paused ? this.goOn() : this.pause(true)));
  }

  pause(aloud = false) {
    this.paused = this.votes.paused = true;
    remember(this.pauseKey, true);
    this.pauseButton.setAttribute("aria-pressed", "true");
    const { paused, goOn } = this.words;
    this.show(paused, { label: goOn, act: () => this.goOn() });
    this.offered = false;
    if (aloud) this.readOut(paused);
  }

  goOn() {
    this.paused = this.votes.paused = false;
    this.votes.fetchSoon();
    remember(this.pauseKey, false);
    this.pauseButton.setAttribute("aria-pressed", "false");
    const fromLine = this.line.contains(document.activeElement);
    const held = [...this.held.values()];
    this.held.clear();
    held.forEach((fresh) => this.takeOne(fresh));
    this.announced.at = Date.now(); // what waited is said now, not again in a moment
    const number = this.waitingComments();
    this.show();
    if (!number) this.showWaiting();
    this.announce();
    this.readOut(number ? this.waitingText(number) : this.words.again);
    if (fromLine) (this.line.querySelector("button") ?? this.pauseButton).focus({ preventScroll: true });
  }

  lost() {
    this.stop?.();
    this.tell(this.words.lost);
    this.waiting.clear();
    this.held.clear();
    this.saveAnswers();
    this.list.replaceChildren(); // what may no longer be read is not left on the screen
  }

  /** Answers that are being written stay when the comments they stand under go. */
  saveAnswers() {
    const { activeElement } = document;
    const forms = [...this.list.querySelectorAll("form[data-comment-form]")].filter((form) => textOf(form));
    this.list.after(...forms);
    if (forms.some((form) => form.contains(activeElement))) activeElement.focus({ preventScroll: true });
  }

  /** Go to another page, or load this one anew, without losing what is being typed. */
  leave(go) {
    const forms = [...this.section.querySelectorAll("form[data-comment-form]")];
    keepDrafts(this.id, forms.map((form) => ({ parent: form.elements.parent.value, text: textOf(form) })));
    go();
  }

  putBack(parent, text) {
    if (parent && !this.openReply(parent, false)) parent = ""; // its comment is on another page: better there than nowhere
    const form = this.section.querySelector(parent ? `#reply-${CSS.escape(parent)}` : "#say");
    const field = form?.querySelector("textarea");
    if (field) field.value = field.value ? `${field.value}\n\n${text}` : text;
  }

  /** The form for an answer opens under its comment; without this the link leads to the same form on another page. */
  click(event) {
    const reply = event.target.closest("[data-reply]");
    const cancel = event.target.closest("[data-reply-cancel]");
    if (reply && this.openReply(reply.dataset.reply)) event.preventDefault();
    if (cancel && this.closeReply(cancel.closest("form"))) event.preventDefault();
    const quote = event.target.closest("[data-quote]");
    if (quote && this.quote(quote)) event.preventDefault();
    const more = event.target.closest("[data-more-answers] a");
    if (more) {
      event.preventDefault();
      unfold(more).then(() => this.dropShown());
    }
  }

  openReply(id, focus = true) {
    const template = this.section.querySelector("[data-reply-template]");
    const slot = this.find(id)?.querySelector(":scope > [data-reply-slot]");
    if (!template || !slot) return false;
    if (!slot.querySelector("form")) {
      const form = template.content.firstElementChild.cloneNode(true);
      form.id = `reply-${id}`;
      form.elements.parent.value = id;
      for (const element of form.querySelectorAll("[id], [for], [aria-describedby]")) renumber(element, id);
      slot.replaceChildren(form);
    }
    if (focus) slot.querySelector("textarea").focus();
    return true;
  }

  /** The answer begins with what somebody else said. */
  quote(link) {
    const comment = link.closest("[data-comment]");
    const root = comment.dataset.parent ?? comment.dataset.comment;
    if (!this.openReply(root, false)) return false;
    quoteInto(this.find(root).querySelector(":scope > [data-reply-slot] textarea"), comment, link.dataset.name);
    return true;
  }

  /** What was waiting may have come with folded answers. */
  dropShown() {
    for (const id of this.waiting.keys()) if (this.find(id)) this.waiting.delete(id);
    this.announce();
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

function textOf(form) {
  return form.querySelector("textarea")?.value ?? "";
}

function lineOf(text, offer) {
  const line = document.createElement("p");
  line.className = "k-live";
  const dot = document.createElement("span");
  dot.className = "k-live__dot";
  const words = document.createElement("span");
  words.textContent = text;
  line.append(dot, words);
  if (offer) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = offer.label;
    button.addEventListener("click", offer.act);
    line.append(button);
  }
  return line;
}

/** A wish for this tab. A browser that keeps nothing forgets it with the page. */
function remember(key, wish) {
  try {
    if (wish) window.sessionStorage.setItem(key, "1");
    else window.sessionStorage.removeItem(key);
  } catch { /* private windows may refuse */ }
}

function remembered(key) {
  try {
    return window.sessionStorage.getItem(key) !== null;
  } catch {
    return false;
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
