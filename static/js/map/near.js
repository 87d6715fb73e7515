// "Use my position" beside the search for a district. The browser finds the district itself and looks for its name;
// the position is sent nowhere.

import { fetchBoundaries } from "./districts.js";
import { districtAt, myPosition } from "./where.js";

function connect(part) {
  const status = part.querySelector("[data-near-status]");
  const form = part.parentElement.querySelector("form[role=search]");
  part.hidden = false;
  part.querySelector("button").addEventListener("click", async () => {
    status.textContent = part.dataset.waiting;
    try {
      const [{ latitude, longitude }, boundaries] = await Promise.all([myPosition(), fetchBoundaries(part.dataset.boundaries)]);
      const district = districtAt(boundaries, latitude, longitude);
      status.textContent = district ? district.name : part.dataset.outside;
      if (!district) return;
      form.elements.q.value = district.name;
      form.requestSubmit();
    } catch {
      status.textContent = part.dataset.denied;
    }
  });
}

if (navigator.geolocation) document.querySelectorAll("[data-near-me]").forEach(connect);
