/* My shop works without this; with it, a phone feels answered.
 *
 * data-once   a form is sent once, however often the button is tapped
 * data-photo  the chosen photo is shown at once
 */
(() => {
  "use strict";

  const showPhoto = (input) => {
    const field = input.closest("[data-photo-field]");
    const [file] = input.files;
    if (!field || !file) return;
    const words = field.querySelector("[data-photo-words]");
    words.textContent = words.dataset.again;
    const image = new Image();
    image.alt = file.name;
    image.onload = () => {
      URL.revokeObjectURL(image.src);
      field.querySelector("[data-photo-now]").replaceChildren(image);
    };
    image.onerror = () => {
      // A format that only the server can read (HEIC): its name must do.
      const name = document.createElement("p");
      name.textContent = file.name;
      field.querySelector("[data-photo-now]").replaceChildren(name);
    };
    image.src = URL.createObjectURL(file);
  };

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
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-photo]")) showPhoto(event.target);
  });
})();
