// A Leaflet map of the city: districts, tiles where the city has some, the manners of its gestures, its name for everybody.

import { drawDistricts, fetchBoundaries } from "./districts.js";
import { shareScrolling } from "./gestures.js";
import { loadLeaflet } from "./load.js";

const FURTHEST = 9;
const CLOSEST = 18;
const ROOM = 1.5; // of the city's size, how far one can move beyond it

export const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * Open a map in `box`. settings: what the page says in data-settings. choose: see districts.js.
 * Returns Leaflet, the map, and the bounds of the city and of what is marked.
 */
export async function openMap(box, settings, { choose = null } = {}) {
  const { words, tiles } = settings;
  const [L, boundaries] = await Promise.all([loadLeaflet(settings.styles), fetchBoundaries(settings.boundaries)]);
  const moving = !calm();
  const map = L.map(box, {
    attributionControl: false, // said in the caption below
    zoomControl: false,
    scrollWheelZoom: false,
    minZoom: FURTHEST,
    maxZoom: CLOSEST,
    zoomSnap: 0.5,
    zoomAnimation: moving,
    fadeAnimation: moving,
    markerZoomAnimation: moving,
    inertia: moving,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  box.setAttribute("role", "application");
  box.setAttribute("aria-roledescription", words.map);
  box.setAttribute("aria-label", words.label);
  if (tiles) L.tileLayer(tiles, { maxZoom: CLOSEST }).addTo(map);
  box.classList.toggle("has-tiles", Boolean(tiles));
  map.setView([0, 0], FURTHEST, { animate: false }); // paths are drawn once there is a view
  const bounds = drawDistricts(L, map, boundaries, { marked: settings.marked, choose, tiles: Boolean(tiles) });
  map.fitBounds(bounds.marked ?? bounds.city, { animate: false, padding: [12, 12] });
  map.setMaxBounds(bounds.city.pad(ROOM));
  shareScrolling(map, words);
  return { L, map, bounds };
}
