import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { answers, freePorts } from "./children.ts";
import type { Engine } from "./engine.ts";
import { installDebian, withRetries } from "./install.ts";

const version = "1.33.1";

/** A mail server that keeps what it receives and judges its HTML. The endpoint is its API. */
export const mailpit: Engine = {
  name: "mailpit",

  install: async (cache) => {
    const folder = join(cache, `mailpit-${version}`);
    if (existsSync(join(folder, "mailpit"))) return null;
    const missing = await installDebian(["golang-go"], ["go"]);
    if (missing !== null) return missing;
    console.error(`Building mailpit ${version} …`);
    const env = { ...process.env, GOBIN: folder };
    const isBuilt = await withRetries(
      () =>
        spawnSync("go", ["install", `github.com/axllent/mailpit@v${version}`], {
          stdio: ["ignore", "ignore", "inherit"],
          env,
        }).status === 0,
    );
    return isBuilt ? null : `go could not build mailpit ${version}`;
  },

  start: async ({ cache, folder, children }) => {
    const [api, smtp] = await freePorts(2);
    const args = ["--listen", `127.0.0.1:${api}`, "--smtp", `127.0.0.1:${smtp}`, "--disable-version-check"];
    const endpoint = `http://127.0.0.1:${api}`;
    const program = join(cache, `mailpit-${version}`, "mailpit");
    await children.until(children.start(program, args, { log: join(folder, "out") }), () => answers(endpoint));
    return { endpoint, env: { TAILBOARD_ENGINE_MAILPIT_SMTP: `smtp://127.0.0.1:${smtp}` } };
  },
};
