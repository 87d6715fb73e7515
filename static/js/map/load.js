// Leaflet and its styles, fetched when a map is opened and not before.

const styles = new Map();

/** Add a style sheet once; resolves when it holds. */
function addStyles(address) {
  if (!styles.has(address)) {
    styles.set(address, new Promise((resolve, reject) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = address;
      link.addEventListener("load", resolve);
      link.addEventListener("error", () => reject(new Error(`No styles at ${address}`)));
      document.head.append(link);
    }));
  }
  return styles.get(address);
}

/** Leaflet, with the style sheets of these addresses in place. */
export async function loadLeaflet(sheets) {
  await Promise.all([import("../../vendor/leaflet/leaflet.js"), ...sheets.map(addStyles)]);
  return window.L;
}

/** The library that gathers near points into one. */
export async function loadClusters() {
  await import("../../vendor/supercluster/supercluster.min.js");
  return window.Supercluster;
}
