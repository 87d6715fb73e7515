// While somebody writes an idea, what is like it already is kept up to date under the title. It never moves the field that one
// is typing in: below the title a line appears that opens when it is pressed, and changes wait while the text below has focus.
// Read out is only that there is something at all, once.

const PAUSE = 1200; // milliseconds without a key
const SHORTEST = 4; // letters of a title

const place = document.querySelector("[data-similar]");
const form = place?.closest("form");
if (form) start(place, form, document.querySelector("[data-similar-said]"));

function start(place, form, said) {
  const { title, body } = form.elements;
  let timer = 0;
  let asked = asking();
  let running = null;
  let waiting = null; // a fragment for when the text below is left

  function asking() {
    return JSON.stringify([title.value.trim(), body.value.trim()]);
  }

  function question() {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("title", title.value);
    data.append("body", body.value);
    const [, draft] = form.dataset.draft.split("/");
    if (draft !== "new") data.append("draft", draft);
    return data;
  }

  async function ask() {
    if (asked === asking()) return;
    asked = asking();
    running?.abort();
    if (title.value.trim().length < SHORTEST) return put("");
    running = new AbortController();
    try {
      const answer = await fetch(place.dataset.similar, { method: "POST", body: question(), signal: running.signal });
      if (answer.ok) put(await answer.text());
    } catch {
      // no matter: the same is shown when the step has been saved
    }
  }

  function put(fragment) {
    const moves = !place.firstElementChild !== !fragment.trim() || place.querySelector("details")?.open;
    if (moves && (document.activeElement === body || place.contains(document.activeElement))) {
      waiting = fragment;
      return;
    }
    waiting = null;
    const wasOpen = place.querySelector("details")?.open ?? false;
    const wasEmpty = !place.firstElementChild;
    place.replaceChildren(document.createRange().createContextualFragment(fragment));
    const details = place.querySelector("details");
    if (!details) return;
    details.open = wasOpen;
    if (wasEmpty && said.textContent === "") said.textContent = details.querySelector("summary").textContent;
  }

  form.addEventListener("input", ({ target }) => {
    if (target !== title && target !== body) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("focusout", () => setTimeout(() => {
    if (waiting !== null) put(waiting);
  }));
}
