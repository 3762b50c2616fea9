import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Programs that tests use and npm does not provide. `npm test` looks for them and installs them if it runs as root on Debian. */
const programs = {
  chromium: {
    env: "CHROMIUM",
    // The headless shell is the same browser and needs a third less processor time per browser test.
    packages: ["chromium-headless-shell", "chromium"],
    paths: [
      "/usr/bin/chromium-headless-shell",
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    needed: "the browser tests",
  },
  njs: {
    env: "NJS",
    packages: ["njs"],
    paths: ["/usr/bin/njs", "/usr/local/bin/njs", "/opt/homebrew/bin/njs"],
    needed: "the edge function tests on njs",
  },
};

/** Returns the program's path. If it cannot be installed, prints what to do and returns null. */
export const findProgram = (name) => {
  const { env, packages, paths, needed } = programs[name];
  const find = () => [process.env[env], ...paths].find((path) => path !== undefined && existsSync(path)) ?? null;
  const found = find();
  if (found !== null) return found;
  if (existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    console.error(`Installing ${name} for ${needed} …`);
    spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"] });
    for (const packageName of packages) {
      spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", packageName], {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
      const installed = find();
      if (installed !== null) return installed;
    }
  }
  console.error(`${name} was not found; ${needed} need it. Install it, or set ${env} to its path.`);
  return null;
};
