#!/usr/bin/env node
// Plain JavaScript, so that any Node from 20 on can start it. What comes after is TypeScript and wants 22.18,
// which comes with the package: an older Node hands over to that one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Hashes of passwords must not hold up the file system, which works on the same threads; Node's own number is 4.
process.env["UV_THREADPOOL_SIZE"] ??= "12";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) await start();
else handOver();

async function start() {
  // Parsing what is loaded is most of the time that a short command takes.
  nodeModule.enableCompileCache?.(join(root, "node_modules/.cache/tailboard"));
  if (process.channel) {
    // Whoever handed over has died, perhaps by SIGKILL: nothing of it goes on in the dark.
    process.on("disconnect", () => process.exit(1));
    process.channel.unref();
  }
  const { tailboard } = await import("./tailboard.ts");
  process.exitCode = await tailboard(process.argv.slice(2));
}

function handOver() {
  const node = [
    join(root, "node_modules/.bin/node"),
    join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`),
  ].find((path) => existsSync(path));
  if (node === undefined) {
    process.stderr.write(
      `Tailboard needs Node 22.18 or newer; this is ${process.versions.node}. Run npm start once, or install a newer Node.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, process.argv.slice(1), { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`Cannot start ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
