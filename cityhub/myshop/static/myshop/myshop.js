/* My shop works without this; with it, a phone feels answered.
 *
 * data-once   a form is sent once, however often the button is tapped
 */
(() => {
  "use strict";

  const once = (form) => {
    let busy = false;
    let words;
    form.addEventListener("submit", (event) => {
      if (busy) event.preventDefault();
      if (busy || event.defaultPrevented) return;
      busy = true;
      const button = event.submitter;
      if (button?.dataset.busy) {
        words = words || button.innerHTML;
        button.textContent = button.dataset.busy;
      }
    });
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      busy = false;
      const button = form.querySelector("[data-busy]");
      if (button && words) button.innerHTML = words;
    });
  };

  document.querySelectorAll("form[data-once]").forEach(once);
})();
