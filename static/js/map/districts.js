// The city's districts on a Leaflet map, with the water round them.

const RIPPLES = [["k-ripple-1", 34], ["k-ripple-2", 26], ["k-ripple-1", 16], ["k-ripple-2", 8]];

/** Fetch the boundaries; the browser keeps them under their version. */
export async function fetchBoundaries(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`No boundaries: ${answer.status}`);
  return answer.json();
}

/**
 * Draw them. marked: slugs that stand out. choose: called with a slug when a district is clicked.
 * Returns the bounds of the city and of what is marked (null without).
 */
export function drawDistricts(L, map, boundaries, { marked = [], choose = null, tiles = false }) {
  const still = { interactive: false, fill: false };
  if (boundaries.coast && !tiles) {
    RIPPLES.forEach(([className, weight]) => L.geoJSON(boundaries.coast, { style: { ...still, className, weight } }).addTo(map));
  }
  const chosen = L.featureGroup();
  const layer = L.geoJSON(boundaries, {
    style: (feature) => ({
      className: `k-area${marked.includes(feature.properties.slug) ? " is-on" : ""}`,
      weight: tiles ? 2 : 1.5,
      interactive: Boolean(choose),
    }),
    onEachFeature(feature, part) {
      const { slug, name } = feature.properties;
      if (marked.includes(slug)) chosen.addLayer(part);
      if (!choose) return;
      part.bindTooltip(() => document.createTextNode(name), { sticky: true, className: "k-map-name" });
      part.on("click", () => choose(slug));
    },
  }).addTo(map);
  return { city: layer.getBounds(), marked: chosen.getLayers().length ? chosen.getBounds() : null };
}
