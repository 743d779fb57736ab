// The worker's wasm memory, read through the browser's debugger: the product has no hook for it.

// What runs in the worker: whether needles (base64) stand in the memory. The script that the worker runs is loaded once, so this is its own.
async function scan(needles) {
  const boot = await (await fetch(location.href)).text();
  const { initSync } = await import(/\/worker-[0-9a-f]+\.js/.exec(boot)[0]);
  const bytes = new Uint8Array(initSync().memory.buffer);
  const holds = (needle) => {
    for (let at = bytes.indexOf(needle[0]); at >= 0; at = bytes.indexOf(needle[0], at + 1)) {
      if (needle.every((byte, offset) => bytes[at + offset] === byte)) return true;
    }
    return false;
  };
  return needles.map((text) => holds(Uint8Array.from(atob(text), (char) => char.charCodeAt(0))));
}

// What runs in the worker before any key is made: keeps what the browser gave for keys, outside of the wasm memory.
function record() {
  const given = (globalThis.givenRandomness = []);
  const original = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (array) => {
    const filled = original(array);
    given.push(btoa(String.fromCharCode(...new Uint8Array(filled.buffer, filled.byteOffset, filled.byteLength))));
    return filled;
  };
}

export class WorkerMemory {
  // Attaches to the page's worker; call before the page is loaded.
  static async of(person) {
    const memory = new WorkerMemory();
    memory.cdp = await person.context.newCDPSession(person.page);
    memory.waiting = new Map();
    memory.next = 1;
    memory.attached = new Promise((resolve) => {
      memory.cdp.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
        if (targetInfo.type === "worker") resolve((memory.session = sessionId));
      });
    });
    memory.cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
      const { id, result, error } = JSON.parse(message);
      const answer = memory.waiting.get(id);
      if (!answer) return;
      memory.waiting.delete(id);
      if (error) answer.reject(new Error(error.message));
      else answer.resolve(result);
    });
    await memory.cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    return memory;
  }

  async send(method, params = {}) {
    await this.attached;
    const id = this.next++;
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    await this.cdp.send("Target.sendMessageToTarget", { sessionId: this.session, message: JSON.stringify({ id, method, params }) });
    return answer;
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  // From now on randomness is kept for `given`.
  async record() {
    await this.evaluate(`(${record})()`);
  }

  // Everything of this many bytes that the browser gave, as base64.
  async given(length) {
    const all = await this.evaluate("globalThis.givenRandomness");
    return all.filter((text) => Buffer.from(text, "base64").length === length);
  }

  // Which of these strings and buffers stand in the memory.
  async find(needles) {
    const encoded = needles.map((needle) => Buffer.from(needle).toString("base64"));
    const found = await this.evaluate(`(${scan})(${JSON.stringify(encoded)})`);
    return needles.filter((_, number) => found[number]);
  }
}
