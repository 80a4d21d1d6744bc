// Keeps the progress of an issue that is being sent up to date, and nothing else.
const EVERY = 4000;
const isMoving = () => document.querySelector("#delivery-progress[data-moves]");

const look = async () => {
  if (!isMoving()) return;
  if (!document.hidden) {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("#delivery-progress");
      if (now) isMoving()?.replaceWith(now);
      if (now && !isMoving()) location.reload(); // other buttons are due now
    }
  }
  setTimeout(look, EVERY);
};

setTimeout(look, EVERY);
