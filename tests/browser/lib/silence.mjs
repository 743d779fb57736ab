// The worker falls silent: what the page asks it is answered as if it had failed, as `route` does with what is asked of the
// server. It is done between the two, at the browser's own Worker: neither of them knows.

// What the page says then: the words that the answer carries.
export const SILENCE = { what: "Nothing can be read just now.", todo: "Ask once more in a moment." };

// Runs in the page before its own scripts. A call is its number and what is asked, an answer its number and the problem
// (client/bridge/src/message/mod.rs).
function between({ what, todo }) {
  const varint = (number) => (number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...varint(number >>> 7)]);
  const text = (words) => [...varint(words.length), ...new TextEncoder().encode(words)];
  const post = Worker.prototype.postMessage;
  window.silence = false;
  window.unanswered = 0;
  Worker.prototype.postMessage = function (message, ...rest) {
    let end = 0;
    while (message[end] & 0x80) end += 1;
    const [id, atDoor] = [message.slice(0, end + 1), message[end + 1] === 0];
    // What is asked at the door is whether the vault is open at all: that stays true.
    if (!window.silence || atDoor) return post.call(this, message, ...rest);
    window.unanswered += 1;
    const [isAnswer, failed, offline] = [1, 1, 0];
    const data = new Uint8Array([isAnswer, ...id, failed, offline, ...text(what), ...text(todo)]);
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })));
  };
}

// To be called before the page is loaded.
export const canFallSilent = (person) => person.context.addInitScript(between, SILENCE);

export const silence = (person, silent) => person.page.evaluate((silent) => (window.silence = silent), silent);
