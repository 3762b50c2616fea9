import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Programs that tests use and npm does not carry. `npm test` looks for them, and fetches them where it may. */
const programs = {
  chromium: {
    env: "CHROMIUM",
    // The same browser without a window: a journey costs it a third less of the processor.
    packages: ["chromium-headless-shell", "chromium"],
    paths: [
      "/usr/bin/chromium-headless-shell",
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    needed: "the browser journeys",
  },
  njs: {
    env: "NJS",
    packages: ["njs"],
    paths: ["/usr/bin/njs", "/usr/local/bin/njs", "/opt/homebrew/bin/njs"],
    needed: "the edge function's second engine",
  },
};

/** The program's path, or null after saying what is missing and how to get it. */
export const findProgram = (name) => {
  const { env, packages, paths, needed } = programs[name];
  const find = () => [process.env[env], ...paths].find((path) => path !== undefined && existsSync(path)) ?? null;
  const found = find();
  if (found !== null) return found;
  if (existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    console.error(`Installing ${name} for ${needed} …`);
    spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"] });
    for (const one of packages) {
      spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", one], {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
      const fetched = find();
      if (fetched !== null) return fetched;
    }
  }
  console.error(`${name} is not here; ${needed} need it. Install it, or name its path in ${env}.`);
  return null;
};
