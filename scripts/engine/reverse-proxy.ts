import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebian } from "./install.ts";
import type { Engine } from "./engine.ts";

/**
 * A reverse proxy from Debian. The tests start it, because its configuration names the server behind it, so the endpoint
 * is the path of the program.
 */
const reverseProxy = (name: string, packages: string[]): Engine => ({
  name,
  install: async () => {
    // Debian installs servers in sbin folders, which are not on the PATH of an ordinary user.
    const programs = [name, ...packages.filter((one) => one === "openssl")];
    if (programs.every((program) => pathOf(program) !== null)) return null;
    const missing = await installDebian(packages, programs);
    return pathOf(name) === null ? (missing ?? `${name} is not on the PATH`) : null;
  },
  start: () => {
    const program = pathOf(name);
    if (program === null) throw new Error(`${name} was installed but is not on the PATH`);
    return Promise.resolve({ endpoint: program, env: {} });
  },
});

export const caddy = reverseProxy("caddy", ["caddy"]);
/** Needs openssl to create its certificate. Caddy creates its own. */
export const nginx = reverseProxy("nginx", ["nginx-light", "openssl"]);

const pathOf = (program: string): string | null =>
  [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin"]
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path)) ?? null;
