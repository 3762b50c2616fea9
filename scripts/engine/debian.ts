import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fetched } from "./fetched.ts";

/** Installs Debian packages where that is possible. Null, or one sentence why not. */
export const installDebian = async (packages: string[], programs: string[]): Promise<string | null> => {
  const missing = () => programs.filter((program) => !isOnPath(program));
  if (missing().length === 0) return null;
  const want = `apt-get install --no-install-recommends ${packages.join(" ")}`;
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) {
    return `${missing().join(", ")} not found; on Debian, as root: ${want}`;
  }
  console.error(`Installing ${packages.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  const there = await fetched(() => {
    for (const args of [["update", "-qq"], install])
      spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
    return missing().length === 0;
  });
  return there ? null : `${missing().join(", ")} could not be installed; try: ${want}`;
};

const isOnPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
