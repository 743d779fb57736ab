// The real server binary on a data folder of its own, behind a tap that records every byte in both directions.
// It can be killed as a power cut would, and started again on the same data.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const BINARY = process.env.TACIT_SERVER;
const STARTS_WITHIN = 30_000;
if (!BINARY) throw new Error("TACIT_SERVER names no server binary: run `cargo xtask test`");

// Below what systems hand to connections that go out (32768 and up on Linux): nobody takes the port of a server that is about
// to start, or that is down for a moment.
async function freePort() {
  const probe = net.createServer();
  const port = randomInt(20_000, 32_000);
  try {
    await once(probe.listen(port, "127.0.0.1"), "listening");
    return port;
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    return freePort();
  } finally {
    probe.close();
  }
}

// Passes bytes on and keeps a copy of them.
class Tap {
  constructor(target) {
    this.target = target;
    this.up = [];
    this.down = [];
    this.sockets = new Set();
    this.recording = true;
    this.server = net.createServer((client) => this.pass(client));
  }

  async listen() {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return this.server.address().port;
  }

  pass(client) {
    const server = net.connect(this.target, "127.0.0.1");
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
      socket.on("error", () => (client.destroy(), server.destroy()));
    }
    client.on("data", (bytes) => this.recording && this.up.push(bytes));
    server.on("data", (bytes) => this.recording && this.down.push(bytes));
    client.pipe(server);
    server.pipe(client);
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
  }

  close() {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

export class Server {
  // Passkeys are for names only, not for addresses: their test asks for "localhost". What is measured goes without the tap:
  // copying every byte through this process costs as much as the server's own work.
  static async start({ host = "127.0.0.1", tapped = true } = {}) {
    const server = new Server();
    server.data = mkdtempSync(join(tmpdir(), "tacit-data-"));
    server.logs = [];
    server.port = await freePort();
    if (tapped) server.tap = new Tap(server.port);
    server.origin = `http://${host}:${(await server.tap?.listen()) ?? server.port}`;
    try {
      await server.run();
    } catch (error) {
      // Nobody gets this server, so nobody else ends it: what it left open would keep the tests from ending.
      await server.dispose();
      throw error;
    }
    return server;
  }

  async run() {
    const options = ["--data", this.data, "--listen", `127.0.0.1:${this.port}`, "--origin", this.origin];
    this.process = spawn(BINARY, options, { env: { ...process.env, TACIT_LOG: this.tap ? "debug" : "info" } });
    this.process.stderr.on("data", (bytes) => this.logs.push(bytes));
    this.exited = once(this.process, "exit");
    // A binary that is not there says so here, and never exits.
    this.exited.catch((error) => this.logs.push(Buffer.from(`${error}`)));
    const late = setTimeout(() => this.process.kill("SIGKILL"), STARTS_WITHIN);
    try {
      for await (const line of createInterface({ input: this.process.stdout })) {
        this.signUpLink = line.match(/sign up at (\S+)/)?.[1] ?? this.signUpLink;
        if (line.startsWith("nobody has an account") || line === "ready") return;
      }
    } finally {
      clearTimeout(late);
    }
    throw new Error(`the server did not start:\n${Buffer.concat(this.logs)}`);
  }

  // A second server on a copy of the data, which answers for the same origin: what a server that forks its members apart is.
  async fork() {
    await this.stop();
    const fork = new Server();
    Object.assign(fork, { data: mkdtempSync(join(tmpdir(), "tacit-fork-")), logs: [], port: await freePort(), origin: this.origin });
    fork.address = `http://127.0.0.1:${fork.port}`;
    fork.tap = new Tap(fork.port);
    cpSync(this.data, fork.data, { recursive: true });
    await Promise.all([this.run(), fork.run()]);
    return fork;
  }

  // As a power cut would end it.
  async kill() {
    this.process.kill("SIGKILL");
    await this.exited;
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.exited;
  }

  // A copy of the data folder, as an operator makes it: with the server stopped.
  async backup() {
    await this.stop();
    const backup = mkdtempSync(join(tmpdir(), "tacit-backup-"));
    cpSync(this.data, backup, { recursive: true });
    await this.run();
    return backup;
  }

  // Puts a backup in place, says so with the command that a restore calls for, and starts on it.
  async restore(backup) {
    await this.stop();
    rmSync(this.data, { recursive: true });
    cpSync(backup, this.data, { recursive: true });
    const [code] = await once(spawn(BINARY, ["recover", "--data", this.data]), "exit");
    if (code !== 0) throw new Error(`recover ended with ${code}`);
    await this.run();
  }

  // Every byte of its files.
  files() {
    const all = readdirSync(this.data, { recursive: true }).map((name) => join(this.data, name));
    return all.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path)]);
  }

  // Resident memory in bytes.
  memory() {
    const status = readFileSync(`/proc/${this.process.pid}/status`, "utf8");
    return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) * 1024;
  }

  // Request lines that browsers sent, as "GET /path".
  requestLines() {
    const text = Buffer.concat(this.tap.up).toString("latin1");
    return [...text.matchAll(/(?:^|\r\n\r\n|[^ -~])((?:GET|POST|HEAD|PUT|DELETE|PATCH|OPTIONS) \S+) HTTP\/1\.1\r\n/g)].map((m) => m[1]);
  }

  async dispose() {
    this.tap?.close();
    const runs = this.process?.pid && this.process.exitCode === null && this.process.signalCode === null;
    if (runs) await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
