import { existsSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { answers, freePorts } from "./children.ts";
import type { Engine } from "./engine.ts";
import { withRetries } from "./install.ts";

const version = "1.5.33";

/** An S3 emulator with AWS's status codes: 404 for If-Match on a missing key, and If-Match on DELETE. */
export const ministack: Engine = {
  name: "ministack",

  install: async (cache) => {
    const venv = join(cache, `ministack-${version}`);
    if (existsSync(join(venv, "bin/ministack"))) return null;
    console.error(`Installing ministack ${version} …`);
    const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
    const created = spawnSync("python3", ["-m", "venv", venv], quiet);
    if (created.status !== 0) return "python3 with its venv module is needed; on Debian: apt-get install python3-venv";
    const install = ["install", "--quiet", "--disable-pip-version-check", `ministack==${version}`];
    const isInstalled = await withRetries(() => spawnSync(join(venv, "bin/pip"), install, quiet).status === 0);
    return isInstalled ? null : `pip could not install ministack ${version}`;
  },

  start: async ({ cache, folder, children }) => {
    const [port] = await freePorts(1);
    const env = {
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      MINISTACK_HOST: "127.0.0.1",
      TMPDIR: folder,
      LOG_LEVEL: "WARNING",
    };
    const command = join(cache, `ministack-${version}`, "bin/ministack");
    const endpoint = `http://127.0.0.1:${port}`;
    await children.until(children.start(command, [], { log: join(folder, "out"), env }), () => answers(endpoint));
    return { endpoint, env: {} };
  },
};
