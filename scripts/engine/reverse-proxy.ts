import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebian } from "./debian.ts";
import type { Engine } from "./engine.ts";

/**
 * A reverse proxy as Debian ships it. Its tests start it themselves, because its configuration names the server behind it:
 * the endpoint is the program's path.
 */
const reverseProxy = (name: string, packages: string[]): Engine => ({
  name,
  install: async () => {
    // Debian keeps servers where the PATH of an ordinary user does not look.
    const programs = [name, ...packages.filter((one) => one === "openssl")];
    if (programs.every((program) => pathOf(program) !== null)) return null;
    const missing = await installDebian(packages, programs);
    return pathOf(name) === null ? (missing ?? `${name} is not on the PATH`) : null;
  },
  start: () => {
    const program = pathOf(name);
    if (program === null) throw new Error(`${name} was installed and is not on the PATH`);
    return Promise.resolve({ endpoint: program, env: {} });
  },
});

export const caddy = reverseProxy("caddy", ["caddy"]);
/** With openssl, which makes its certificate; Caddy makes its own. */
export const nginx = reverseProxy("nginx", ["nginx-light", "openssl"]);

const pathOf = (program: string): string | null =>
  [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin"]
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path)) ?? null;
