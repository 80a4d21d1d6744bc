/* Photos are made smaller on the phone, and start their way while she types.
 *
 * [data-photo-row]  a photo of the form; photos.js tells of a new one
 * As soon as a photo is small the form names it by its key, and the file itself
 * leaves the input: the outbox brings it to the town, and again after a break.
 */
(() => {
  "use strict";

  const LONGEST_SIDE = 2048;
  const SMALL = 400 * 1024; // bytes: not worth the work
  const QUALITY = 0.82;
  const AGAIN = 3000; // milliseconds until the next try
  const { outbox } = self.myshop;

  const read = async (file) => {
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(image.src);
    }
  };

  /* Returns a smaller copy, upright, without place or device; else the file as
   * it is: the town reads formats that this browser can't. */
  const shrink = async (file) => {
    let image;
    try {
      image = await read(file);
    } catch {
      return file;
    }
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    if (scale === 1 && file.size <= SMALL) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const type = file.type === "image/jpeg" ? "image/jpeg" : "image/webp";
    const smaller = await new Promise((resolve) => {
      canvas.toBlob(resolve, type, QUALITY);
    });
    canvas.width = canvas.height = 0; // a phone's memory is short
    return smaller && smaller.size < file.size ? smaller : file;
  };

  const picture = (blob) => {
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    image.alt = "";
    return image;
  };

  /* A file that this browser can't show: its name must do. */
  myshop.nameInstead = (image, words) => {
    image.onerror = () => {
      const name = document.createElement("p");
      name.className = "photo-name";
      name.textContent = words;
      image.replaceWith(name);
    };
  };

  /* The photos of one form, by their key. */
  class Photos {
    constructor(form, changed) {
      this.form = form;
      this.changed = changed; // called with whether there is another photo
      this.known = new Map();
      this.work = [];
      form.addEventListener("myshop:photo", ({ target, detail }) => {
        this.work.push(this.take(detail.file, target));
      });
    }

    /* Resolves when every chosen photo is small and has its key. */
    get ready() {
      return Promise.all(this.work);
    }

    /* Those that the form names now, as they are kept and sent. */
    get list() {
      const named = [...this.form.querySelectorAll("[name=picture]")];
      return named
        .map((field) => this.known.get(field.value.replace("kept:", "")))
        .filter(Boolean);
    }

    /* How much of all has arrived, 0 to 1; null without photos. */
    get progress() {
      const shares = this.list.map(({ share }) => share);
      return shares.length ? shares.reduce((a, b) => a + b) / shares.length : null;
    }

    /* Why one of them was refused, in the town's words. */
    get refused() {
      return this.list.find(({ sentence }) => sentence)?.sentence || "";
    }

    async take(file, row) {
      const photo = { key: crypto.randomUUID(), name: file.name, share: 0 };
      photo.blob = await shrink(file);
      this.known.set(photo.key, photo);
      row.dispatchEvent(
        new CustomEvent("myshop:kept", { bubbles: true, detail: { key: photo.key } }),
      );
      this.changed(true);
      this.bring(photo);
    }

    /* Shows photos that were kept with their words, and goes on with them. */
    give(photos, pictures, alts) {
      for (const photo of photos) {
        if (!this.known.has(photo.key)) this.known.set(photo.key, { ...photo, share: 0 });
      }
      const list = this.form.querySelector("[data-photo-list]");
      if (list) {
        const rows = [...list.children];
        const named = (name) =>
          rows.find((row) => row.querySelector("[name=picture]").value === name);
        const asked = pictures.map(
          (name, number) => named(name) || this.row(name, alts[number]),
        );
        list.replaceChildren(...asked.filter(Boolean));
      }
      for (const photo of this.list) this.bring(photo);
    }

    row(name, alt) {
      const photo = this.known.get(name.replace("kept:", ""));
      const template = this.form.querySelector("[data-photo-template]");
      if (!photo || !template) return null;
      const row = template.content.firstElementChild.cloneNode(true);
      row.querySelector("[name=picture]").value = name;
      row.querySelector("[name=picture_alt]").value = alt || "";
      const image = row.querySelector("img");
      myshop.nameInstead(image, photo.name);
      image.src = picture(photo.blob).src;
      return row;
    }

    /* Says at a photo why the town didn't take it. */
    sayRefused({ key, sentence }) {
      const field = [...this.form.querySelectorAll("[name=picture]")].find(
        ({ value }) => value === `kept:${key}`,
      );
      const row = field?.closest("[data-photo-row]");
      if (!row || row.querySelector("[data-photo-refused]")) return;
      const line = document.createElement("p");
      line.className = "errorlist";
      line.dataset.photoRefused = "";
      line.textContent = sentence;
      row.querySelector("[name=picture_alt]").closest("div").prepend(line);
    }

    /* Uploads one, and tries again for as long as the page is there. */
    async bring(photo) {
      if (photo.busy || photo.share === 1) return;
      photo.busy = true;
      try {
        await outbox.bring(photo, (share) => {
          photo.share = share;
          this.changed(false);
        });
        photo.share = 1;
      } catch (trouble) {
        if (trouble.why === "refused") {
          const words = document.querySelector("[data-on-phone-words]");
          photo.sentence = trouble.sentence || words.dataset.refused;
          this.sayRefused(photo);
        } else if (trouble.why !== "signed_out") {
          setTimeout(() => this.form.isConnected && this.bring(photo), AGAIN);
        }
      }
      photo.busy = false;
      this.changed(false);
    }
  }

  myshop.Photos = Photos;
})();
