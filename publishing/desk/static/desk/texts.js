/* Draws the post anew while its text is being written; without it, the button does. */
(() => {
  const form = document.querySelector("[data-desk-text]");
  const shown = form?.querySelector("[data-desk-text-preview]");
  if (!shown) return;
  form.querySelector("[data-desk-text-look]").hidden = true;
  let timer;
  let asked = 0;

  const draw = async () => {
    const mine = ++asked;
    const answer = await fetch(form.dataset.deskText, { method: "POST", body: new FormData(form) });
    const html = answer.ok ? await answer.text() : null;
    if (html !== null && mine === asked) shown.innerHTML = html;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => draw().catch(() => {}), 350);
  };
  form.addEventListener("input", soon);
})();
