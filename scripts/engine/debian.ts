import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Installs Debian packages where that is possible. Null, or one sentence why not. */
export const installDebian = (packages: string[], programs: string[]): string | null => {
  const missing = () => programs.filter((program) => !isOnPath(program));
  if (missing().length === 0) return null;
  const want = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) {
    return `${missing().join(", ")} not found; on Debian, as root: ${want}`;
  }
  console.error(`Installing ${packages.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"], env });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
    stdio: ["ignore", "ignore", "inherit"],
    env,
  });
  return missing().length === 0 ? null : `${missing().join(", ")} could not be installed; try: ${want}`;
};

const isOnPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
