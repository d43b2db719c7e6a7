/**
 * The editor of a theory: an outline that is typed like a list in a notes app, and the picture beside it. Every change is
 * one small act, saved at once; acts are sent one after another. Changes by others come by asking every few seconds.
 * Without this script the outline edits by its links and forms.
 */
import { newMark } from "../making.js";
import { Drawing } from "./drawing.js";
import { Outline } from "./outline.js";
import { askWhatItServes } from "./serves.js";
import { Tools } from "./tools.js";

const SECONDS_BETWEEN = 8;
const SIGNED_OUT = "You are signed out. Sign in again in another window, then go on here: what you typed is still here.";
const MOVED = "Somebody else changed this line meanwhile. It stands here as it is now. Do it again if you still want to.";

class Editor {
  constructor(root) {
    this.root = root;
    this.revision = Number(root.dataset.revision);
    this.editable = "editor" in root.dataset;
    this.queue = Promise.resolve();
    this.waiting = 0;
    this.acts = 0;
    this.raised = new Map();
    this.selected = null;
    this.drawing = new Drawing(this, root.querySelector("[data-picture]"));
    this.outline = new Outline(this, root.querySelector("[data-outline]"));
    if (this.editable) {
      this.tools = new Tools(this, root.querySelector("[data-selected]"));
      root.querySelector("[data-keys]").hidden = false;
      for (const name of ["undo", "redo"]) {
        root.querySelector(`form[action$="/${name}"]`)?.addEventListener("submit", (event) => {
          event.preventDefault();
          this.act(name, {});
        });
      }
    }
    this.drawing.begin();
    this.outline.begin();
    setInterval(() => this.look(), SECONDS_BETWEEN * 1000);
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** One line of words about what was saved, or why not. */
  say(words, isWrong = false) {
    const line = this.root.querySelector("[data-said]");
    if (!line) return;
    line.textContent = words;
    line.classList.toggle("wrong", isWrong);
  }

  /** Selects a node, in the place below `parent` where it stands in several; outline, picture and tools show it. */
  select(node, parent = null) {
    this.selected = node ? { node: String(node), parent: parent ? String(parent) : null } : null;
    this.drawing.show(this.selected);
    this.outline.show(this.selected);
    this.tools?.show(this.selected);
  }

  /**
   * Sends an act after those before it. `fields` may be a function, called when its turn comes. `base` is what the person
   * saw of the node: { node, version, text, parents }. Answers with what the server said, or null where it was not done.
   */
  act(name, fields, base = null) {
    const client_uuid = newMark();
    this.waiting += 1;
    this.acts += 1;
    this.drawing.isBehind = true;
    const done = this.queue
      .then(() => this.send(name, { ...(typeof fields === "function" ? fields() : fields), client_uuid }, base))
      .finally(() => {
        this.waiting -= 1;
        setTimeout(() => this.settle()); // after whoever waits for the answer has taken it in
      });
    this.queue = done.catch(() => null);
    return done;
  }

  async send(name, fields, base) {
    const version = base ? this.present(base) : null;
    const body = new URLSearchParams({ act: name, csrf_token: this.root.dataset.token });
    for (const [key, value] of Object.entries({ ...fields, version })) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== null && each !== undefined) body.append(key, each);
      }
    }
    let response;
    let answer;
    this.say("Saving …");
    try {
      response = (await this.post(body)) ?? (await this.postAgain(body));
      if (!response) {
        this.say(SIGNED_OUT, true);
        return null;
      }
      answer = await response.json();
    } catch {
      this.say("Not saved. What you typed is still here; check the network, then try again.", true);
      return null;
    }
    if (response.status === 409) return this.meanwhile(name, fields, base, answer);
    if (!response.ok) {
      this.say(answer.said, true);
      return null;
    }
    if (base && answer.version) this.raised.set(`${base.node}:${version}`, answer.version);
    this.revision = answer.revision;
    this.fresh = answer.outline;
    const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.say(answer.hint || answer.said || `Saved ${now}`);
    return answer;
  }

  /** The answer; nothing where this page's session is over. */
  async post(body) {
    const response = await fetch(this.root.dataset.steps, { method: "POST", body, redirect: "manual" });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!isOurs && response.status >= 500) throw new Error("no answer");
    return isOurs ? response : null;
  }

  /** Asks who is signed in now: the same person, in another window, may go on here with a new token. */
  async postAgain(body) {
    const ticket = await fetch(this.root.dataset.tickets, { redirect: "manual" });
    const { person, token } = ticket.ok ? await ticket.json() : {};
    if (String(person) !== this.root.dataset.person) return null;
    this.root.dataset.token = token;
    body.set("csrf_token", token);
    return this.post(body);
  }

  /** The version of a node after this page's own acts on it, from the one that the person saw. */
  present(base) {
    let version = base.version;
    while (this.raised.has(`${base.node}:${version}`)) version = this.raised.get(`${base.node}:${version}`);
    return version;
  }

  /** Somebody changed the same node: what does not collide is sent again; else the person sees both and chooses. */
  async meanwhile(name, fields, base, now) {
    const sameText = now.text === base.text;
    const sameParents = String(now.parents) === String(base.parents) && !now.archived;
    if (name === "reword" ? sameText && !now.archived : sameParents) {
      return this.send(name, fields, { ...base, version: now.version, text: now.text });
    }
    if (name === "reword") {
      this.say("Somebody else changed the same words. Choose below.", true);
      this.outline.collide(base.node, fields.text, now);
    } else {
      this.say(MOVED, true);
    }
    this.revision = -1;
    return null;
  }

  /** After the last act: the outline as the server has it, then the picture. */
  settle() {
    if (this.waiting > 0) return;
    if (this.fresh !== undefined) {
      this.outline.render(this.fresh);
      this.fresh = undefined;
    }
    this.look(true);
  }

  /**
   * Asks what has changed; the page keeps what is being typed. An answer from before an act of this page is older than
   * what stands here: it is let go, and asked for again.
   */
  async look(own = false) {
    if (document.hidden || this.waiting > 0 || this.looking) return;
    const acts = this.acts;
    this.looking = true;
    try {
      const since = own || this.drawing.isBehind ? -1 : this.revision;
      const response = await fetch(`${this.root.dataset.now}?since=${since}`);
      if (response.ok && response.status === 200 && !response.redirected) {
        const now = await response.json();
        if (this.acts === acts) this.take(now, own);
      }
    } catch {
      // No network for the moment; the next turn asks again.
    } finally {
      this.looking = false;
    }
    if (this.acts !== acts) this.look(true);
  }

  take(now, own) {
    const changed = now.revision !== this.revision;
    this.revision = now.revision;
    if (changed) this.outline.render(now.outline);
    this.drawing.render(now.picture);
    const lately = document.querySelector("[data-lately]");
    if (lately) lately.innerHTML = now.lately;
    if (changed && !own && now.said.length) this.say(now.said.join(". "));
  }

  /** What the person sees of a node, for the server to compare. */
  base(row) {
    const node = row.dataset.node;
    return { node, version: row.dataset.version, text: row.dataset.text, parents: this.outline.parentsOf(node) };
  }

  /** Acts on the row of a node by name; rows say which parent is meant. */
  on(row, name, more = {}) {
    const fields = { node_id: row.dataset.node, parent_id: row.dataset.parent, ...more };
    return this.act(name, fields, this.base(row));
  }

  serves(row) {
    return askWhatItServes(this, row);
  }
}

const root = document.querySelector(".editor");
if (root) new Editor(root);
