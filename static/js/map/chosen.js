// The box under the map that says what was chosen on it: links to proposals.

/** Fill the box. heading: its words; base: the address a proposal's own begins with; supports: words with {n}. */
export function showChosen(box, { heading, proposals, more, base, supports }) {
  const title = document.createElement("h3");
  title.className = "h-aside";
  title.tabIndex = -1;
  title.textContent = heading;
  const list = document.createElement("ul");
  proposals.forEach((proposal) => list.append(item(proposal, base, supports)));
  box.replaceChildren(title, list);
  if (more) {
    const rest = document.createElement("p");
    rest.className = "small soft";
    rest.textContent = more;
    box.append(rest);
  }
  box.hidden = false;
  return title;
}

function item({ id, title, language, district, supports: count }, base, supports) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${base}${id}/`;
  link.lang = language;
  link.dir = "auto";
  link.textContent = title;
  const facts = document.createElement("span");
  facts.className = "small soft";
  facts.textContent = `${district} · ${supports.replace("{n}", count.toLocaleString(document.documentElement.lang))}`;
  line.append(link, facts);
  return line;
}
