import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { neededPackages } from "./needed-packages.mjs";

// Runs the real npm and this project's scripts on a small project, with a registry on this machine.
const folder = mkdtempSync(join(tmpdir(), "tailboard-install-"));
const root = join(folder, "project");
const modules = join(root, "node_modules");

let registry: Server;
let requested: string[] = [];
const tarballs = new Map<string, Buffer>();
beforeAll(async () => {
  for (const [name, version] of [
    ["serves", "1.0.0"],
    ["serves", "2.0.0"],
    ["tests", "1.0.0"],
    ["tests", "2.0.0"],
    ["stores", "1.0.0"],
  ] as const)
    tarballs.set(pathOf(name, version), pack(name, version));
  registry = createServer((request, response) => {
    requested.push(request.url ?? "");
    const tarball = tarballs.get(request.url ?? "");
    response.writeHead(tarball === undefined ? 404 : 200).end(tarball);
  });
  await new Promise<void>((resolve) => void registry.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  rmSync(join(folder, "cache"), { recursive: true, force: true });
  requested = [];
  for (const file of ["install.mjs", "needed-packages.mjs", "replace-modules.mjs", "start.mjs", "prepare.mjs"])
    write(`scripts/${file}`, readFileSync(join(import.meta.dirname, file), "utf8"));
  write("cli/bin.mjs", 'console.log("served");\n');
  write(".npmrc", "ignore-scripts=true\n");
  lockOn("1.0.0");
});

const everything = ["serves@1.0.0", "stores@1.0.0", "tests@1.0.0"];

describe("with a registry", () => {
  test("npm start installs the packages for serving; the next start requests nothing", async () => {
    expect(await run("start")).toMatchObject({ code: 0, stdout: expect.stringContaining("served") });
    expect(installed()).toEqual(["serves@1.0.0"]);
    requested = [];
    const before = digestOf(modules);
    expect(await run("start")).toMatchObject({ code: 0, stderr: "" });
    expect([requested, digestOf(modules)]).toEqual([[], before]);
  });

  test.each(["ci", "install"])(
    "npm start after npm %s keeps every package, although our stamp file is missing",
    async (command) => {
      await npm(command);
      expect(installed()).toEqual(everything);
      requested = [];
      const before = digestOf(modules);
      expect(await run("start")).toMatchObject({ code: 0, stdout: expect.stringContaining("served") });
      expect(await run("test")).toMatchObject({ code: 0 });
      expect([requested, digestOf(modules)]).toEqual([[], before]);
    },
  );

  test("npm test adds packages to those that npm start installed", async () => {
    await run("start");
    expect(await run("test")).toMatchObject({ code: 0 });
    expect(installed()).toEqual(everything);
  });

  test("a new lockfile installs new versions and keeps packages of tests and workspaces, and unsaved packages", async () => {
    await run("test");
    write("node_modules/extra/package.json", JSON.stringify({ name: "extra", version: "3.0.0" }));
    write("node_modules/@ours/extra/package.json", JSON.stringify({ name: "@ours/extra", version: "4.0.0" }));
    lockOn("2.0.0");
    expect(await run("start")).toMatchObject({ code: 0, stdout: expect.stringContaining("served") });
    expect(installed()).toEqual(["@ours/extra@4.0.0", "extra@3.0.0", "serves@2.0.0", "stores@1.0.0", "tests@1.0.0"]);
  });

  test("a new lockfile installs new versions of test packages if test packages were installed", async () => {
    await run("test");
    lockOn("2.0.0", "2.0.0");
    expect(await run("start")).toMatchObject({ code: 0, stdout: expect.stringContaining("served") });
    expect(installed()).toEqual(["serves@2.0.0", "stores@1.0.0", "tests@2.0.0"]);
  });

  test("a workspace's package is installed when a store needs it, and kept when no store does", async () => {
    expect(await run("start", { TAILBOARD_STORE: "s3://jobs" })).toMatchObject({ code: 0 });
    expect(installed()).toEqual(["serves@1.0.0", "stores@1.0.0"]);
    lockOn("2.0.0");
    expect(await run("start")).toMatchObject({ code: 0 });
    expect(installed()).toEqual(["serves@2.0.0", "stores@1.0.0"]);
  });

  test("reinstalls a package that was deleted or truncated by hand", async () => {
    await run("start");
    rmSync(join(modules, "serves"), { recursive: true });
    expect(await run("start")).toMatchObject({ code: 0 });
    write("node_modules/serves/package.json", "{");
    expect(await run("start")).toMatchObject({ code: 0 });
    expect(installed()).toEqual(["serves@1.0.0"]);
  });

  test("puts back node_modules after an installation was killed", async () => {
    await run("start");
    const before = digestOf(modules);
    // No process has this id, because process ids have at most seven digits.
    const left = join(root, ".installing-99999999-abc");
    mkdirSync(left);
    renameSync(modules, join(left, "previous"));
    requested = [];
    expect(await run("start")).toMatchObject({ code: 0, stdout: expect.stringContaining("served") });
    expect([digestOf(modules), requested, existsSync(left)]).toEqual([before, [], false]);
  });

  test("puts back node_modules if the new one could not be moved there", async () => {
    write("node_modules/.installed", "before");
    write(".installing-1-abc/other", "There is no node_modules beside this.");
    const swap = `import { replaceModules } from "./scripts/replace-modules.mjs"; replaceModules(".", ".installing-1-abc");`;
    const ran = await runIn(process.execPath, ["--input-type=module", "--eval", swap], {});
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining("ENOENT") });
    expect(readFileSync(join(modules, ".installed"), "utf8")).toBe("before");
  });

  test("does not touch the folder of an installation that is still running", async () => {
    await run("start");
    write(`.installing-${process.pid}-abc/file`, "in use");
    expect(await run("start")).toMatchObject({ code: 0 });
    expect(readdirSync(root)).toContain(`.installing-${process.pid}-abc`);
  });
});

