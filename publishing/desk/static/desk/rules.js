// On a narrow screen each rule is one line, which opens; without this file all are open.
(() => {
  const table = document.querySelector(".desk-rules");
  if (!table) return;
  table.dataset.folds = "";

  table.addEventListener("click", (event) => {
    const button = event.target.closest(".desk-rules-fold button");
    if (!button) return;
    const open = button.closest("tr").toggleAttribute("data-open");
    button.setAttribute("aria-expanded", open);
  });

  // The line still says what holds until it is saved.
  table.addEventListener("change", (event) => {
    const fold = event.target.closest("tr")?.querySelector(".desk-rules-fold button");
    if (!fold || fold.querySelector("em")) return;
    const said = document.createElement("em");
    said.className = "desk-row-note";
    said.textContent = table.dataset.changed;
    fold.append(said);
  });
})();
