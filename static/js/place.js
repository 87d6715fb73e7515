// The map of the proposal form: a tap or the arrow keys mark a place and write it into the two number fields.
// Without this the map stays hidden and the fields are typed in.

const DIGITS = 5; // about a metre
const STEP = 8; // of the drawing's units, for one arrow key
const FAR = 5; // times as far with Shift

/** Connect one map to its fields. */
function connect(figure) {
  const svg = figure.querySelector("svg");
  const pin = figure.querySelector("[data-pin]");
  const status = figure.querySelector("[data-place-status]");
  const latitude = document.querySelector(figure.dataset.latitude);
  const longitude = document.querySelector(figure.dataset.longitude);
  const west = Number(figure.dataset.west);
  const north = Number(figure.dataset.north);
  const perLongitude = Number(figure.dataset.perLongitude);
  const perLatitude = Number(figure.dataset.perLatitude);
  const { width, height } = svg.viewBox.baseVal;
  let mark = null;

  function draw() {
    pin.setAttribute("visibility", mark ? "visible" : "hidden");
    if (mark) pin.setAttribute("transform", `translate(${mark.x} ${mark.y})`);
  }

  function place(x, y) {
    mark = { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
    latitude.value = (north - mark.y / perLatitude).toFixed(DIGITS);
    longitude.value = (west + mark.x / perLongitude).toFixed(DIGITS);
    status.textContent = figure.dataset.chosen
      .replace("{latitude}", latitude.value)
      .replace("{longitude}", longitude.value);
    draw();
  }

  function clear() {
    mark = null;
    latitude.value = "";
    longitude.value = "";
    status.textContent = figure.dataset.cleared;
    draw();
  }

  function read() {
    const [lat, lon] = [latitude, longitude].map((field) => Number.parseFloat(field.value.replace(",", ".")));
    mark = Number.isFinite(lat) && Number.isFinite(lon)
      ? { x: (lon - west) * perLongitude, y: (north - lat) * perLatitude }
      : null;
    draw();
  }

  svg.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    place(point.x, point.y);
  });
  svg.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (way) {
      const far = STEP * (event.shiftKey ? FAR : 1);
      const from = mark ?? { x: width / 2, y: height / 2 };
      place(from.x + (mark ? way[0] * far : 0), from.y + (mark ? way[1] * far : 0));
    } else if (mark && (event.key === "Delete" || event.key === "Backspace")) {
      clear();
    } else {
      return;
    }
    event.preventDefault();
  });
  [latitude, longitude].forEach((field) => field.addEventListener("change", read));
  read();
  figure.hidden = false;
}

document.querySelectorAll("[data-place-map]").forEach(connect);
