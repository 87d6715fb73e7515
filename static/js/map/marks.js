// The marks on the map: buttons for points and for groups of points, as the library of clusters gathers them.

import { loadClusters } from "./load.js";

const RADIUS = 56; // pixels within which points become one
const FINEST = 17; // the last zoom at which they do
const MANY = 100; // from here on a group is drawn larger

/** All points as an index that answers for any part of the map. points: [[id, latitude, longitude], …]. */
export async function indexOf(points) {
  const Supercluster = await loadClusters();
  return new Supercluster({ radius: RADIUS, maxZoom: FINEST }).load(points.map(([id, latitude, longitude]) => ({
    type: "Feature",
    properties: { id },
    geometry: { type: "Point", coordinates: [longitude, latitude] },
  })));
}

/** What shows an index on a map. words: `group` (with {n}) and `single`. open: called with a mark when it is chosen. */
export class Marks {
  constructor(L, map, index, words, open) {
    Object.assign(this, { L, map, index, words, open });
    this.shown = new Map(); // key -> { marker, feature, element }
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => this.draw());
    this.draw();
  }

  /** Bring the marks in step with the part of the map that is seen; what stays, stays, and keeps the focus. */
  draw() {
    const { map } = this;
    const bounds = map.getBounds();
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const wanted = new Map(this.index.getClusters(edges, Math.floor(map.getZoom())).map((feature) => [keyOf(feature), feature]));
    const hadFocus = [...this.shown.values()].some(({ element }) => element === document.activeElement);
    for (const [key, { marker }] of this.shown) {
      if (wanted.has(key)) continue;
      this.layer.removeLayer(marker);
      this.shown.delete(key);
    }
    for (const [key, feature] of wanted) {
      if (!this.shown.has(key)) this.shown.set(key, this.add(feature));
    }
    if (hadFocus && document.activeElement === document.body) map.getContainer().focus({ preventScroll: true });
    map.fire("marksdrawn");
  }

  add(feature) {
    const { L } = this;
    const [longitude, latitude] = feature.geometry.coordinates;
    const { cluster, point_count: count } = feature.properties;
    const element = document.createElement("button");
    element.type = "button";
    element.className = cluster ? `k-mark k-mark--group${count >= MANY ? " k-mark--many" : ""}` : "k-mark";
    if (cluster) element.textContent = count.toLocaleString(document.documentElement.lang);
    element.setAttribute("aria-label", cluster ? this.words.group.replace("{n}", element.textContent) : this.words.single);
    const icon = new (L.Icon.extend({ createIcon: () => element, createShadow: () => null }))();
    const marker = L.marker([latitude, longitude], { icon, keyboard: false, bubblingMouseEvents: false });
    const mark = { marker, feature, element };
    marker.on("click", () => this.open(mark));
    marker.addTo(this.layer);
    return mark;
  }

  /** The single points that are seen: id -> mark. */
  singles() {
    const found = [...this.shown.values()].filter(({ feature }) => !feature.properties.cluster);
    return new Map(found.map((mark) => [mark.feature.properties.id, mark]));
  }

  /** The mark that stands for a point: its own or its group's. */
  markOf(id) {
    return this.singles().get(id) ?? [...this.shown.values()].find((mark) => this.idsOf(mark).includes(id));
  }

  /** The points a mark stands for. */
  idsOf({ feature }) {
    const { cluster, cluster_id: group, id } = feature.properties;
    return cluster ? this.index.getLeaves(group, Infinity).map((leaf) => leaf.properties.id) : [id];
  }

  /** The zoom at which a group falls apart; null when its points lie in one place. */
  zoomOf({ feature }) {
    const zoom = this.index.getClusterExpansionZoom(feature.properties.cluster_id);
    return zoom > FINEST ? null : zoom;
  }
}

function keyOf({ properties, geometry }) {
  return properties.cluster ? `${properties.cluster_id}:${geometry.coordinates}` : `p${properties.id}`;
}
