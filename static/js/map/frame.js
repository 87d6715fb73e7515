// Where a map goes: the figure with the drawing is its base. A wide window opens it as it comes near, a phone at a button.

const WIDE = "(min-width: 62rem)";
const NEAR = "300px";

/** Put an empty box in place of the drawing, with a way past it for the keyboard. Returns the box. */
export function makeRoom(figure, words) {
  const box = document.createElement("div");
  box.className = "k-live-map";
  const skip = document.createElement("a");
  skip.className = "skip k-live-map__skip";
  skip.href = `#${figure.id}-end`;
  skip.textContent = words.skip;
  const end = document.createElement("span");
  end.id = `${figure.id}-end`;
  end.tabIndex = -1;
  figure.querySelector("svg").after(box);
  box.before(skip);
  figure.append(end);
  return box;
}

/** Call `open` when the figure comes near in a wide window, or when the button in `door` is pressed; in any window without a door. */
export function whenWanted(figure, door, open) {
  let opened = false;
  const openOnce = () => {
    if (opened) return;
    opened = true;
    open();
  };
  const wide = window.matchMedia(WIDE);
  const button = door?.querySelector("button");
  const column = figure.parentElement;
  const home = column.parentElement;

  function arrange() {
    if (!door) return;
    door.hidden = wide.matches;
    if (wide.matches) {
      home.append(column);
      column.hidden = false;
    } else {
      door.after(column);
      column.hidden = button.getAttribute("aria-expanded") !== "true";
    }
  }

  function toggle() {
    const shown = button.getAttribute("aria-expanded") === "true";
    const words = button.querySelector("[data-other]");
    button.setAttribute("aria-expanded", String(!shown));
    [words.textContent, words.dataset.other] = [words.dataset.other, words.textContent];
    column.hidden = shown;
    if (!shown) openOnce();
  }

  button?.addEventListener("click", toggle);
  wide.addEventListener("change", arrange);
  arrange();
  if (button && !wide.matches && window.location.hash === `#${figure.id}`) toggle();
  const watch = new IntersectionObserver((entries) => {
    if (!(wide.matches || !door) || !entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    openOnce();
  }, { rootMargin: NEAR });
  watch.observe(figure);
}
