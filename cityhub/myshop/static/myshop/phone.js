/* What waits on this phone, and the house-keeping around it: the service worker,
 * what happens when there is network again, and what is forgotten on signing out.
 *
 * [data-outbox]   where forms that wait are listed, each with its state in words
 * .sign-out       the form that signs out
 */
(() => {
  "use strict";

  const WORKER = "/ma-boutique/sw.js";
  const WAITING = "myshop-outbox"; // the name of the background sync
  const { store, outbox } = self.myshop;
  const { person } = document.body.dataset;
  const words = document.querySelector("[data-on-phone-words]")?.dataset;
  const list = document.querySelector("[data-outbox]");
  let waiting = []; // as they are listed now
  const left = new Map(); // what left while this page was open, whoever sent it

  const worksAlone = () => "SyncManager" in self && navigator.serviceWorker?.controller;

  const stateOf = ({ why, landed }) => {
    if (landed) return words.sent;
    if (why === "offline") {
      return worksAlone() ? words.leavesAlone : words.leavesWithPage;
    }
    return { signed_out: words.signedOut, later: words.later, refused: words.refused }[
      why
    ];
  };

  const button = (label, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "button button-quiet";
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  };

  /* Makes a draft of it again, where it was written, unless it has just left. What
   * may have landed keeps its token: new words then take the place of the first. */
  const change = ({ id: token }) =>
    outbox.alone(async () => {
      const letter = await store.get("outbox", token);
      if (!letter) return;
      const { why, draft: id, ...kept } = letter;
      await store.put("drafts", { ...kept, id, token });
      await store.remove("outbox", token);
      location.assign(letter.path);
    });

  const show = (letter) => {
    const item = document.createElement("li");
    const sentence = document.createElement("p");
    sentence.textContent = stateOf(letter);
    const said = document.createElement("strong");
    said.textContent = (letter.words.find(([name]) => name === "text") || ["", ""])[1];
    const actions = document.createElement("div");
    actions.className = "outbox-actions";
    if (letter.landed) {
      item.className = "outbox-sent";
      actions.append(button(words.seeIt, () => location.assign(letter.landed)));
    } else {
      if (letter.why !== "refused") actions.append(button(words.tryNow, () => flush()));
      actions.append(button(words.changeIt, () => change(letter)));
    }
    item.append(said, sentence, actions);
    return item;
  };

  const showAll = async (landed = []) => {
    if (!list || !person) return;
    for (const letter of landed) left.set(letter.id, letter);
    waiting = (await store.all("outbox")).filter((l) => l.person === person);
    list.replaceChildren(...[...left.values(), ...waiting].map(show));
    list.hidden = !list.children.length;
  };

  const flush = async () => {
    let results = [];
    try {
      results = await outbox.flush();
    } catch (trouble) {
      if (!trouble.why) throw trouble;
    }
    await showAll(results.filter(({ landed }) => landed));
  };

  /* Sends what waits when there is network: by itself, or from the next page. */
  myshop.waitForNetwork = async () => {
    try {
      const worker = await navigator.serviceWorker?.ready;
      await worker?.sync?.register(WAITING);
    } catch {
      // Not allowed on this phone: the next open page sends it.
    }
    await showAll();
    list?.scrollIntoView({ block: "nearest" });
  };

  /* Another person's screens are not kept for this one. */
  const forgetOthers = async () => {
    if (!person || localStorage.getItem("myshop:person") === person) return;
    await self.caches?.delete("myshop-own");
    localStorage.setItem("myshop:person", person);
  };

  const forgetAll = async () => {
    await store.forget(person);
    await self.caches?.delete("myshop-own");
    localStorage.removeItem("myshop:person");
  };

  const signOut = async (event) => {
    if (!event.target.matches(".sign-out") || event.target.dataset.ready) return;
    event.preventDefault();
    const rows = [...(await store.all("outbox")), ...(await store.all("drafts"))];
    const unsent = rows.some((row) => row.person === person);
    if (unsent && !confirm(words.signOutUnsent)) return;
    await forgetAll().catch(() => {});
    event.target.dataset.ready = "";
    event.target.requestSubmit();
  };

  const begin = async () => {
    navigator.serviceWorker?.register(WORKER, { scope: "/ma-boutique/" });
    if (!person || !words || !self.indexedDB) return;
    document.addEventListener("submit", signOut);
    outbox.tabs?.addEventListener("message", ({ data }) => {
      const letter = waiting.find(({ id }) => id === data.sent);
      if (letter) showAll([{ ...letter, landed: data.landed }]);
      else if (data.sent || data.outbox) showAll();
    });
    addEventListener("online", flush);
    await forgetOthers();
    await flush();
  };

  // After all that the first sight of the page needs.
  addEventListener("load", () => begin().catch(() => {}));
})();
