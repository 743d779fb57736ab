// The worker's wasm memory, read through the browser's debugger: the product has no hook for it.

// What runs in the worker: where needles (base64) stand in any of the memories.
function scan(memories, needles) {
  const decode = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const holds = (bytes, needle) => {
    for (let at = bytes.indexOf(needle[0]); at >= 0; at = bytes.indexOf(needle[0], at + 1)) {
      let same = 1;
      while (same < needle.length && bytes[at + same] === needle[same]) same += 1;
      if (same === needle.length) return at;
    }
    return -1;
  };
  return needles.map((text) => memories.map((memory) => holds(new Uint8Array(memory.buffer), decode(text))).find((at) => at >= 0) ?? -1);
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
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
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

  // Which of these strings and buffers stand in the memory, and where.
  async find(needles) {
    const { result } = await this.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
    const { objects } = await this.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
    const encoded = needles.map((needle) => Buffer.from(needle).toString("base64"));
    const answer = await this.send("Runtime.callFunctionOn", {
      objectId: objects.objectId,
      functionDeclaration: `function (needles) { return [this.length, (${scan})(this, needles)]; }`,
      arguments: [{ value: encoded }],
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    const [memories, places] = answer.result.value;
    if (memories === 0) throw new Error("no memory was found: the test sees nothing");
    return needles.filter((_, number) => places[number] >= 0);
  }
}
