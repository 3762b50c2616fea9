import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Installs Debian packages if the programs are not on the PATH. Returns null, or one sentence that says why it could not:
 * it needs apt-get and root.
 */
export const installDebian = async (packages: string[], programs: string[]): Promise<string | null> => {
  const missing = () => programs.filter((program) => !isOnPath(program));
  if (missing().length === 0) return null;
  const command = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) {
    return `${missing().join(", ")} not found; on Debian, as root: ${command}`;
  }
  console.error(`Installing ${packages.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  const isInstalled = await withRetries(() => {
    for (const args of [["update", "-qq"], install])
      spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
    return missing().length === 0;
  });
  return isInstalled ? null : `${missing().join(", ")} could not be installed; try: ${command}`;
};

/** Runs `download` up to three times until it returns true, because registries fail for moments. False if it never did. */
export const withRetries = async (download: () => boolean): Promise<boolean> => {
  for (let attempt = 1; !download(); attempt += 1) {
    if (attempt === 3) return false;
    console.error("The download failed. Trying again in five seconds.");
    await sleep(5_000);
  }
  return true;
};

const isOnPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
