// A card and its mark on the map light up together, for the pointer and for the keyboard.

const LIT = "is-lit";

/** Connect the cards of the page (data-proposal) with the marks. */
export function lightTogether(marks, box) {
  const cards = new Map([...document.querySelectorAll("[data-proposal]")].map((card) => [Number(card.dataset.proposal), card]));

  function dark() {
    document.querySelectorAll(`.${LIT}`).forEach((element) => element.classList.remove(LIT));
  }

  function fromCard({ target }) {
    const card = target.closest?.("[data-proposal]");
    dark();
    if (card) marks.markOf(Number(card.dataset.proposal))?.element.classList.add(LIT);
  }

  function fromMark({ target }) {
    dark();
    const mark = [...marks.shown.values()].find(({ element }) => element === target);
    if (mark) marks.idsOf(mark).forEach((id) => cards.get(id)?.classList.add(LIT));
  }

  const list = cards.size ? cards.values().next().value.parentElement : null;
  list?.addEventListener("pointerover", fromCard);
  list?.addEventListener("focusin", fromCard);
  list?.addEventListener("pointerleave", dark);
  list?.addEventListener("focusout", dark);
  box.addEventListener("pointerover", fromMark);
  box.addEventListener("focusin", fromMark);
  box.addEventListener("pointerleave", dark);
  box.addEventListener("focusout", dark);
}
