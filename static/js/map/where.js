// Which district a point lies in, answered in the browser: nobody's position has to be sent anywhere.

/** Whether a ring of [longitude, latitude] goes round the point. */
function inRing(ring, longitude, latitude) {
  let inside = false;
  for (let here = 0, before = ring.length - 1; here < ring.length; before = here, here += 1) {
    const [x, y] = ring[here];
    const [u, v] = ring[before];
    if ((y > latitude) !== (v > latitude) && longitude < ((u - x) * (latitude - y)) / (v - y) + x) inside = !inside;
  }
  return inside;
}

const inPolygon = ([outer, ...holes], x, y) => inRing(outer, x, y) && !holes.some((hole) => inRing(hole, x, y));

/** The district's { slug, name }, or null outside all of them. boundaries: the file that districts.js fetches. */
export function districtAt(boundaries, latitude, longitude) {
  const found = boundaries.features.find(({ geometry: { type, coordinates } }) => {
    const polygons = type === "Polygon" ? [coordinates] : coordinates;
    return polygons.some((polygon) => inPolygon(polygon, longitude, latitude));
  });
  return found ? found.properties : null;
}

/** The reader's position, asked of the browser, which asks the reader: { latitude, longitude }. */
export function myPosition() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, { timeout: 20000, maximumAge: 60000 });
  });
}
