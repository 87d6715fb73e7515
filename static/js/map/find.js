// Looking for a place by address or words beside the map of a form. Without this the form is sent to look for it.

import { myPosition } from "./where.js";

/** Connect the field, its button and the list. place: called with (latitude, longitude) of what is chosen. */
export function connectSearch(part, { address, words }, place) {
  const field = part.querySelector("[name=find_place]");
  const status = part.querySelector("[data-find-status]");
  const list = part.querySelector("[data-found-places]");
  const mine = part.querySelector("[data-my-place]");

  function show(places) {
    status.textContent = places.length ? words.found.replace("{n}", String(places.length)) : words.none;
    list.replaceChildren(...places.map(({ name, detail, point }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "k-found";
      button.value = point;
      const more = document.createElement("span");
      more.className = "small soft";
      more.textContent = detail;
      button.append(`${name} `, more);
      const line = document.createElement("li");
      line.append(button);
      return line;
    }));
  }

  async function find() {
    const answer = await fetch(`${address}?${new URLSearchParams({ q: field.value })}`);
    if (answer.ok) show((await answer.json()).places);
  }

  part.querySelector("[value=find]").addEventListener("click", (event) => {
    event.preventDefault();
    find();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    find();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const [latitude, longitude] = button.value.split(",").map(Number);
    place(latitude, longitude);
  });
  if (!mine || !navigator.geolocation) return;
  mine.hidden = false;
  mine.querySelector("button").addEventListener("click", async () => {
    status.textContent = words.waiting;
    try {
      const { latitude, longitude } = await myPosition();
      status.textContent = "";
      place(latitude, longitude);
    } catch {
      status.textContent = words.denied;
    }
  });
}
