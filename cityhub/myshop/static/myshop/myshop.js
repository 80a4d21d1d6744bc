/* My shop works without this; with it, a phone feels answered.
 *
 * data-once   a form is sent once, however often the button is tapped
 * data-keep   words typed are kept in this browser until they are sent
 * data-photo  the chosen photo is shown at once
 * data-more   another date without asking the server
 */
(() => {
  "use strict";

  const SLOW = 1000; // milliseconds after which an upload shows how far it is

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

  const addDate = (button) => {
    const dates = button.closest("[data-dates]");
    const rows = dates.querySelectorAll("[data-date-row]");
    const total = dates.querySelector("[name$=-TOTAL_FORMS]");
    const row = rows[rows.length - 1].cloneNode(true);
    const from = `-${rows.length - 1}-`;
    const to = `-${rows.length}-`;
    row.querySelectorAll(".errorlist").forEach((list) => list.remove());
    row.querySelectorAll("[name], [for], [id]").forEach((element) => {
      for (const name of ["name", "for", "id", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(from, to));
      }
      if ("value" in element) element.value = "";
    });
    rows[rows.length - 1].after(row);
    total.value = rows.length + 1;
    row.querySelector("input").focus();
  };

  const wordsOf = (form) =>
    [...form.elements].filter(
      (field) =>
        field.name &&
        !["hidden", "file", "password", "submit", "checkbox"].includes(field.type),
    );

  const keepWords = (form) => {
    const key = `myshop:${location.pathname}`;
    const fields = wordsOf(form);
    if (!form.querySelector(".errorlist") && fields.every((f) => !f.value)) {
      const kept = JSON.parse(localStorage.getItem(key) || "{}");
      fields.forEach((field) => {
        if (kept[field.name]) field.value = kept[field.name];
      });
    }
    form.addEventListener("input", () => {
      const now = Object.fromEntries(wordsOf(form).map((f) => [f.name, f.value]));
      localStorage.setItem(key, JSON.stringify(now));
    });
    form.addEventListener("submit", () => {
      sessionStorage.setItem("myshop:sent", location.pathname);
    });
    return () => localStorage.removeItem(key);
  };

  /* Puts the server's answer in place of this page, as a browser would. */
  const take = (request) => {
    const answer = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.responseURL !== location.href) {
      history.pushState(null, "", request.responseURL);
    }
    document.title = answer.title;
    document.body.replaceWith(answer.body);
    scrollTo(0, 0);
    setUp();
  };

  /* Sends the form with its progress in view. */
  const upload = (form, button, { done, failed }) => {
    const progress = form.querySelector("[data-progress]");
    const request = new XMLHttpRequest();
    const slow = setTimeout(() => {
      progress.hidden = false;
    }, SLOW);
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    const fail = () => {
      clearTimeout(slow);
      progress.hidden = true;
      failed();
    };
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
    };
    request.onload = () => {
      if (request.status >= 500) return fail();
      clearTimeout(slow);
      if (request.status < 400) done();
      take(request);
    };
    request.onerror = fail;
    request.open("POST", form.action);
    request.send(data);
  };

  const once = (form, done) => {
    let busy = false;
    let words;
    const again = () => {
      busy = false;
      const button = form.querySelector("[data-busy]");
      if (button && words) button.innerHTML = words;
    };
    const failed = () => {
      again();
      const sentence = form.querySelector("[data-lost]");
      sentence.hidden = false;
      sentence.scrollIntoView();
    };
    form.addEventListener("submit", (event) => {
      if (busy) {
        event.preventDefault();
        return;
      }
      busy = true;
      const button = event.submitter;
      if (button?.dataset.busy) {
        words = words || button.innerHTML;
        button.textContent = button.dataset.busy;
      }
      if (form.querySelector("[data-photo]")?.files.length) {
        event.preventDefault();
        upload(form, button, { done, failed });
      }
    });
    addEventListener("pageshow", (event) => event.persisted && again());
  };

  /* The words are forgotten when the item stands on the next page, not before. */
  const forgetSent = () => {
    const sent = sessionStorage.getItem("myshop:sent");
    if (sent && !document.querySelector(".message-wrong")) {
      localStorage.removeItem(`myshop:${sent}`);
    }
    sessionStorage.removeItem("myshop:sent");
  };

  const setUp = () => {
    forgetSent();
    document.querySelectorAll("form[data-once]").forEach((form) => {
      once(form, "keep" in form.dataset ? keepWords(form) : () => {});
    });
  };

  setUp();
  document.addEventListener("submit", (event) => {
    // The phone may be the shop's: nobody finds the words of another person.
    if (!event.target.matches(".sign-out")) return;
    Object.keys(localStorage)
      .filter((key) => key.startsWith("myshop:"))
      .forEach((key) => localStorage.removeItem(key));
  });
  addEventListener("popstate", () => location.reload());
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-photo]")) showPhoto(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-more]");
    if (!button) return;
    event.preventDefault();
    addDate(button);
  });
})();
