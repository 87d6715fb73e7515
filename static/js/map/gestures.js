// A map must not trap somebody who scrolls past it: one finger and the wheel move the page, two fingers and Ctrl the map.

const SHOWN = 1600; // milliseconds

/** Teach a Leaflet map these manners. hints: words for `wheel` and `touch`. */
export function shareScrolling(map, hints) {
  const box = map.getContainer();
  const hint = document.createElement("p");
  hint.className = "k-live-map__hint";
  hint.setAttribute("aria-hidden", "true"); // it speaks of fingers and wheels
  box.append(hint);
  let timer = 0;

  function tell(words) {
    hint.textContent = words;
    hint.classList.add("is-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-shown"), SHOWN);
  }

  box.addEventListener("wheel", (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      map.scrollWheelZoom.enable();
    } else {
      map.scrollWheelZoom.disable();
      tell(hints.wheel);
    }
  }, { capture: true, passive: false });
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") map.dragging.disable();
    else map.dragging.enable();
  }, true);
  box.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1) tell(hints.touch);
  }, { passive: true });
}
