#!/usr/bin/env node
// Plain JavaScript, so that any Node from 20 on can start it. The rest is TypeScript and needs Node 22.18. An older Node starts
// the newer one that is installed with the packages.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

// Password hashes and file system calls share these threads. With Node's default of 4, hashes could block all file access.
process.env["UV_THREADPOOL_SIZE"] ??= "12";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > 22 || (major === 22 && minor >= 18)) await start();
else startNewerNode();

async function start() {
  // A short command spends most of its time parsing modules, so cache the compiled code.
  nodeModule.enableCompileCache?.(join(root, "node_modules/.cache/tailboard"));
  if (process.channel) {
    // The older Node that started this process has died, perhaps by SIGKILL. Stop with it.
    process.on("disconnect", () => process.exit(1));
    process.channel.unref();
  }
  const { tailboard } = await import("./tailboard.ts");
  // By now new objects have 8 MB, twice. On a large machine V8 would let them take 64 MB twice (decision 0156).
  setFlagsFromString("--semi-space-growth-factor=1");
  process.exitCode = await tailboard(process.argv.slice(2));
}

function startNewerNode() {
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
