// Keeps the figures of an issue up to date while they change, and nothing else.
// data-refresh says after how many seconds; where it changes, other buttons are due.
// Without news it asks ever more rarely, and after an hour no more. A hidden page
// asks nothing; who comes back to it sees what is true now.
const SLOWER = 1.5;
const SLOWEST = 5 * 60;
const ENOUGH = 60 * 60;

const paceOf = (page) => Number(page.querySelector("[data-refresh]")?.dataset.refresh);
const pace = paceOf(document);
let wait = pace;
let quiet = 0;
let timer = 0;

// Returns whether anything was new.
const renew = (page) => {
  let news = false;
  for (const now of page.querySelectorAll("[data-live]")) {
    const before = document.getElementById(now.id);
    if (!before || before.isEqualNode(now)) continue;
    news = true;
    if (!before.contains(document.activeElement)) before.replaceWith(now);
  }
  return news;
};

const look = async () => {
  const answer = await fetch(location.href).catch(() => null);
  let news = false;
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (paceOf(page) && paceOf(page) !== pace) return location.reload();
    news = renew(page);
  }
  quiet = news ? 0 : quiet + wait;
  wait = news ? pace : Math.min(wait * SLOWER, SLOWEST);
  plan();
};

const plan = () => {
  clearTimeout(timer);
  if (!document.hidden && quiet < ENOUGH) timer = setTimeout(look, wait * 1000);
};

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (document.hidden) return;
  wait = pace;
  quiet = 0;
  look();
});
plan();
