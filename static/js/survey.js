// How many questions of a long survey are answered, in a line that stays in sight. The form works without it.

const line = document.querySelector("[data-progress]");
if (line) {
  const bar = line.querySelector("progress");
  const words = line.querySelector("span");
  const form = line.closest("form");

  const isAnswered = (question) => [...question.querySelectorAll("input, textarea, select")].some(
    (field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim() !== ""),
  );

  const count = () => {
    bar.value = [...form.querySelectorAll(".k-question")].filter(isAnswered).length;
    words.textContent = line.dataset.words.replace("{n}", bar.value).replace("{total}", bar.max);
  };

  form.addEventListener("input", count);
  count();
  line.hidden = false;
}
