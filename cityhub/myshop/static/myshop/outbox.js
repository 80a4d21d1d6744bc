/* Forms on their way, and their photos, piece by piece.
 *
 * A form carries a token: however often it is sent, it lands once. So whatever
 * was not clearly answered is simply sent again. Pages and the service worker
 * share this file; a lock lets one of them send at a time.
 */
(() => {
  "use strict";

  const FIRST_PIECE = 64 * 1024;
  const MOST_BYTES = 1024 * 1024; // of one piece, as views/upload.py has it
  const FAST = 1000; // milliseconds within which a piece should get through
  const KEPT = { "Kept-On-Phone": "1", Accept: "application/json" };
  const { store } = self.myshop;
  const tabs = "BroadcastChannel" in self ? new BroadcastChannel("myshop") : null;
  let csrf = "";

  /* Why something didn't get through: offline, signed_out, later, refused. */
  class Trouble extends Error {
    constructor(why, sentence = "") {
      super(why);
      this.why = why;
      this.sentence = sentence;
    }
  }

  const ask = async (path, options = {}) => {
    let answer;
    try {
      answer = await fetch(path, { cache: "no-store", ...options });
    } catch {
      throw new Trouble("offline");
    }
    if (answer.status === 401) throw new Trouble("signed_out");
    if (answer.status >= 500) throw new Trouble("later");
    return answer;
  };

  /* Asks who is signed in, for a token that holds now. */
  const whoIsThere = async () => {
    const answer = await ask("/ma-boutique/jeton/", { headers: KEPT });
    if (!answer.ok) throw new Trouble("later");
    const there = await answer.json();
    csrf = there.csrf;
    return there.person;
  };

  /* Posts; once more with a fresh token when the one at hand is too old. */
  const post = async (path, body, headers) => {
    if (!csrf) await whoIsThere();
    const once = () =>
      ask(path, {
        method: "POST",
        body,
        headers: { ...KEPT, ...headers, "X-CSRFToken": csrf },
      });
    const answer = await once();
    if (answer.status !== 403) return answer;
    await whoIsThere();
    return once();
  };

  /* Brings one photo to the town, from where it stopped last time. */
  const bring = async (photo, tell = () => {}) => {
    const path = `/ma-boutique/photo/${photo.key}/envoi/`;
    const begun = await (await ask(path, { headers: KEPT })).json().catch(() => ({}));
    let { received = 0, kept = false } = begun;
    let size = FIRST_PIECE;
    while (!kept) {
      const began = Date.now();
      const answer = await post(path, photo.blob.slice(received, received + size), {
        "Content-Type": "application/octet-stream",
        "Upload-Offset": received,
        "Upload-Length": photo.blob.size,
        "Upload-Name": encodeURIComponent(photo.name).slice(0, 300),
      });
      const said = await answer.json().catch(() => ({}));
      if (!answer.ok && answer.status !== 409) {
        throw new Trouble("refused", said.sentence);
      }
      if (!said.kept && !(said.received >= 0)) throw new Trouble("later");
      ({ received = photo.blob.size, kept = false } = said);
      if (Date.now() - began < FAST) size = Math.min(2 * size, MOST_BYTES);
      tell(received / photo.blob.size);
    }
  };

  /* Sends one form; returns where it stands then. Nothing is forgotten before. */
  const send = async (letter) => {
    if (!navigator.onLine) throw new Trouble("offline");
    for (const photo of letter.photos) await bring(photo);
    const words = new URLSearchParams(letter.words);
    const answer = await post(letter.path, words);
    if (answer.status === 201) return answer.headers.get("Location");
    throw new Trouble("refused");
  };

  const tell = (news) => tabs?.postMessage(news);

  /* Sends `letter`, and notes on it how that went. */
  const deliver = async (letter) => {
    let landed;
    try {
      landed = await send(letter);
    } catch (trouble) {
      if (!trouble.why) throw trouble;
      letter.why = trouble.why;
      await store.put("outbox", letter);
      tell({ outbox: letter.id, why: letter.why });
      return letter;
    }
    await store.remove("outbox", letter.id);
    const draft = await store.get("drafts", letter.draft);
    if (draft?.token === letter.id) await store.remove("drafts", letter.draft);
    tell({ sent: letter.id, landed });
    return { ...letter, why: "", landed };
  };

  const alone = (work) =>
    self.navigator.locks ? navigator.locks.request("myshop-outbox", work) : work();

  myshop.outbox = {
    alone,
    bring,
    tabs,
    believe: (token) => {
      csrf = token;
    },

    /* Sends one form that this page has just put in. */
    deliver: (id) =>
      alone(async () => {
        const letter = await store.get("outbox", id);
        return letter ? deliver(letter) : null; // somebody else sent it
      }),

    /* Sends all that waits for the network or for its person. */
    flush: () =>
      alone(async () => {
        const letters = (await store.all("outbox")).filter((l) => l.why !== "refused");
        if (!letters.length) return [];
        const person = await whoIsThere();
        const results = [];
        for (const letter of letters) {
          if (letter.person === person) results.push(await deliver(letter));
        }
        return results;
      }),
  };
})();
