/* The photos of an item, before they are sent: shown at once, put in order, taken out.
 *
 * Each is a row of [data-photo-list] whose hidden field "picture" names it:
 * "new:0" is the first file of the input, "kept:<key>" one that the server has,
 * "photo:<number>" one of the library. Without this the browser's own choice of
 * files works, and buttons ask the server.
 *
 * myshop:photo  sent from a new row, with its `file`, when she has chosen one
 * myshop:kept   to be sent from a row, with the `key` under which the server keeps
 *               its file: the row then names that, and the file leaves the input
 */
(() => {
  "use strict";

  const MOST = 10;
  const files = new WeakMap(); // row -> its file, until the server has it

  const rowsOf = (field) => [...field.querySelectorAll("[data-photo-row]")];

  /* The files of the input follow the rows. */
  const follow = (field) => {
    const kept = new DataTransfer();
    const rows = rowsOf(field);
    for (const row of rows) {
      const file = files.get(row);
      if (!file) continue;
      row.querySelector("[name=picture]").value = `new:${kept.files.length}`;
      kept.items.add(file);
    }
    const input = field.querySelector("[data-photo]");
    input.files = kept.files;
    const words = field.querySelector("[data-photo-words]");
    words.dataset.first ??= words.textContent;
    words.textContent = rows.length ? words.dataset.again : words.dataset.first;
    input.form.dispatchEvent(new CustomEvent("myshop:changed", { bubbles: true }));
  };

  const show = (row, file) => {
    const image = row.querySelector("img");
    self.myshop.nameInstead(image, file.name); // HEIC: only the server reads it
    image.src = URL.createObjectURL(file);
  };

  const add = (field, file) => {
    const template = field.querySelector("[data-photo-template]");
    const row = template.content.firstElementChild.cloneNode(true);
    files.set(row, file);
    field.querySelector("[data-photo-list]").append(row);
    show(row, file);
    return row;
  };

  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-photos]");
    if (!field || !event.target.matches("[data-photo]")) return;
    const chosen = [...event.target.files];
    const room = MOST - rowsOf(field).length;
    field.querySelector("[data-too-many]").hidden = chosen.length <= room;
    const added = chosen
      .slice(0, Math.max(room, 0))
      .map((file) => [add(field, file), file]);
    follow(field);
    for (const [row, file] of added) {
      row.dispatchEvent(
        new CustomEvent("myshop:photo", { bubbles: true, detail: { file } }),
      );
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-photo-first], [data-photo-out]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-photo-row]");
    const field = row.closest("[data-photos]");
    if ("photoFirst" in button.dataset) {
      row.parentElement.prepend(row);
      row.querySelector("[name=picture_alt]").focus();
    } else {
      row.remove();
      field.querySelector("[data-photo]").focus();
    }
    follow(field);
  });

  document.addEventListener("myshop:kept", (event) => {
    const row = event.target;
    files.delete(row);
    row.querySelector("[name=picture]").value = `kept:${event.detail.key}`;
    follow(row.closest("[data-photos]"));
  });
})();
