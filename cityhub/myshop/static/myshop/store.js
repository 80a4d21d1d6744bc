/* What this phone keeps: rows in IndexedDB, each with the person it belongs to.
 *
 * drafts   a form that was begun: its words, its photos, its token
 * outbox   a form that was sent and has not arrived yet
 * Pages and the service worker share this file.
 */
(() => {
  "use strict";

  const STORES = ["drafts", "outbox"];
  let opened;

  const open = () => {
    opened ||= new Promise((resolve, reject) => {
      const request = indexedDB.open("myshop", 1);
      request.onupgradeneeded = () =>
        STORES.forEach((name) =>
          request.result.createObjectStore(name, { keyPath: "id" }),
        );
      request.onsuccess = () => {
        // Another tab clears all: let it.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  const work = async (name, mode, ask) => {
    const transaction = (await open()).transaction(name, mode);
    const request = ask(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };

  self.myshop ||= {};
  myshop.store = {
    get: (name, id) => work(name, "readonly", (rows) => rows.get(id)),
    all: (name) => work(name, "readonly", (rows) => rows.getAll()),
    put: (name, row) => work(name, "readwrite", (rows) => rows.put(row)),
    remove: (name, id) => work(name, "readwrite", (rows) => rows.delete(id)),

    /* Forgets all that `person` began or sent on this phone. */
    async forget(person) {
      for (const name of STORES) {
        for (const row of await this.all(name)) {
          if (row.person === person) await this.remove(name, row.id);
        }
      }
    },
  };
})();
