/* j, k, a and r in a list of what waits; only while the focus is in that list. */
(() => {
  const KEPT = "desk-row";
  const list = document.querySelector("[data-desk-keys]");
  if (!list) return;
  const rows = [...list.querySelectorAll("[data-desk-row]")];
  const focus = (row) => row?.querySelector("[data-desk-look]")?.focus();

  const verbs = {
    j: (place) => focus(rows[Math.min(place + 1, rows.length - 1)]),
    k: (place) => focus(rows[Math.max(place - 1, 0)]),
    a: (place) => {
      const button = rows[place].querySelector("[data-desk-approve]");
      if (!button) return focus(rows[place]);
      sessionStorage.setItem(KEPT, place);
      button.click();
    },
    r: (place) => {
      location.href = `${rows[place].querySelector("[data-desk-look]").href}#id_comment`;
    },
  };

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verb = verbs[event.key];
    const place = rows.indexOf(event.target.closest("[data-desk-row]"));
    if (!verb || place < 0) return;
    event.preventDefault();
    verb(place);
  });

  // After an approval by key, the next item is under the finger.
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (kept !== null) focus(rows[Math.min(Number(kept), rows.length - 1)]);
})();
