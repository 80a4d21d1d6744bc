/* While she types, the server says what it understands: the kind, the dates, a
 * title, hashtags, words for the photos. Filled in where she has typed nothing
 * herself, for her to see and change. Without this the server proposes on sending.
 *
 * data-say        the form; where to ask
 * data-proposed   a field that we fill in until she does
 * data-dates      the dates, filled in until she changes one; data-more adds one
 */
(() => {
  "use strict";

  const PAUSE = 350; // milliseconds without a key
  const ASKED_ABOUT =
    "[data-words], [name=kind], [name=title], [name=opening_date], [name=place]";
  const touched = new WeakSet(); // fields and groups that are hers
  let timer;
  let asking;

  const hers = (field) =>
    touched.has(field) || (field.value && !("filled" in field.dataset));

  const fill = (field, value) => {
    if (!field || hers(field)) return;
    field.value = value;
    field.dataset.filled = "";
  };

  const sayIn = (line, sentence) => {
    if (!line || line.textContent === sentence) return;
    line.textContent = sentence;
    line.hidden = !sentence;
  };

  /* --- Dates -------------------------------------------------------------- */

  const rowsOf = (dates) => [...dates.querySelectorAll("[data-date-row]")];

  const addRow = (dates) => {
    const rows = rowsOf(dates);
    const row = rows[rows.length - 1].cloneNode(true);
    const from = `-${rows.length - 1}-`;
    const to = `-${rows.length}-`;
    row.querySelectorAll(".errorlist").forEach((list) => list.remove());
    row.querySelectorAll(".field-wrong").forEach((field) => {
      field.classList.remove("field-wrong");
    });
    row.querySelectorAll("[data-closed]").forEach((line) => sayIn(line, ""));
    const names = ["name", "for", "id", "aria-describedby", "aria-labelledby"];
    row.querySelectorAll("[name], [for], [id], [aria-labelledby]").forEach((element) => {
      element.removeAttribute("aria-invalid");
      for (const name of names) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(from, to));
      }
      if ("value" in element) element.value = "";
    });
    rows[rows.length - 1].after(row);
    dates.querySelector("[name$=-TOTAL_FORMS]").value = rows.length + 1;
    return row;
  };

  const fillDates = (dates, spans) => {
    if (!dates || touched.has(dates)) return;
    const inputs = (row) => row.querySelectorAll("input");
    const filled = "filled" in dates.dataset;
    if (!filled && rowsOf(dates).some((row) => [...inputs(row)].some((i) => i.value))) {
      return; // they stood there before
    }
    if (!spans.length && !filled) return;
    dates.dataset.filled = "";
    while (rowsOf(dates).length < spans.length) addRow(dates);
    rowsOf(dates).forEach((row, index) => {
      if (index && index >= spans.length) {
        row.remove();
        return;
      }
      inputs(row).forEach((input, part) => {
        input.value = spans[index]?.[part] || "";
      });
    });
    dates.querySelector("[name$=-TOTAL_FORMS]").value = rowsOf(dates).length;
  };

  /* On which of the dates the shop is closed, as its page says. */
  const sayClosed = (form, { closed, closed_said }) => {
    sayIn(form.querySelector("[data-closed-said]"), closed_said);
    form.querySelectorAll("[data-date-row]").forEach((row) => {
      const shown = [...row.querySelectorAll("input")].map(({ value }) => value);
      sayIn(row.querySelector("[data-closed]"), closed[shown.join(" ")] || "");
    });
  };

  /* --- The kind ----------------------------------------------------------- */

  const nameKind = (form) => {
    const radio = form.querySelector("[name=kind]:checked");
    if (!radio) return;
    const label = radio.closest("label").querySelector("[data-kind-label]");
    form.querySelector("[data-kind-name]").textContent = label.textContent;
  };

  const guessKind = (form, name) => {
    const choice = form.querySelector("[data-kind-choice]");
    if (touched.has(choice)) return;
    const radio = choice.querySelector(`[value="${CSS.escape(name)}"]`);
    if (radio) radio.checked = true;
    nameKind(form);
  };

  /* --- Asking ------------------------------------------------------------- */

  /* What she typed, without files; a kind or title that we filled in is not hers. */
  const wordsOf = (form) => {
    const words = new FormData(form);
    words.delete("photo");
    const choice = form.querySelector("[data-kind-choice]");
    if (!touched.has(choice)) words.delete("kind");
    const title = form.querySelector("[name=title]");
    if (!hers(title)) words.delete("title");
    return words;
  };

  const take = (form, understood) => {
    guessKind(form, understood.kind);
    fillDates(form.querySelector("[data-dates]"), understood.dates);
    for (const name of ["title", "tags", "opening_date"]) {
      fill(form.querySelector(`[name=${name}]`), understood[name]);
    }
    form.querySelectorAll("[data-photo-row] [name=picture_alt]").forEach((field, n) => {
      fill(field, understood.alts[n] || "");
    });
    sayClosed(form, understood);
    form.querySelector("[name=seen]").value = "on";
    const said = form.querySelector("[data-said]");
    said.hidden = !understood.said;
    said.textContent = `${said.dataset.words} ${understood.said}`;
    form.dispatchEvent(new CustomEvent("myshop:understood", { bubbles: true }));
  };

  const ask = async (form) => {
    if (!form.querySelector("[name=text]").value.trim()) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.say, {
        method: "POST",
        body: wordsOf(form),
        signal: asking.signal,
        redirect: "error",
      });
      if (answer.ok) take(form, await answer.json());
    } catch {
      // No network, or she typed on: the server proposes again when it is sent.
    }
  };

  const soon = (form) => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE, form);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-say]");
    if (!form) return;
    const dates = event.target.closest("[data-dates]");
    if (dates) touched.add(dates);
    if (event.target.matches("[data-proposed]")) touched.add(event.target);
    if (event.target.name === "kind" && event.target.checked) {
      const choice = event.target.closest("[data-kind-choice]");
      touched.add(choice);
      nameKind(form);
    }
    if (dates || event.target.matches(ASKED_ABOUT)) soon(form);
  });

  document.addEventListener("myshop:changed", (event) => soon(event.target));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    event.preventDefault();
    const dates = button.closest("[data-dates]");
    touched.add(dates);
    addRow(dates).querySelector("input").focus();
  });

  document.querySelectorAll("form[data-say]").forEach((form) => {
    // An old item, or an address with a kind: that kind is chosen.
    if (form.querySelector("[name=kind]:checked")) {
      touched.add(form.querySelector("[data-kind-choice]"));
    }
    soon(form); // words that were kept on this phone
  });
})();
