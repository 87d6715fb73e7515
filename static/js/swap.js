// A form that changes one part of its page in place; without this it is sent like any other and the page comes anew.
// data-swap names what the answer replaces (nothing: the form itself), data-swap-inside fills it instead, and
// data-swap-typing sends while somebody types. With the server it speaks htmx's headers. A button may have an address and a
// data-swap of its own, and is then sent as a form of its own.

import { say } from "./site.js";

const TYPING_PAUSE = 300;
const SHOWN = [422, 429]; // a refused form comes back as a fragment with its messages
const running = new WeakMap(); // form, or button with its own address -> the request under way
const timers = new WeakMap();
const { failed, offline } = document.getElementById("toast").dataset;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.swap === undefined) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-swap-typing]");
  if (!form) return;
  window.clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => send(form), TYPING_PAUSE));
});

async function send(form, submitter = null) {
  const asks = form.method === "get";
  const sender = submitter?.hasAttribute("formaction") ? submitter : form;
  if (running.has(sender) && !asks) return; // sent once is sent
  running.get(sender)?.abort(); // of two questions the later one counts
  const control = new AbortController();
  running.set(sender, control);
  try {
    const response = await fetch(...request(form, submitter, asks, control.signal));
    take(sender.dataset.swap === undefined ? form : sender, response, await response.text());
  } catch (error) {
    if (error.name !== "AbortError") say(offline);
  } finally {
    if (running.get(sender) === control) running.delete(sender);
  }
}

function request(form, submitter, asks, signal) {
  const address = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
  const fields = new FormData(form, submitter);
  const options = { headers: { "HX-Request": "true" }, credentials: "same-origin", signal };
  if (asks) address.search = new URLSearchParams(fields);
  else Object.assign(options, { method: "POST", body: form.enctype.startsWith("multipart") ? fields : new URLSearchParams(fields) });
  return [address, options];
}

function take(form, response, text) {
  const elsewhere = response.headers.get("HX-Redirect");
  if (elsewhere) window.location.assign(elsewhere);
  else if (response.ok || SHOWN.includes(response.status)) swap(form, response, text);
  else say(failed);
}

function swap(form, response, text) {
  for (const [name, detail] of Object.entries(JSON.parse(response.headers.get("HX-Trigger") ?? "{}"))) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }
  const target = form.dataset.swap ? document.querySelector(form.dataset.swap) : form;
  if (!target?.isConnected) return;
  const focused = target.contains(document.activeElement) ? document.activeElement.id : null;
  const fresh = [...new DOMParser().parseFromString(text, "text/html").body.children].map((part) => document.adoptNode(part));
  if (form.dataset.swapInside === undefined) target.replaceWith(...fresh);
  else target.replaceChildren(...fresh);
  const asked = fresh.map((part) => part.querySelector("[autofocus]")).find(Boolean);
  (asked ?? document.getElementById(focused))?.focus();
  document.dispatchEvent(new Event("swapped"));
}
