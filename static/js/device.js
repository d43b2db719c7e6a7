/**
 * What a person types is kept on this device at once, sent when there is a network, and forgotten once the server says
 * that it has it. Used by "Log this week"; made for any page with rows that a person fills.
 *
 *   const device = new Device({ kind, person, parcels, tickets, onChange });
 *   device.keep(mark, { name, label, fields })   // at every change: kept here, an edition later than before
 *   device.send()                                // when a row is left, or at the end: all that waits
 *
 * A row is known by its mark, a UUID that is made with the page. Each edition is sent until a receipt comes; the server
 * takes it in once, so sending again after a lost reply changes nothing. `onChange(state)` is told what is where:
 * { waiting: rows that are only here, saved: rows that the server has, since: the oldest waiting, at: the last receipt,
 *   trouble: "", "network", "signed out", "another person", "full" }.
 */

const RETRY_SECONDS = [5, 15, 60, 300];
const KEEP_DAYS = 60;

export class Device {
  constructor({ kind, person, parcels, tickets, token, onChange, onReceipt }) {
    Object.assign(this, { kind, person: String(person), parcels, tickets, token, onChange, onReceipt });
    this.key = `nic-kept-${kind}-${person}`;
    this.trouble = "";
    this.at = null;
    this.saved = new Map();
    this.sending = null;
    this.tries = 0;
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.send());
  }

  /** Everything that is kept here, by mark. */
  all() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  #write(kept) {
    try {
      if (Object.keys(kept).length) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
      if (this.trouble === "full") this.trouble = "";
    } catch {
      this.trouble = "full";
    }
  }

  /** Keeps what is typed in a row. `ready`: it may be sent, the person has left the row. */
  keep(mark, row, ready = false) {
    const kept = this.all();
    const before = kept[mark];
    const fields = JSON.stringify(row.fields);
    if (before && JSON.stringify(before.fields) === fields) {
      if (ready && !before.ready) this.#write({ ...kept, [mark]: { ...before, ready } });
    } else if (before || this.saved.get(mark)?.fields !== fields) {
      const edition = (before?.edition ?? this.saved.get(mark)?.edition ?? 0) + 1;
      const since = before?.since ?? new Date().toISOString();
      this.#write({ ...kept, [mark]: { ...row, edition, since, ready } });
    }
    this.tell();
  }

  /** Forgets a row: it stands as the page brought it, or the server is known to have it. */
  forget(mark) {
    const { [mark]: gone, ...rest } = this.all();
    if (gone) this.#write(rest);
    this.tell();
  }

  /** Marks every kept row as ready, and sends. True where nothing is left that is only here. */
  async sendAll() {
    const kept = this.all();
    for (const row of Object.values(kept)) row.ready = true;
    this.#write(kept);
    await this.send();
    return !Object.keys(this.all()).length;
  }

  /** Sends what is ready, and what became so meanwhile. One letter is under way at a time: editions arrive in their order. */
  send() {
    if (this.sending) this.again = true;
    this.sending ??= this.#sendUntilDone().finally(() => (this.sending = null));
    return this.sending;
  }

  async #sendUntilDone() {
    do {
      this.again = false;
      await this.#send();
    } while (this.again && !this.trouble);
  }

  async #send() {
    const ready = Object.entries(this.all()).filter(([, row]) => row.ready && !row.refused);
    if (!ready.length) return this.tell();
    clearTimeout(this.timer);
    try {
      const body = JSON.stringify({
        parcels: ready.slice(0, 50).map(([mark, { edition, fields }]) => ({ mark, edition, fields })),
      });
      const answer = (await this.#post(body)) ?? (await this.#afterTicket(body));
      if (answer) this.#take(await answer.json(), new Map(ready));
    } catch {
      this.trouble = "network";
    }
    if (this.trouble === "network") {
      const seconds = RETRY_SECONDS[Math.min(this.tries++, RETRY_SECONDS.length - 1)];
      this.timer = setTimeout(() => this.send(), seconds * 1000);
    } else this.tries = 0;
    this.tell();
  }

  /** The answer; nothing where this page's session is over. Anything but JSON is no answer of ours: a network in between. */
  async #post(body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    const answer = await fetch(this.parcels, { method: "POST", headers, body, redirect: "manual", cache: "no-store" });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.ok && isOurs) return answer;
    if (answer.type === "opaqueredirect" || answer.status === 400 || answer.status === 401) return null;
    throw new Error("no answer");
  }

  /** Asks who is signed in now: the same person may send with a new token, nobody else. */
  async #afterTicket(body) {
    const answer = await fetch(this.tickets, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) {
      this.trouble = "signed out";
      return null;
    }
    const { person, token } = await answer.json();
    if (String(person) !== this.person) {
      this.trouble = "another person";
      return null;
    }
    this.token = token;
    const again = await this.#post(body);
    if (!again) this.trouble = "signed out";
    return again;
  }

  #take({ receipts }, sent) {
    this.trouble = "";
    const kept = this.all();
    for (const receipt of receipts) {
      const row = kept[receipt.mark];
      if (receipt.saved) {
        this.at = new Date();
        this.saved.set(receipt.mark, { ...receipt, fields: JSON.stringify(sent.get(receipt.mark)?.fields) });
        if (row && row.edition <= receipt.edition) delete kept[receipt.mark];
      } else if (row && row.edition === receipt.edition) row.refused = receipt.words || "It could not be saved.";
      this.onReceipt?.(receipt, row);
    }
    this.#write(kept);
  }

  /** Takes away what the server has already, by the marks that the page names, and what is too old to be asked for. */
  settle(savedMarks) {
    const known = new Set(savedMarks);
    const oldest = new Date(Date.now() - KEEP_DAYS * 86_400_000).toISOString();
    const rows = Object.entries(this.all());
    const left = rows.filter(([mark, row]) => row.since > oldest && !(known.has(mark) && row.edition === 1));
    if (left.length < rows.length) this.#write(Object.fromEntries(left));
  }

  tell() {
    const waiting = Object.values(this.all());
    const since = waiting.map((row) => row.since).sort()[0];
    this.onChange?.({
      waiting: waiting.length,
      refused: waiting.filter((row) => row.refused).length,
      saved: this.saved.size,
      since: since ? new Date(since) : null,
      at: this.at,
      trouble: this.trouble,
    });
  }
}

/** "10:30" as the clock of this device shows it; with the day where it is not today. */
export function clockTime(moment) {
  const time = `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? time : `${moment.toLocaleDateString("en-US", { weekday: "long" })} ${time}`;
}
