/* Keeps the approve button true: it says when the first channel gets the item. */
(() => {
  const form = document.querySelector("[data-desk-approval]");
  const button = form?.querySelector("[data-desk-approve]");
  if (!button) return;
  const language = document.documentElement.lang || "fr";
  const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  const hour = (wall) =>
    language.startsWith("fr")
      ? [wall.getHours(), "h", wall.getMinutes() ? String(wall.getMinutes()).padStart(2, "0") : ""].join("\u202f").trim()
      : clock.format(wall);

  const times = () =>
    [...form.querySelectorAll("input[type=checkbox][name$=-chosen]")]
      .filter((box) => /^channel-\d+-chosen$/.test(box.name) && box.checked && !box.disabled)
      .map((box) => form.elements[box.name.replace("-chosen", "-at")]?.value)
      .filter(Boolean)
      .sort();

  const say = () => {
    const [first] = times();
    if (!first) {
      button.textContent = button.dataset.plain;
      return;
    }
    const [date, time] = first.split("T");
    const [year, month, number] = date.split("-").map(Number);
    const [hours, minutes] = time.split(":").map(Number);
    const wall = new Date(year, month - 1, number, hours, minutes);
    button.textContent = button.dataset.for.replace("%s", `${day.format(wall)}, ${hour(wall)}`);
  };

  form.addEventListener("input", say);
})();
