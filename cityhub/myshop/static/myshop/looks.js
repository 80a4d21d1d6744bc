/* How it will look, below the form and drawn by the server, while she types.
 *
 * data-looks  where to ask; filled once the form is understood and in sight.
 * The server draws clear points for photos: here they become the phone's own.
 */
(() => {
  "use strict";

  const PAUSE = 800; // milliseconds without a key
  const place = document.querySelector("[data-looks]");
  if (!place) return;
  const form = document.querySelector("form[data-say]");
  const shown = place.querySelector("[data-looks-here]");
  let inSight = false;
  let stale = false;
  let timer;
  let asking;

  const showPhotos = () => {
    const own = form.querySelectorAll("[data-photo-row] img");
    shown.querySelectorAll("img[src*='#photo-']").forEach((image) => {
      const source = own[Number(image.src.split("#photo-")[1])]?.src;
      if (source) image.src = source;
    });
  };

  const draw = async () => {
    if (!inSight || !stale || !form.elements.text.value.trim()) return;
    stale = false;
    asking?.abort();
    asking = new AbortController();
    const words = new FormData(form);
    words.delete("photo");
    try {
      const answer = await fetch(place.dataset.looks, {
        method: "POST",
        body: words,
        signal: asking.signal,
        redirect: "error",
      });
      if (answer.status !== 200) return;
      shown.innerHTML = await answer.text();
      showPhotos();
    } catch {
      stale = true; // no network, or she typed on
    }
  };

  const later = () => {
    stale = true;
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  };

  place.hidden = false;
  new IntersectionObserver(
    ([entry]) => {
      inSight = entry.isIntersecting;
      draw();
    },
    { rootMargin: "200px" },
  ).observe(place);
  for (const event of ["input", "myshop:understood", "myshop:changed"]) {
    form.addEventListener(event, later);
  }
})();
