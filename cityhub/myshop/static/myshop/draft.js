/* A form that is never lost: kept on this phone, sent when there is network.
 *
 * form[data-keep]        its words and photos are kept from the first letter on
 * [data-on-phone-words]  the sentences, in the visitor's language
 * Where the browser keeps nothing, the form is sent as any other.
 */
(() => {
  "use strict";

  const PAUSE = 400; // milliseconds of rest after which words are kept
  const OURS = ["csrfmiddlewaretoken", "token"];
  const { store, outbox, Photos } = self.myshop;
  const person = document.body.dataset.person;
  const words = document.querySelector("[data-on-phone-words]")?.dataset;

  const percent = new Intl.NumberFormat(document.documentElement.lang, {
    style: "percent",
  });

  /* What she typed into a field, "" when it is as the town sent it. */
  const typedIn = ({ value, defaultValue = value }) => (value === defaultValue ? "" : value);

  /* How many rows of dates there are: the form knows, and the town wants to. */
  const isCount = (name) => /_FORMS$/.test(name);

  const isOurs = (name) => OURS.includes(name) || isCount(name);

  class Draft {
    constructor(form) {
      this.form = form;
      // The way back shows what is kept here, not what the browser saw sent.
      form.autocomplete = "off";
      this.path = location.pathname + location.search;
      this.id = `${person} ${this.path}`;
      this.token = form.elements.token?.value || "";
      this.line = this.addLine();
      this.photos = new Photos(form, (isNew) => this.photosChanged(isNew));
      form.addEventListener("input", (event) => event.isTrusted && this.touched());
      form.addEventListener("change", () => this.touched());
      form.addEventListener("myshop:changed", () => this.touched());
      form.addEventListener("submit", (event) => this.submit(event));
      outbox.tabs?.addEventListener("message", ({ data }) => this.hear(data));
      addEventListener("offline", () => this.sayKept());
      addEventListener("online", () => this.sayKept());
      addEventListener("pagehide", () => this.keep());
      addEventListener("pageshow", ({ persisted }) => persisted && this.lookAgain());
    }

    addLine() {
      const line = document.createElement("div");
      line.className = "on-phone";
      line.setAttribute("role", "status");
      const place = this.form.querySelector("[data-on-phone], .actions");
      place ? place.before(line) : this.form.append(line);
      return line;
    }

    /* Says one sentence, with a button beside it where there is something to do. */
    say(sentence, button = "", act = null) {
      if (this.line.dataset.sentence === sentence) return;
      this.line.dataset.sentence = sentence;
      const text = document.createElement("span");
      text.textContent = sentence;
      this.line.replaceChildren(text);
      if (!button) return;
      const element = document.createElement("button");
      element.type = "button";
      element.className = "on-phone-button";
      element.textContent = button;
      element.addEventListener("click", act);
      this.line.append(element);
    }

    /* A photo was not taken: the sentence stands at it, too. */
    sayRefused() {
      this.say(this.photos.refused);
      const line = this.form.querySelector("[data-photo-refused]");
      line?.closest("[data-photo-row]").scrollIntoView({ block: "center" });
    }

    // --- Words ---------------------------------------------------------------

    /* What goes to the town, but for the token. */
    get fields() {
      return [...new FormData(this.form)].filter(
        ([name, value]) => typeof value === "string" && !OURS.includes(name),
      );
    }

    get words() {
      return this.fields.filter(([name]) => !isCount(name));
    }

    touched() {
      if (this.restoring) return;
      this.dirty = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), PAUSE);
    }

    async keep() {
      clearTimeout(this.timer);
      if (!this.dirty || this.sent) return;
      this.dirty = false;
      this.token ||= crypto.randomUUID();
      const row = {
        id: this.id,
        person,
        path: this.path,
        token: this.token,
        words: this.words,
        photos: this.photos.list.map(({ key, name, blob }) => ({ key, name, blob })),
        at: Date.now(),
      };
      try {
        await store.put("drafts", row);
        outbox.tabs?.postMessage({ draft: this.id });
        this.sayKept();
      } catch {
        this.say(words.noRoom);
      }
    }

    sayKept() {
      const { progress, refused } = this.photos;
      if (refused) return this.say(refused);
      if (!navigator.onLine) return this.say(words.offlineWriting);
      if (progress !== null && progress < 1) {
        return this.say(`${words.photoOnItsWay} ${percent.format(progress)}`);
      }
      this.say(progress === 1 ? `${words.photoArrived} ${words.kept}` : words.kept);
    }

    photosChanged(isNew) {
      if (isNew) this.touched();
      if (this.restoring) return;
      this.busy ? this.say(words.sending) : this.sayKept();
    }

    /* Takes up what was kept, unless the page shows something that went wrong. */
    async restore() {
      const row = await store.get("drafts", this.id);
      if (!row) {
        // A form from the cache was perhaps sent already under its token.
        if (!this.form.querySelector(".errorlist")) this.token = crypto.randomUUID();
        this.putToken();
        return;
      }
      this.token = row.token;
      this.putToken();
      if (this.form.querySelector(".errorlist")) return;
      this.fill(row, true);
      const sentence = navigator.onLine ? words.kept : words.offlineWriting;
      this.say(`${words.takenUp} ${sentence}`, words.startAnew, () => this.startAnew());
    }

    /* Puts in what was kept; `behind` it what she typed before this script came. */
    fill(row, behind = false) {
      this.restoring = true;
      const asked = new Map();
      for (const [name, value] of row.words) {
        asked.set(name, [...(asked.get(name) || []), value]);
      }
      for (const name of asked.keys()) this.makeRoomFor(name);
      const many = (name) => asked.get(name) || [];
      this.photos.give(row.photos, many("picture"), many("picture_alt"));
      for (const field of this.form.elements) {
        if (!field.name || isOurs(field.name)) continue;
        if (["file", "submit", "button"].includes(field.type)) continue;
        const values = many(field.name);
        if (["checkbox", "radio"].includes(field.type)) {
          field.checked = values.includes(field.value);
        } else {
          // Fields of one name have their values in their order.
          const value = values.shift();
          if (value === undefined || value === field.value) continue;
          const typed = behind ? typedIn(field) : "";
          if (typed && field.type !== "textarea") continue;
          field.value = typed ? `${value}\n${typed}` : value;
        }
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.restoring = false;
    }

    /* A second, third … date has its row made by the button for it. */
    makeRoomFor(name) {
      const more = this.form.querySelector("[data-more]");
      for (let tries = 0; tries < 30 && more && !this.form.elements[name]; tries += 1) {
        if (!/-\d+-/.test(name)) return;
        more.click();
      }
    }

    putToken() {
      if (this.form.elements.token) this.form.elements.token.value = this.token;
    }

    async startAnew() {
      this.sent = true; // nothing of it is kept any more
      await store.remove("drafts", this.id);
      location.reload();
    }

    // --- Two tabs, and the way back ---------------------------------------------

    /* Another tab of this browser has news of this form. */
    async hear({ draft, sent, landed, asks }) {
      if (asks === this.id) {
        outbox.tabs.postMessage({ draft: this.id });
        this.say(words.otherTab);
      }
      if (sent && sent === this.token && !this.busy) {
        this.sent = true;
        this.form.querySelectorAll("button").forEach((button) => {
          button.disabled = true;
        });
        this.say(words.sentElsewhere, words.seeIt, () => location.assign(landed));
      }
      if (draft !== this.id) return;
      const row = await store.get("drafts", this.id);
      if (row && !this.dirty && row.token) {
        this.token = row.token;
        this.putToken();
        if (document.hidden || !this.form.contains(document.activeElement)) {
          this.fill(row);
        }
      }
      this.say(words.otherTab);
    }

    /* The page comes back as it was left: what was sent from it is gone. */
    async lookAgain() {
      if (this.sent) location.reload();
    }

    // --- Sending ---------------------------------------------------------------

    async submit(event) {
      if (!this.works || event.submitter?.matches("[data-more]")) return;
      event.preventDefault();
      if (this.busy || this.sent) return;
      this.busy = true;
      const button = event.submitter;
      const label = button?.innerHTML;
      if (button?.dataset.busy) button.textContent = button.dataset.busy;
      try {
        await this.hand(button);
      } finally {
        this.busy = false;
        if (button) button.innerHTML = label;
      }
    }

    /* Puts the form into the outbox, and sends it from there. */
    async hand(button) {
      await this.photos.ready;
      if (this.photos.refused) return this.sayRefused();
      this.dirty = true;
      await this.keep();
      const letter = {
        id: this.token,
        person,
        draft: this.id,
        path: this.path,
        words: this.fields,
        photos: this.photos.list.map(({ key, name, blob }) => ({ key, name, blob })),
        at: Date.now(),
        why: "offline",
      };
      if (button?.name) letter.words.push([button.name, button.value]);
      letter.words.push(["token", this.token]);
      try {
        await store.put("outbox", letter);
      } catch {
        return this.leaveToTheBrowser(button);
      }
      this.say(words.sending);
      this.answer(await outbox.deliver(letter.id), button);
    }

    /* Sends it as if this script were not there. */
    leaveToTheBrowser(button) {
      this.works = false;
      this.form.requestSubmit(button);
    }

    async answer(letter, button) {
      if (!letter) return this.say(words.sentElsewhere);
      const { why, landed } = letter;
      if (!why) {
        this.sent = true;
        this.say(words.sent);
        return location.assign(landed);
      }
      if (why === "refused") {
        // The town's page says what needs another look, beside each field.
        await store.remove("outbox", letter.id);
        if (this.photos.refused) return this.sayRefused();
        return this.leaveToTheBrowser(button);
      }
      if (why === "signed_out") {
        await store.remove("outbox", letter.id);
        const query = new URLSearchParams({ next: this.path, kept: 1 });
        return location.assign(`${words.signIn}?${query}`);
      }
      this.sent = true; // it is the outbox' now
      await store.remove("drafts", this.id);
      this.form.hidden = true;
      await myshop.waitForNetwork();
    }
  }

  const begin = async () => {
    if (!person || !words || !self.indexedDB) return;
    for (const form of document.querySelectorAll("form[data-keep]")) {
      const csrf = form.elements.csrfmiddlewaretoken;
      if (csrf) outbox.believe(csrf.value);
      const draft = new Draft(form);
      try {
        const early = [...form.elements].some(typedIn);
        await draft.restore();
        draft.works = true;
        if (early) draft.touched();
      } catch {
        continue; // no room on this phone: it is sent as any other form
      }
      outbox.tabs?.postMessage({ asks: draft.id });
    }
  };

  begin();
})();
