// A step of a proposal saves itself while somebody writes. What does not reach the server stays in this window's storage
// and comes back: after a lost connection, after signing in again, after a reload. The buttons work without any of this.

const PAUSE = 1500; // milliseconds without a key before saving
const LONGEST_SAVE = 8000; // milliseconds
const RETRIES = [5, 15, 30, 60]; // seconds between attempts while the server cannot be reached
const VISITORS_TEXT_LASTS = 2 * 60 * 60 * 1000; // milliseconds; somebody else may sit at the same screen after that
const NOT_TEXT = new Set(["csrfmiddlewaretoken", "seen", "form_key", "step", "do", "find_place"]);

const form = document.querySelector("form[data-draft]");
const saved = document.querySelector("[data-saved]");
if (form && saved) start();

function start() {
  const line = saved.querySelector("[data-saved-line]");
  const words = saved.querySelector("[data-saved-text]");
  const said = saved.querySelector("[data-saved-said]");
  const isVisitor = "visitor" in form.dataset;
  let key = `draft ${form.dataset.draft}`;
  let timer = 0;
  let failures = 0;
  let isSaving = false;
  let isStopped = false; // another window was faster, or nobody is signed in
  let isLeaving = false; // the form itself is on its way: a save beside it would make a second draft, or a conflict with it
  let waiting = null; // the button that was pressed while a save was on its way
  let sentText = textOf();
  let lastText = sentText;

  function fields() {
    return [...form.elements].filter((field) => field.name && !NOT_TEXT.has(field.name) && isText(field));
  }

  /** What saves itself: words, and what was chosen of several. */
  function isText(field) {
    if (field.type === "radio") return field.checked;
    return field.tagName === "SELECT" || field.tagName === "TEXTAREA" || ["text", "search", "number"].includes(field.type);
  }

  function textOf() {
    return JSON.stringify(fields().map((field) => [field.name, field.value]));
  }

  function seen() {
    return form.elements.seen?.value ?? "";
  }

  // --- telling ---

  /** Show a line; `aloud` reads it out too, for what the writer would want to hear. */
  function show(text, { late = false, aloud = false } = {}) {
    line.hidden = false;
    line.classList.toggle("is-late", late);
    words.textContent = text;
    if (aloud) said.textContent = text;
  }

  function askToSignIn(address) {
    show(saved.dataset.out, { late: true, aloud: true });
    const link = document.createElement("a");
    link.href = `${saved.dataset.login}?next=${encodeURIComponent(address)}`;
    link.textContent = saved.dataset.signIn;
    words.append(" ", link);
  }

  // --- this window's storage ---

  function remember(changes = {}) {
    try {
      const entry = { text: textOf(), seen: seen(), sent: false, at: Date.now(), ...changes };
      sessionStorage.setItem(key, JSON.stringify(entry));
    } catch {
      // storage is full or forbidden: saving on the server goes on
    }
  }

  function forget(name = key) {
    try {
      sessionStorage.removeItem(name);
    } catch {
      // as above
    }
  }

  function remembered(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  }

  /** Put back what the server has not got. An entry that was sent and arrived has done its duty. */
  function restore() {
    const visitors = form.dataset.draft.replace(/[^/]*$/, "");
    for (const name of [key, `draft ${visitors}`]) {
      const entry = remembered(name);
      if (!entry) continue;
      const isOld = name !== key && Date.now() - entry.at > VISITORS_TEXT_LASTS;
      const hasMoved = entry.seen !== seen();
      if (name !== key) forget(name);
      if (isOld || entry.text === textOf() || (hasMoved && entry.sent)) {
        forget(name);
        continue;
      }
      JSON.parse(entry.text).forEach(([field, value]) => {
        const control = form.elements[field];
        if (!control || control.value === value) return;
        control.value = value; // of radios, too: the one of this value is chosen
        if (control instanceof Element) control.dispatchEvent(new Event("change", { bubbles: true }));
      });
      if (hasMoved && form.elements.seen && entry.seen) form.elements.seen.value = entry.seen; // the server shows both
      show(saved.dataset.restored, { aloud: true });
      changed();
      return;
    }
  }

  // --- saving ---

  function changed() {
    lastText = textOf();
    isLeaving = false; // whoever goes on typing is still here
    remember();
    if (isVisitor || isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  function changedBySelf() {
    if (textOf() !== lastText) changed();
  }

  function payload() {
    const data = new FormData();
    for (const field of form.elements) {
      if (field.name && (isText(field) || (field.type === "hidden" && field.name !== "do"))) data.append(field.name, field.value);
    }
    data.append("do", "autosave");
    return data;
  }

  async function save() {
    const text = textOf();
    if (isSaving || isStopped || isLeaving || text === sentText) return;
    if (!fields().some((field) => field.value.trim())) return;
    isSaving = true;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body: payload(),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(LONGEST_SAVE),
      });
    } catch {
      answer = null;
    }
    isSaving = false;
    await take(answer, text);
    if (waiting) form.requestSubmit(waiting);
    waiting = null;
  }

  async function take(answer, text) {
    if (!answer || answer.status >= 500 || answer.status === 429) return tryAgain();
    const body = await answer.json().catch(() => ({}));
    if (answer.status === 401 || answer.status === 403) {
      isStopped = true;
      return askToSignIn(window.location.pathname);
    }
    if (answer.status === 409) {
      isStopped = true;
      return show(body.said ?? saved.dataset.failed, { late: true, aloud: true });
    }
    if (!answer.ok) return show(body.said ?? saved.dataset.failed, { late: true });
    return kept(body, text);
  }

  function kept(body, text) {
    const isFirst = form.dataset.draft.includes("/new/") || failures > 0;
    sentText = text;
    if (form.elements.seen) form.elements.seen.value = body.seen;
    forget();
    if (form.dataset.draft.includes("/new/")) moveTo(body.address);
    show(failures ? `${saved.dataset.again} ${body.said}` : body.said, { aloud: isFirst });
    failures = 0;
    if (textOf() !== text) changed(); // somebody went on writing meanwhile
  }

  /** The draft has an address now: a reload, and the next sending, go there. */
  function moveTo(address) {
    const [, pk] = address.match(/\/(\d+)\/write\//);
    form.dataset.draft = form.dataset.draft.replace("/new/", `/${pk}/`);
    key = `draft ${form.dataset.draft}`;
    form.action = address;
    window.history.replaceState(null, "", address);
  }

  function tryAgain() {
    const wait = RETRIES[Math.min(failures, RETRIES.length - 1)];
    failures += 1;
    show(saved.dataset.failed, { late: true, aloud: failures === 1 });
    clearTimeout(timer);
    timer = setTimeout(save, wait * 1000);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    if (isText(event.target)) changed();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (isSaving) { // the form must not be sent with the mark from before that save
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    isLeaving = true;
    remember({ sent: true });
  });
  window.addEventListener("pageshow", () => { isLeaving = false; });
  // The map writes into its fields by itself.
  document.addEventListener("pointerup", () => setTimeout(changedBySelf, 300));
  document.addEventListener("keyup", () => setTimeout(changedBySelf, 300));
  window.addEventListener("online", () => {
    if (failures) save();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  restore();
}
