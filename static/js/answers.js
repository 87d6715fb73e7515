// Answers that are folded away come in their place; without this the link leads to a page of them.

import { say } from "./site.js";

/** Put the answers behind the link where it stands, and the focus on the first of them. */
export async function unfold(link) {
  const fold = link.closest("[data-more-answers]");
  if (fold.hasAttribute("aria-busy")) return;
  fold.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!response.ok) throw new Error(response.status);
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    const there = (part) => part.dataset.comment && document.getElementById(part.id);
    const parts = [...parsed.body.firstElementChild.children].filter((part) => !there(part)).map((part) => document.adoptNode(part));
    fold.replaceWith(...parts);
    parts.find((part) => part.dataset.comment)?.focus();
  } catch {
    fold.removeAttribute("aria-busy");
    say(document.getElementById("toast").dataset.offline);
  }
}
