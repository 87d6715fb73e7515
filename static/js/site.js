// Small help for every page. Whatever this does, the page also works without it.

const toast = document.getElementById("toast");

/** Add a close button to an element and give its label in the reader's language. The focus goes back to where it was. */
function addCloseButton(box, before = document.getElementById("main")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "k-alert__close";
  button.setAttribute("aria-label", toast.dataset.close);
  button.textContent = "×";
  button.addEventListener("click", () => {
    box.remove();
    (before?.isConnected ? before : document.getElementById("main"))?.focus({ preventScroll: true });
  });
  box.append(button);
}

/** Say something that did not happen by itself, such as a failed request. */
export function say(text, kind = "wrong") {
  const box = document.createElement("div");
  box.className = `k-alert k-alert--${kind}`;
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  addCloseButton(box, document.activeElement);
  toast.replaceChildren(box);
}

document.querySelectorAll("[data-dismissible]").forEach((box) => addCloseButton(box));

// An open menu closes by Escape and by a click beside it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

// A form with data-confirm asks once more; the question is in the page's language.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}, true);

// A filter whose form has data-autosubmit is sent when a choice changes; its button stays for everyone else.
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-autosubmit] select")) event.target.form.requestSubmit();
});

// Sending a form twice by a double click does no harm on the server, but it looks like a mistake.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.matches("[data-swap]")) return;
  const { submitter } = event;
  if (!submitter) return;
  if (submitter.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  submitter.setAttribute("aria-disabled", "true");
  setTimeout(() => submitter.removeAttribute("aria-disabled"), 3000);
});
