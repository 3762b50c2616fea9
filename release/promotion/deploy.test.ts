import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../store/job-store.ts";
import { keys } from "../../store/keys.ts";
import { deploy } from "./deploy.ts";
import { missingFiles, readManifest } from "../artifacts/artifact-store.ts";
import { promote } from "./promote.ts";
import { releaseOnStart } from "./release-on-start.ts";
import { rollback } from "./rollback.ts";
import { readStatus } from "./status.ts";
import { contractOf, deployRelease, liveNow, openDeployWorld, smallRelease } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };
const source = { commit: "c0ffee", dirty: false };
const everywhere = (id: string | null) => ({ book: id, track: id, dashboard: id });

describe("a build", () => {
  it("has the same id for the same files, another id for other files, and the id in its pages", async () => {
    const [one, again, two] = await Promise.all([smallRelease("one"), smallRelease("one"), smallRelease("two")]);
    expect(one).toEqual(again);
    expect(two.id).not.toBe(one.id);
    expect(new TextDecoder().decode(one.files.get("book.html"))).toContain(`<meta name="release" content="${one.id}">`);
    expect(one.manifest.files.map(({ name }) => name)).toEqual([
      "assets/app-one.js",
      "assets/shared-1.js",
      "edge-function.js",
      "sw.js",
      "book.html",
      "dashboard.html",
      "track.html",
    ]);
  });
});

