// Moves what is planned without leaving the calendar: by its arrows, by dragging,
// and by Shift with an arrow key. Each way posts the entry's own form, so that the
// server alone decides; without this file the form does it by itself.
(() => {
  const calendar = document.getElementById("calendar");
  if (!calendar) return;
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  let busy = false;

  const say = (words) => {
    const said = document.getElementById("calendar-said");
    said.textContent = words;
    said.classList.remove("w-sr-only");
  };

  const wallOn = (entry, day) => `${day}T${entry.dataset.move.slice(11)}`;

  const inDays = (entry, days) => {
    const day = new Date(`${entry.dataset.move.slice(0, 10)}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return wallOn(entry, day.toISOString().slice(0, 10));
  };

  const move = async (entry, at) => {
    if (busy) return;
    busy = true;
    const form = entry.querySelector("form");
    const mark = entry.dataset.mark;
    const body = new FormData(form);
    body.set("at", at);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("calendar");
      if (fresh) {
        calendar.replaceChildren(...fresh.childNodes);
        say(page.querySelector(".messages li")?.textContent.trim() ?? "");
      } else {
        say(page.querySelector("form .error-message")?.textContent.trim() || calendar.dataset.failed);
      }
      calendar.querySelector(`[data-mark="${mark}"] a`)?.focus();
    } catch {
      say(calendar.dataset.failed);
    } finally {
      busy = false;
    }
  };

  calendar.addEventListener("submit", (event) => {
    const entry = event.target.closest("[data-move]");
    if (!entry || !event.submitter) return;
    event.preventDefault();
    move(entry, event.submitter.value);
  });

  calendar.addEventListener("keydown", (event) => {
    const entry = event.target.closest("[data-move]");
    if (!entry || !event.shiftKey || !(event.key in STEPS)) return;
    event.preventDefault();
    move(entry, inDays(entry, STEPS[event.key]));
  });

  calendar.addEventListener("dragstart", (event) => {
    const entry = event.target.closest("[data-move]");
    if (entry) event.dataTransfer.setData("text/plain", entry.dataset.mark);
  });

  const under = (event, marked) => {
    const day = event.target.closest("[data-day]");
    calendar.querySelectorAll(".desk-day--under").forEach((each) => each.classList.remove("desk-day--under"));
    if (day && marked) day.classList.add("desk-day--under");
    return day;
  };

  calendar.addEventListener("dragover", (event) => {
    if (under(event, true)) event.preventDefault();
  });

  calendar.addEventListener("drop", (event) => {
    event.preventDefault();
    const day = under(event, false);
    const mark = CSS.escape(event.dataTransfer.getData("text/plain"));
    const entry = calendar.querySelector(`[data-mark="${mark}"][data-move]`);
    if (day && entry) move(entry, wallOn(entry, day.dataset.day));
  });
})();
