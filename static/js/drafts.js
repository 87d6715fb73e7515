// What somebody is writing in a conversation, kept while the page is loaded anew. In this tab only, and taken out once.

const key = (thread) => `thread-drafts-${thread}`;

/** Keep drafts of a thread: `{parent, text}`, parent empty for a comment of its own. */
export function keepDrafts(thread, drafts) {
  const written = drafts.filter(({ text }) => text.trim());
  try {
    if (written.length) window.sessionStorage.setItem(key(thread), JSON.stringify(written));
  } catch { /* a browser that keeps nothing still has its own memory of forms */ }
}

/** The drafts that were kept; they are forgotten here. */
export function takeDrafts(thread) {
  try {
    const kept = window.sessionStorage.getItem(key(thread));
    window.sessionStorage.removeItem(key(thread));
    return JSON.parse(kept ?? "[]");
  } catch {
    return [];
  }
}
