// An answer that begins with what somebody said, or with what is selected of it. The server writes the same without scripts.

const LONGEST = 500;

/** Put the passage behind what is being written, and the cursor behind it. */
export function quoteInto(field, comment, name) {
  const written = field.value.trimEnd();
  const lines = shortened(passage(comment)).split("\n").map((line) => `> ${line}`.trimEnd());
  field.value = `${written ? `${written}\n\n` : ""}@${name}:\n${lines.join("\n")}\n\n`;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.scrollTop = field.scrollHeight;
}

function passage(comment) {
  const body = comment.querySelector("[data-body]");
  const selection = window.getSelection();
  const selected = selection.rangeCount && body.contains(selection.getRangeAt(0).commonAncestorContainer) ? `${selection}` : "";
  if (selected.trim()) return selected.trim();
  const own = [...body.children].filter(({ tagName }) => tagName !== "BLOCKQUOTE");
  return (own.length ? own : [...body.children]).map((part) => part.innerText.trim()).join("\n\n");
}

function shortened(text) {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}
