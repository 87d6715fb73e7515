// One WebSocket for the whole page. It brings pointers; what they point to is fetched over HTTP, where permission is decided.
// A page works the same without it: this only saves reloading.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const QUIET_FOR = 4_000; // a short gap is nobody's business
const BAD_FRAME = 4400;
const REFRESH_EVERY = 1_000;

const listeners = new Map(); // topic -> Set of listeners
let socket = null;
let attempts = 0;
let timer = 0;
let offlineTimer = 0;
let stopped = false;

/**
 * Listen to a topic until the returned function is called.
 * `onReady(seq)` after every subscription, the first and those after a reconnection; `onEvent(event)`; `onForbidden()`.
 */
export function listen(topic, listener) {
  if (!listeners.has(topic)) {
    listeners.set(topic, new Set());
    send({ subscribe: topic });
  } else if (socket?.readyState === WebSocket.OPEN) {
    send({ subscribe: topic }); // the answer tells the newcomer where the topic stands
  }
  listeners.get(topic).add(listener);
  open();
  return () => {
    const others = listeners.get(topic);
    if (!others?.delete(listener) || others.size) return;
    listeners.delete(topic);
    send({ unsubscribe: topic });
  };
}

function open() {
  if (socket || stopped || timer || !listeners.size) return;
  const address = new URL(document.body.dataset.liveUrl ?? "/ws/live/", window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const opened = new WebSocket(address);
  socket = opened;
  opened.addEventListener("open", () => {
    for (const topic of listeners.keys()) send({ subscribe: topic });
  });
  opened.addEventListener("message", ({ data }) => receive(JSON.parse(data)));
  opened.addEventListener("close", ({ code }) => {
    if (socket !== opened) return;
    socket = null;
    if (code === BAD_FRAME) stopped = true; // our own mistake would only be repeated
    showOffline();
    openLater();
  });
}

/** Try again, each time later, and not all browsers at the same moment. */
function openLater() {
  if (stopped || timer || !listeners.size) return;
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts) * (0.5 + Math.random());
  attempts += 1;
  timer = window.setTimeout(openNow, wait);
}

function openNow() {
  window.clearTimeout(timer);
  timer = 0;
  open();
}

function send(frame) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function receive(frame) {
  const topic = frame.subscribed ?? frame.topic;
  const concerned = [...(listeners.get(topic) ?? [])];
  if (frame.subscribed) {
    attempts = 0;
    hideOffline();
    concerned.forEach((listener) => listener.onReady?.(frame.seq));
  } else if (frame.error) {
    if (frame.error === "forbidden") listeners.delete(topic);
    concerned.forEach((listener) => listener.onForbidden?.(frame.error));
  } else {
    concerned.forEach((listener) => listener.onEvent?.(frame));
  }
}

// "Reconnecting" is a quiet line, shown only when it lasts, announced to nobody.
function showOffline() {
  if (offlineTimer) return;
  offlineTimer = window.setTimeout(() => setOffline(true), QUIET_FOR);
}

function hideOffline() {
  window.clearTimeout(offlineTimer);
  offlineTimer = 0;
  setOffline(false);
}

function setOffline(isOffline) {
  document.documentElement.toggleAttribute("data-live-reconnecting", isOffline);
  document.querySelectorAll("[data-live-offline]").forEach((line) => {
    line.hidden = !isOffline;
  });
}

window.addEventListener("online", () => {
  attempts = 0;
  if (timer) openNow();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && timer) openNow();
});
// A page that is kept for the Back button gives its socket up and takes a new one when it is shown again.
window.addEventListener("pagehide", () => {
  stopped = true;
  socket?.close();
  socket = null;
});
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  stopped = false;
  attempts = 0;
  openNow();
});

// --- Elements that fetch themselves anew: <div data-live-topic="proposal.7" data-live-url="…"> ----------------------

const refreshed = new Map(); // topic -> {due, last, ready}

function watchElements() {
  document.querySelectorAll("[data-live-topic][data-live-url]").forEach(({ dataset }) => {
    const topic = dataset.liveTopic;
    if (refreshed.has(topic)) return;
    const state = { due: 0, last: 0, ready: false };
    refreshed.set(topic, state);
    listen(topic, {
      onReady() {
        // What the page was loaded with is fresh enough the first time; after a gap the level may have moved.
        if (state.ready) refreshSoon(topic, state);
        state.ready = true;
      },
      onEvent: () => refreshSoon(topic, state),
    });
  });
}

/** Fetch at most once a second, and not every browser at the same moment. */
function refreshSoon(topic, state) {
  if (state.due) return;
  const wait = state.last ? Math.max(0, state.last + REFRESH_EVERY * (0.75 + Math.random() / 2) - Date.now()) : Math.random() * 100;
  state.due = window.setTimeout(async () => {
    state.due = 0;
    state.last = Date.now();
    for (const element of elementsOf(topic)) await refresh(element);
  }, wait);
}

function elementsOf(topic) {
  return document.querySelectorAll(`[data-live-topic="${CSS.escape(topic)}"][data-live-url]`);
}

async function refresh(element) {
  let response;
  try {
    response = await fetch(element.dataset.liveUrl, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  } catch {
    return; // the next event or reconnection tries again
  }
  if (!response.ok || response.redirected) return;
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!element.isConnected) return;
  const fresh = parsed.querySelector(`[data-live-topic="${CSS.escape(element.dataset.liveTopic)}"]`);
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && [...element.querySelectorAll(focused.tagName)].indexOf(focused);
  if (fresh) {
    element.replaceWith(document.adoptNode(fresh));
  } else {
    element.replaceChildren(...parsed.body.childNodes);
  }
  const shown = fresh ?? element;
  if (focused) shown.querySelectorAll(focused.tagName)[place]?.focus({ preventScroll: true });
}

watchElements();
document.addEventListener("swapped", watchElements);
