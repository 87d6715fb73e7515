// Too many or too large files are said at once, before they are sent. The server says the same.

const MEGABYTE = 1024 * 1024;

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  const line = document.createElement("p");
  line.className = "hds-text-input__error-text";
  line.setAttribute("role", "alert");
  input.addEventListener("change", () => {
    const files = [...input.files];
    const large = files.find((file) => file.size > Number(input.dataset.megabytes) * MEGABYTE);
    const tooMany = files.length > Number(input.dataset.most);
    input.closest(".k-field").append(line);
    line.hidden = !tooMany && !large;
    line.textContent = tooMany ? input.dataset.many : large ? `${large.name}: ${input.dataset.large}` : "";
    if (tooMany || large) input.value = "";
  });
}
