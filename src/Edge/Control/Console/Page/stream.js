// The stream of updates. Not by EventSource, which cannot send a key.

const keyName = 'edge-console-key';
const longestWait = 15;
/** Updates come once a second: a stream that says nothing for so many seconds is not live, whatever its connection looks like. */
const longestSilence = 5;

/** What is sent beside a request so that it is let in. */
export function credentials() {
  const key = sessionStorage.getItem(keyName);
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** Keeps a key until this tab closes; null forgets it. */
export function keepKey(key) {
  if (key) sessionStorage.setItem(keyName, key);
  else sessionStorage.removeItem(keyName);
}

/** Whether there is one. */
export const hasKey = () => sessionStorage.getItem(keyName) !== null;

/** Follows the updates of this edge, whatever happens to them. */
export class Stream {
  #control = null;
  #query = '';
  #failures = 0;
  #timer = 0;
  #silence = 0;

  /** `on` hears `update`, `state` (a word and a tone) and `refused` (why no key, or not this one, will do). */
  constructor(on) {
    this.on = on;
  }

  /** Begins, or begins anew with another query. */
  open(query = this.#query) {
    this.close();
    this.#query = query;
    const control = this.#control = new AbortController();
    this.#watch();
    this.#follow(control.signal).catch(error => {
      if (control.signal.aborted) return;
      this.close();
      this.#retry(error.message);
    });
  }

  /** Ends. */
  close() {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#control?.abort();
    this.#control = null;
  }

  #watch() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.close();
      this.#retry(`nothing came for ${longestSilence} s`);
    }, longestSilence * 1000);
  }

  async #follow(signal) {
    const answer = await fetch(`/console/events?${this.#query}`, { headers: credentials(), signal, cache: 'no-store' });
    if (!answer.ok) {
      const said = await answer.json().catch(() => ({}));
      if (signal.aborted) return;
      if (answer.status === 401 || answer.status === 403) {
        this.close();
        this.on.state('Locked', 'warn');
        this.on.refused(said.message ?? 'A key is needed.');
        return;
      }
      throw new Error(said.message ?? `it answered ${answer.status}`);
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Error('the stream ended');
      text += value;
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        if (signal.aborted) return;
        this.#watch();
        this.#failures = 0;
        this.on.state('Live', 'well');
        this.on.update(JSON.parse(text.slice(0, end).replace(/^data: /, '')));
      }
    }
  }

  #retry(reason) {
    const wait = Math.min(longestWait, 2 ** this.#failures++);
    this.on.state(`Lost, trying again in ${wait} s`, 'bad', reason);
    this.#timer = setTimeout(() => this.open(), wait * 1000);
  }
}
