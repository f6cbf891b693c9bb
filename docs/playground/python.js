// Asks the worker. A question that takes too long ends the worker, and a new one is started.

const PATIENCE = 20_000; // milliseconds that an answer may take
const SLOW = 30_000; // milliseconds after which a page says that it is still loading

export class Python {
  /** @param {(text: string) => void} tell shows what the worker is doing */
  constructor(tell) {
    this.tell = tell;
    this.number = 0;
    this.waiting = new Map();
    this.start();
  }

  start() {
    this.tell("Loading Python; this takes a few seconds…");
    this.state = "loading";
    this.slow = setTimeout(() => this.tell("Python is still loading. On a slow connection this takes a while."), SLOW);
    this.worker = new Worker("worker.js", { type: "module" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.stop(event.message || "the worker can't be started");
    };
  }

  receive(data) {
    if (data.ready) {
      clearTimeout(this.slow);
      this.state = "ready";
      for (const question of this.waiting.values()) this.watch(question);
    } else if (data.broken) {
      this.stop(data.broken);
    } else {
      const { resolve, reject, timer } = this.waiting.get(data.number) ?? {};
      clearTimeout(timer);
      this.waiting.delete(data.number);
      if (data.error === undefined) resolve?.(data.answer);
      else reject?.(new Error(lastLine(data.error)));
      if (data.isDead) this.restart("Python has failed, and is started again");
    }
  }

  /** Gives up: no question is answered any more. */
  stop(why) {
    if (this.state === "broken") return;
    clearTimeout(this.slow);
    this.state = "broken";
    this.why = `Python can't be loaded (${why}); reload the page to try again`;
    this.worker.terminate();
    this.fail(this.why);
  }

  fail(why) {
    const questions = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject, timer } of questions) {
      clearTimeout(timer);
      reject(new Error(why));
    }
  }

  /** Resolves to the answer of a function of answers.py. */
  ask(question) {
    if (this.state === "broken") return Promise.reject(new Error(this.why));
    return new Promise((resolve, reject) => {
      const number = ++this.number;
      const entry = { resolve, reject, timer: undefined };
      this.waiting.set(number, entry);
      if (this.state === "ready") this.watch(entry);
      this.worker.postMessage({ number, question });
    });
  }

  watch(entry) {
    const why = `it takes more than ${PATIENCE / 1000} seconds, so this was stopped`;
    entry.timer = setTimeout(() => this.restart(why), PATIENCE);
  }

  restart(why) {
    this.worker.terminate();
    this.start();
    this.fail(why);
  }
}

function lastLine(text) {
  return text.trim().split("\n").at(-1);
}

/** Returns a function that asks for the newest text alone: texts that come while Python is busy replace each other. */
export function newest(ask, show, fail) {
  let next, isBusy = false;
  return async function update(...wanted) {
    next = wanted;
    if (isBusy) return;
    isBusy = true;
    while (next) {
      const current = next;
      next = undefined;
      try {
        show(await ask(...current), ...current);
      } catch (error) {
        fail(error);
      }
    }
    isBusy = false;
  };
}