describe("without a registry", () => {
  test.each([
    ["npm start", "start"],
    ["npm test", "test"],
  ])("%s leaves node_modules unchanged and says what happened and what to do", async (_, script) => {
    await run("start");
    lockOn("2.0.0");
    const before = digestOf(modules);
    const ran = await run(script, { npm_config_registry: await closedRegistry() });
    expect(ran).toMatchObject({ code: 1, stdout: expect.not.stringContaining("served") });
    expect(ran.stderr).toContain("ECONNREFUSED");
    expect(ran.stderr).toMatch(/node_modules is as it was\. Check the network .* run the same command again/);
    expect(digestOf(modules)).toEqual(before);
    expect(readdirSync(root).filter((name) => name.startsWith(".installing"))).toEqual([]);

    expect(await run(script)).toMatchObject({ code: 0 });
    expect(installed()).toContain("serves@2.0.0");
  });

  test("npm start serves with the installed packages", async () => {
    await npm("ci");
    expect(await run("start", { npm_config_registry: await closedRegistry() })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("served"),
    });
  });

  test("an optional package that npm could not install is not requested at each start", async () => {
    write("package.json", JSON.stringify({ ...manifest("1.0.0"), optionalDependencies: { rare: "1.0.0" } }));
    const lock = lockfile("1.0.0");
    const rare = { version: "1.0.0", resolved: urlOf("rare", "1.0.0"), integrity: "sha512-AAAA", optional: true };
    lock.packages[""] = { ...manifest("1.0.0"), optionalDependencies: { rare: "1.0.0" } };
    write("package-lock.json", JSON.stringify({ ...lock, packages: { ...lock.packages, "node_modules/rare": rare } }));
    expect(await run("start")).toMatchObject({ code: 0 });
    expect(installed()).toEqual(["serves@1.0.0"]);
    requested = [];
    expect(await run("start")).toMatchObject({ code: 0, stderr: "" });
    expect(requested).toEqual([]);
  });
});

describe("which packages are needed", () => {
  const linux = { os: "linux", cpu: "x64", libc: () => "glibc" };
  const lock = {
    packages: {
      "": {
        workspaces: ["store/room"],
        dependencies: { one: "1" },
        optionalDependencies: { native: "1", "native-mac": "1" },
        devDependencies: { dev: "1" },
      },
      "store/room": { dependencies: { two: "1" }, devDependencies: { "room-dev": "1" } },
      "node_modules/room": { resolved: "store/room", link: true },
      "node_modules/one": { dependencies: { two: "2" }, peerDependencies: { peer: "1", absent: "1" } },
      "node_modules/one/node_modules/two": { dependencies: { three: "1" } },
      "node_modules/two": {},
      "node_modules/three": {},
      "node_modules/peer": {},
      "node_modules/native": { os: ["linux"], cpu: ["x64"], libc: ["glibc"] },
      "node_modules/native-mac": { os: ["darwin"], dependencies: { "mac-helper": "1" } },
      "node_modules/mac-helper": {},
      "node_modules/dev": { dependencies: { one: "1" }, optionalDependencies: { "not-here": "1" } },
      "node_modules/not-here": { os: ["!linux"] },
      "node_modules/room-dev": {},
    },
  };
  const base = ["node_modules/native", "node_modules/one", "node_modules/one/node_modules/two", "node_modules/peer"];
  const needed = (what: { dev: boolean; rooms: string[] }, platform = linux) =>
    neededPackages(lock, { ...what, platform }).toSorted();

  test("for serving: the root's dependencies and theirs, as Node resolves them, for this system", () => {
    expect(needed({ dev: false, rooms: [] })).toEqual([...base, "node_modules/three"]);
  });
  test("with a workspace: its dependencies too", () => {
    expect(needed({ dev: false, rooms: ["store/room"] })).toEqual([...base, "node_modules/three", "node_modules/two"]);
  });
  test("for tests: the dependencies of all workspaces, and the development dependencies", () => {
    expect(needed({ dev: true, rooms: [] })).toEqual(
      [...base, "node_modules/three", "node_modules/two", "node_modules/dev", "node_modules/room-dev"].toSorted(),
    );
  });
  test("on another system or C library: the packages for that platform", () => {
    expect(needed({ dev: false, rooms: [] }, { ...linux, libc: () => "musl" })).not.toContain("node_modules/native");
    const mac = needed({ dev: false, rooms: [] }, { ...linux, os: "darwin" });
    expect(mac).toEqual(expect.arrayContaining(["node_modules/native-mac", "node_modules/mac-helper"]));
    expect(mac).not.toContain("node_modules/native");
  });
  test("for this project's lockfile: exactly the packages that npm has installed here", () => {
    const own = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, "..", name), "utf8"));
    const installedPaths = Object.entries<{ link?: boolean; extraneous?: boolean }>(
      own("node_modules/.package-lock.json").packages,
    ).flatMap(([path, entry]) => (entry.link === true || !path.startsWith("node_modules/") ? [] : [path]));
    expect(neededPackages(own("package-lock.json"), { dev: true, rooms: [] }).toSorted()).toEqual(
      installedPaths.toSorted(),
    );
  });
});

