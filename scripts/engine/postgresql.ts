import { chmodSync, chownSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { freePorts } from "./children.ts";
import { installDebian } from "./install.ts";
import type { Engine } from "./engine.ts";

/**
 * PostgreSQL 15 from Debian, for comparison in benchmarks. Each start creates a temporary cluster with the defaults of
 * `initdb`, including `fsync` and `synchronous_commit`. It listens on a socket in its folder and on no port.
 */
export const postgresql: Engine = {
  name: "postgresql",

  install: async () => {
    if (existsSync(join(programs, "postgres"))) return null;
    const missing = await installDebian(["postgresql-15"], ["pg_lsclusters"]);
    return existsSync(join(programs, "postgres")) ? null : (missing ?? `${programs}/postgres is not there`);
  },

  start: async ({ folder, children }) => {
    const [port] = await freePorts(1);
    const data = join(folder, "data");
    mkdirSync(data);
    const user = unprivileged(folder, data);
    const as = (program: string, args: string[]): [string, string[]] =>
      user === null
        ? [join(programs, program), args]
        : ["setpriv", ["--reuid", user, "--regid", user, "--clear-groups", join(programs, program), ...args]];
    await children.run(...as("initdb", ["-D", data, "-U", "tailboard", "-A", "trust", "-E", "UTF8", "--locale=C"]));
    const server = children.start(
      ...as("postgres", ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses="]),
      { log: join(folder, "out") },
    );
    const ready: [string, string[]] = [join(programs, "pg_isready"), ["-h", folder, "-p", String(port)]];
    await children.until(server, async () => (await children.run(...ready)).includes("accepting"));
    return { endpoint: `postgresql://tailboard@/postgres?host=${encodeURIComponent(folder)}&port=${port}`, env: {} };
  },
};

const programs = "/usr/lib/postgresql/15/bin";

/**
 * The user to run the server as, or null for the current user. PostgreSQL refuses to run as root, so root switches to the
 * package's `postgres` user and gives it the folder.
 */
const unprivileged = (folder: string, data: string): string | null => {
  if (process.getuid?.() !== 0) return null;
  const ids = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout));
  const [user = 0, group = 0] = ids;
  for (const path of [folder, data]) chownSync(path, user, group);
  chmodSync(join(folder, ".."), 0o711);
  return "postgres";
};
