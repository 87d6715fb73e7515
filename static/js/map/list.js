// The map beside a list of proposals: all that the list finds, on all its pages. The list says the same and stays as it is.

import { openMap } from "./base.js";
import { showChosen } from "./chosen.js";
import { makeRoom, whenWanted } from "./frame.js";
import { lightTogether } from "./highlight.js";
import { Marks, indexOf } from "./marks.js";
import { Titles } from "./titles.js";

const LISTED = 20; // of the proposals in one place
const BEFORE = ["after", "seed", "bbox"]; // what a changed question leaves behind

/** The list's own address with one thing changed; the map stays open. */
function listAddress(changes, id) {
  const address = new URL(window.location.href);
  BEFORE.forEach((name) => address.searchParams.delete(name));
  Object.entries(changes).forEach(([name, value]) => address.searchParams.set(name, value));
  address.hash = id;
  return address.href;
}

/** `?bbox=` of what the map shows. */
function areaOf(map) {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((edge) => edge.toFixed(4)).join(",");
}

async function fetchPoints(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`No points: ${answer.status}`);
  return answer.json();
}

async function openListMap(figure) {
  const settings = JSON.parse(figure.dataset.settings);
  const { words } = settings;
  const box = makeRoom(figure, words);
  const drawing = figure.querySelector("svg");
  drawing.toggleAttribute("hidden", true);
  const choose = (slug) => { window.location.href = listAddress({ district: slug }, figure.id); };
  try {
    const [{ map, L }, points] = await Promise.all([openMap(box, settings, { choose }), fetchPoints(settings.points)]);
    if (settings.area) {
      const [west, south, east, north] = settings.area;
      map.fitBounds([[south, west], [north, east]], { animate: false });
    }
    await showPoints(L, map, points, { figure, settings });
    figure.querySelector("[data-map-key]").textContent = words.key;
    figure.dataset.ready = points.length;
  } catch (error) {
    box.remove();
    drawing.toggleAttribute("hidden", false);
    throw error;
  }
}

async function showPoints(L, map, points, { figure, settings }) {
  const { words } = settings;
  const titles = new Titles(settings.titles);
  const below = document.createElement("div");
  below.className = "k-live-map__chosen";
  below.hidden = true;
  figure.querySelector("figcaption").before(below);

  async function tell(mark, marks) {
    const ids = marks.idsOf(mark);
    const proposals = [...(await titles.of(ids.slice(0, LISTED))).values()];
    const more = ids.length > LISTED ? words.more.replace("{n}", String(ids.length - LISTED)) : "";
    const heading = showChosen(below, { heading: words.chosen, proposals, more, base: settings.base, supports: words.supports });
    heading.focus({ preventScroll: false });
    below.onkeydown = ({ key }) => {
      if (key !== "Escape") return;
      below.hidden = true;
      (mark.element.isConnected ? mark.element : map.getContainer()).focus();
    };
  }

  performance.mark("map-points-start");
  const marks = new Marks(L, map, await indexOf(points), words, (mark) => {
    const zoom = mark.feature.properties.cluster ? marks.zoomOf(mark) : null;
    if (zoom === null) tell(mark, marks);
    else map.setView(mark.marker.getLatLng(), Math.max(zoom, map.getZoom() + 1));
  });
  performance.measure("map-points", "map-points-start");

  async function name() {
    const singles = marks.singles();
    const found = await titles.of([...singles.keys()]);
    found.forEach(({ id, title }) => singles.get(id).element.setAttribute("aria-label", title));
  }

  map.on("marksdrawn", name);
  name();
  lightTogether(marks, map.getContainer());
  offerArea(map, figure, words);
}

/** Once the reader has moved the map, offer the list of what it shows now. */
function offerArea(map, figure, words) {
  const link = document.createElement("a");
  link.className = "hds-button hds-button--secondary hds-button--small k-live-map__area";
  link.textContent = words.area;
  link.hidden = true;
  figure.querySelector(".k-live-map__chosen").before(link);
  let touched = false; // the map also moves by itself, into its place
  ["pointerdown", "keydown", "wheel"].forEach((kind) => {
    map.getContainer().addEventListener(kind, () => { touched = true; }, { passive: true });
  });
  map.on("moveend", () => {
    if (!touched) return;
    link.href = listAddress({ bbox: areaOf(map) }, figure.id);
    link.hidden = false;
  });
}

document.querySelectorAll("[data-list-map]").forEach((figure) => {
  whenWanted(figure, document.querySelector("[data-map-door]"), () => openListMap(figure));
});
