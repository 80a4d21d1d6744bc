// Keeps the figures of an issue up to date while they change, and nothing else.
// data-refresh says after how many seconds; where it changes, other buttons are due.
const paceOf = (page) => page.querySelector("[data-refresh]")?.dataset.refresh;
const pace = paceOf(document);

const renew = (page) => {
  for (const now of page.querySelectorAll("[data-live]")) {
    const before = document.getElementById(now.id);
    if (!before || before.isEqualNode(now)) continue;
    if (!before.contains(document.activeElement)) before.replaceWith(now);
  }
};

const look = async () => {
  if (!document.hidden) {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (paceOf(page) && paceOf(page) !== pace) location.reload();
      renew(page);
    }
  }
  setTimeout(look, pace * 1000);
};

setTimeout(look, pace * 1000);
