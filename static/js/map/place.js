// The map of the proposal form: a tap, a drag, the keyboard, a search or the browser's position mark a place, and the mark is
// written into the two number fields. Without this the fields are typed in, and the search sends the form.

import { openMap } from "./base.js";
import { fetchBoundaries } from "./districts.js";
import { connectSearch } from "./find.js";
import { makeRoom, whenWanted } from "./frame.js";
import { districtAt } from "./where.js";

const DIGITS = 5; // about a metre
const CLOSE = 15; // the zoom at which a found place is shown

/** The two number fields as one point. */
class Fields {
  constructor() {
    this.latitude = document.getElementById("id_latitude");
    this.longitude = document.getElementById("id_longitude");
  }

  read() {
    const [latitude, longitude] = [this.latitude, this.longitude].map((field) => Number.parseFloat(field.value.replace(",", ".")));
    return Number.isFinite(latitude) && Number.isFinite(longitude) ? [latitude, longitude] : null;
  }

  write(point) {
    [this.latitude.value, this.longitude.value] = point ? point.map((degrees) => degrees.toFixed(DIGITS)) : ["", ""];
  }
}

/** The mark: sets the fields, says where it is, and moves on the map once there is one. */
class Mark {
  constructor(settings, status) {
    this.words = settings.words;
    this.address = settings.boundaries;
    this.edges = settings.edges;
    this.status = status;
    this.fields = new Fields();
    this.drawn = () => {};
  }

  /** Mark a point; the server has the same idea of what is outside the city. near: show it from close by. */
  async set(latitude, longitude, { near = false } = {}) {
    const [south, north, west, east] = this.edges;
    if (latitude < south || latitude > north || longitude < west || longitude > east) {
      this.status.textContent = this.words.outside;
      this.drawn(this.fields.read(), {});
      return;
    }
    this.fields.write([latitude, longitude]);
    this.drawn([latitude, longitude], { near });
    this.boundaries ??= await fetchBoundaries(this.address);
    const district = districtAt(this.boundaries, latitude, longitude);
    this.status.textContent = district ? this.words.chosen.replace("{district}", district.name) : this.words.nowhere;
  }

  clear() {
    this.fields.write(null);
    this.status.textContent = this.words.cleared;
    this.drawn(null, {});
  }
}

async function openPlaceMap(figure, settings, mark) {
  const box = makeRoom(figure, settings.words);
  figure.querySelector("svg").toggleAttribute("hidden", true);
  const cross = document.createElement("span");
  cross.className = "k-cross";
  cross.setAttribute("aria-hidden", "true");
  const { L, map } = await openMap(box, settings);
  box.append(cross);
  const icon = L.divIcon({ className: "k-place-mark", iconSize: [40, 40], iconAnchor: [20, 38] });
  const pin = L.marker([0, 0], { icon, draggable: true, keyboard: false, title: settings.words.mark, autoPan: true });
  mark.drawn = (point, { near }) => {
    if (!point) return pin.remove();
    pin.setLatLng(point).addTo(map);
    if (near) map.setView(point, Math.max(CLOSE, map.getZoom()));
    return pin;
  };
  map.on("click", ({ latlng }) => mark.set(latlng.lat, latlng.lng));
  pin.on("dragend", () => mark.set(pin.getLatLng().lat, pin.getLatLng().lng));
  box.addEventListener("keydown", (event) => {
    if (event.target !== box) return;
    if (event.key === "Enter") mark.set(map.getCenter().lat, map.getCenter().lng);
    else if (event.key === "Delete" || event.key === "Backspace") mark.clear();
    else return;
    event.preventDefault();
  });
  const typed = () => mark.drawn(mark.fields.read(), { near: true });
  [mark.fields.latitude, mark.fields.longitude].forEach((field) => field.addEventListener("change", typed));
  typed();
  figure.dataset.ready = "";
}

document.querySelectorAll("[data-place-map]").forEach((figure) => {
  const settings = JSON.parse(figure.dataset.settings);
  const mark = new Mark(settings, figure.querySelector("[data-place-status]"));
  figure.hidden = false;
  connectSearch(document.querySelector("[data-find-place]"), { address: settings.find, words: settings.words }, (latitude, longitude) => {
    mark.set(latitude, longitude, { near: true });
  });
  whenWanted(figure, null, () => openPlaceMap(figure, settings, mark));
});
