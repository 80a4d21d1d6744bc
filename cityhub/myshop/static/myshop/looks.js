/* How it will look, below the form and drawn by the server, while she types.
 *
 * data-looks       where to ask; filled once the form is understood and in sight
 * .look-tabs       which of them is shown, where there is room for one only
 * data-look-page   where to ask for the page, which is shown in a frame
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
  let pageStale = false;
  let chosen = "";
  let timer;
  let asking;

  const showPhotos = (root) => {
    const own = form.querySelectorAll("[data-photo-row] img");
    root.querySelectorAll("img[src*='#photo-']").forEach((image) => {
      const source = own[Number(image.src.split("#photo-")[1])]?.src;
      if (!source) return;
      image.closest("picture")?.querySelector("source")?.remove();
      image.src = source;
    });
  };

  const fetchLook = async (address) => {
    const words = new FormData(form);
    words.delete("photo");
    const { signal } = asking;
    const options = { method: "POST", body: words, signal, redirect: "error" };
    const answer = await fetch(address, options);
    return answer.status === 200 ? answer.text() : "";
  };

  const choose = (value) => {
    chosen = value;
    const tab = shown.querySelector(`.look-tabs [value="${CSS.escape(value)}"]`);
    if (tab) tab.checked = true;
    const now = shown.querySelector(".look-tabs :checked")?.value;
    shown.querySelectorAll("[data-look]").forEach((look) => {
      look.toggleAttribute("data-chosen", look.dataset.look === now);
    });
  };

  /* A new frame each time: the way back would else lead through old ones. */
  const drawPage = async () => {
    const look = shown.querySelector("[data-look-page]");
    if (!look || !pageStale || look.offsetParent === null) return;
    pageStale = false;
    const page = await fetchLook(look.dataset.lookPage);
    if (!page) return;
    const frame = document.createElement("iframe");
    frame.className = "preview";
    frame.title = look.dataset.title;
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.addEventListener("load", () => showPhotos(frame.contentDocument));
    frame.srcdoc = page;
    look.querySelector("[data-look-frame]").replaceChildren(frame);
  };

  const draw = async () => {
    if (!inSight || !stale || !form.elements.text.value.trim()) return;
    stale = false;
    asking?.abort();
    asking = new AbortController();
    try {
      const looks = await fetchLook(place.dataset.looks);
      if (!looks) return;
      const frame = shown.querySelector("[data-look-frame] iframe");
      shown.innerHTML = looks;
      choose(chosen);
      showPhotos(shown);
      pageStale = true;
      if (frame) shown.querySelector("[data-look-frame]")?.append(frame);
      await drawPage();
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
  shown.addEventListener("change", ({ target }) => {
    if (target.name !== "look") return;
    choose(target.value);
    drawPage().catch(() => {});
  });
})();