const write = (name: string, content: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), content);
};

const pathOf = (name: string, version: string) => `/${name}/-/${name}-${version}.tgz`;
const urlOf = (name: string, version: string) => `https://registry.example${pathOf(name, version)}`;

const pack = (name: string, version: string): Buffer => {
  const at = join(folder, "packing", `${name}-${version}`);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, version }));
  spawnSync("npm", ["pack", "--silent"], { cwd: at, stdio: "inherit", env: npmEnv() });
  return readFileSync(join(at, `${name}-${version}.tgz`));
};

const manifest = (serves: string, tests = "1.0.0") => ({
  name: "project",
  version: "0.0.0",
  private: true,
  workspaces: ["store/adapters/aws"],
  dependencies: { serves },
  devDependencies: { tests },
  scripts: { start: "node scripts/start.mjs", test: "node scripts/prepare.mjs" },
});

const room = { name: "room-aws", version: "0.0.0", dependencies: { stores: "1.0.0" } };

const lockfile = (serves: string, tests = "1.0.0") => {
  const entry = (name: string, version: string) => ({
    version,
    resolved: urlOf(name, version),
    integrity: `sha512-${createHash("sha512")
      .update(tarballs.get(pathOf(name, version)) ?? "")
      .digest("base64")}`,
  });
  const packages: Record<string, object> = {
    "": manifest(serves, tests),
    "store/adapters/aws": room,
    "node_modules/room-aws": { resolved: "store/adapters/aws", link: true },
    "node_modules/serves": entry("serves", serves),
    "node_modules/stores": entry("stores", "1.0.0"),
    "node_modules/tests": { ...entry("tests", tests), dev: true },
  };
  return { name: "project", version: "0.0.0", lockfileVersion: 3, requires: true, packages };
};

const lockOn = (serves: string, tests?: string): void => {
  write("package.json", JSON.stringify(manifest(serves, tests)));
  write("store/adapters/aws/package.json", JSON.stringify(room));
  write("package-lock.json", JSON.stringify(lockfile(serves, tests)));
};

const npmEnv = () => {
  // npm passes variables to the programs that it starts. They would point the npm under test at this project.
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^TAILBOARD_/i.test(name)));
  // The small project serves with the Node that runs npm, because its packages do not include Node.
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  return {
    ...own,
    PATH: path,
    npm_config_cache: join(folder, "cache"),
    npm_config_update_notifier: "false",
    // npm replaces the host of the lockfile's addresses with the registry under test.
    npm_config_replace_registry_host: "always",
  };
};

const npm = async (...args: string[]) => await runIn("npm", [...args, "--no-audit", "--no-fund"], {});

const run = async (script: string, env: Record<string, string> = {}) =>
  await runIn("npm", ["run", "--silent", script], env);

const runIn = async (command: string, args: string[], env: Record<string, string>) => {
  const { port } = registry.address() as AddressInfo;
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...npmEnv(), npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_fetch_retries: "0", ...env },
  });
  const code = new Promise<number | null>((resolve) => void child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
};

/** The address of a port that was free a moment ago, so that connections are refused. */
const closedRegistry = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
};

const installed = (): string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
    )
    .filter((name) => !lstatSync(join(modules, name)).isSymbolicLink())
    .map((name) => `${name}@${JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version}`)
    .toSorted();

/** Each file and folder with its inode, modification time and content. */
const digestOf = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const stat = lstatSync(join(path, name));
      const content = stat.isSymbolicLink()
        ? readlinkSync(join(path, name))
        : stat.isFile()
          ? readFileSync(join(path, name), "utf8")
          : "";
      return `${name} ${stat.ino} ${stat.mtimeMs} ${content}`;
    });