describe("deploy", () => {
  it("uploads pages last, points staging at them, and changes nothing live", async () => {
    const { deployer, cdn } = await openDeployWorld();
    const ann = deployer("ann");
    const puts: string[] = [];
    const put = ann.objects.put.bind(ann.objects);
    ann.objects.put = (key, ...rest) => (puts.push(key), put(key, ...rest));
    const two = await smallRelease("two");
    const { uploaded, staging } = await deploy(ann, two, { source, manual: true });
    expect([uploaded.files, staging]).toEqual([8, { from: null, to: two.id }]);
    expect(puts.slice(0, 2)).toEqual(["assets/app-two.js", "assets/shared-1.js"]);
    expect(puts.slice(-4)).toEqual(
      ["book.html", "dashboard.html", "track.html", "manifest.json"].map((name) => keys.releaseFile(two.id, name)),
    );
    expect(await liveNow(ann)).toEqual(everywhere(null));
    expect(cdn.calls.filter((call) => /^(?:update|publish) (?!staging)/.test(call))).toEqual([]);
  });

  it("uploads nothing of a stored release, and only the new files of another one", async () => {
    const { deployer, calls } = await openDeployWorld();
    const ann = deployer("ann");
    await deployRelease(ann, await smallRelease("one"));
    calls.length = 0;
    const again = await deploy(ann, await smallRelease("one"), { source, manual: true });
    expect([again.uploaded, calls.filter(({ verb }) => verb === "put")]).toEqual([{ files: 0, bytes: 0 }, []]);
    const { unchanged } = await deploy(ann, await smallRelease("two"), { source, manual: true });
    expect(unchanged.files).toBe(1);
  });

  it("never overwrites a file with other bytes", async () => {
    const { deployer, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await smallRelease("one");
    await objects.put(keys.releaseFile(one.id, "book.html"), new TextEncoder().encode("other"), "any");
    await expect(deploy(ann, one, { source, manual: true })).rejects.toThrow("differs from what was uploaded");
  });

  it("does not overwrite a file that appears between its check and its put", async () => {
    const { deployer, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const one = await smallRelease("one");
    const key = keys.releaseFile(one.id, "book.html");
    const other = new TextEncoder().encode("other");
    const put = ann.objects.put.bind(ann.objects);
    ann.objects.put = async (name, ...rest) => {
      if (name === key) await put(key, other, "any");
      return await put(name, ...rest);
    };
    await expect(deploy(ann, one, { source, manual: true })).rejects.toThrow(StoreUnavailable);
    expect(await objects.get(key)).toMatchObject({ outcome: "found", body: other });
  });

  it("does not point staging at logic that fails its tests", async () => {
    const { deployer } = await openDeployWorld();
    const ann = deployer("ann");
    const broken = await smallRelease("one", { logic: "function handler(e){return e.request}\n" });
    await expect(deploy(ann, broken, { source, manual: true })).rejects.toThrow("fails its test");
    const { live } = await readStatus(ann);
    expect(live.filter(({ kind }) => kind === "staging").length).toBeGreaterThan(0);
    expect(live.every(({ release }) => release === null)).toBe(true);
  });
});

describe("a server start", () => {
  it("promotes a new version until a person has used deploy, promote or rollback", async () => {
    const { deployer } = await openDeployWorld();
    const start = deployer("start");
    const [one, two, three] = [await smallRelease("one"), await smallRelease("two"), await smallRelease("three")];
    expect(await releaseOnStart(start, one, source)).toMatchObject({ promoted: true, waits: false });
    expect(await releaseOnStart(start, one, source)).toMatchObject({ promoted: false, waits: false });
    expect(await releaseOnStart(start, two, source)).toMatchObject({ promoted: true, waits: false });
    await rollback(deployer("ann"), { to: null, only: null, dryRun: false });
    expect(await releaseOnStart(start, three, source)).toMatchObject({ promoted: false, waits: true });
    expect(await liveNow(start)).toEqual(everywhere(one.id));
    await promote(deployer("ann"), all);
    expect(await liveNow(start)).toEqual(everywhere(three.id));
  });
});

describe("an older release on staging, behind the server of a newer one", () => {
  const openWorld = async (older: string[], newer: string[]) => {
    const { deployer } = await openDeployWorld();
    const start = deployer("start");
    const server = await smallRelease("newer", { contract: contractOf(...newer) });
    await releaseOnStart(start, server, source);
    const old = await deployRelease(deployer("ann"), await smallRelease("older", { contract: contractOf(...older) }));
    return { start, ann: deployer("ann"), server, old };
  };

  it("does not prevent promoting the server's own pages", async () => {
    const { ann, server, old } = await openWorld(["/a"], ["/a", "/b"]);
    await promote(ann, all);
    expect(await liveNow(ann)).toEqual(everywhere(old));
    // The API is the server's, which has the calls of these pages.
    await promote(ann, { ...all, release: server.id });
    expect(await liveNow(ann)).toEqual(everywhere(server.id));
  });

  it("cannot be promoted if the server no longer has its calls", async () => {
    const { ann, server, old, start } = await openWorld(["/a", "/gone"], ["/a"]);
    await expect(promote(ann, all)).rejects.toThrow(
      `The API of ${server.id} does not serve dashboard and book and track of ${old}: GET /gone is gone.`,
    );
    // It can if the server starts from its checkout.
    await releaseOnStart(start, await smallRelease("older", { contract: contractOf("/a", "/gone") }), source);
    await promote(ann, all);
    expect(await liveNow(ann)).toEqual(everywhere(old));
  });
});

describe("old releases", () => {
  it("stay for thirty days after they were live, and among the last ten; assets stay while a kept release uses them", async () => {
    const { deployer, clock, objects } = await openDeployWorld();
    const ann = deployer("ann");
    const first = await deployRelease(ann, await smallRelease("first"));
    await promote(ann, all);
    clock.advance({ days: 100 });
    const ids: string[] = [];
    for (let count = 0; count < 11; count += 1) ids.push(await deployRelease(ann, await smallRelease(`r${count}`)));
    // It was live until now, so its thirty days start.
    await promote(ann, all);
    await promote(ann, { ...all, release: ids[9] ?? "" });
    clock.advance({ days: 29 });
    expect((await deploy(ann, await smallRelease("early"), { source, manual: true })).removed).toEqual([]);
    clock.advance({ days: 2 });
    const { removed } = await deploy(ann, await smallRelease("late"), { source, manual: true });
    expect(removed).toEqual([first, ...ids.slice(0, 3)]);
    expect(await readManifest(objects, first)).toBe(null);
    expect((await objects.get("assets/app-first.js")).outcome).toBe("missing");
    expect((await objects.get("assets/shared-1.js")).outcome).toBe("found");
    for (const id of ids.slice(3)) {
      const manifest = await readManifest(objects, id);
      expect(manifest === null ? null : await missingFiles(objects, manifest)).toEqual([]);
    }
    await expect(promote(ann, { ...all, release: first })).rejects.toThrow("There is no release");
    expect((await readStatus(ann)).open).toBe(null);
  });
});
