import { describe, expect, it } from "vitest";
import { emptyRoutingTable, parseEdgeCode, printEdgeCode } from "../../edge/edge-code.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import type { Cdn } from "../cdn/cdn.ts";
import { FakeApiHost } from "../api/fake-api-host.ts";
import { cloudFrontOn } from "../cdn/cloudfront/cloudfront-on-fake.ts";
import { lambdaOn } from "../api/lambda/lambda-on-fake.ts";
import { openLocalCdn } from "../cdn/local/local-cdn.ts";
import { promote } from "./promote.ts";
import type { Deployer } from "./deployer.ts";
import { readStatus } from "./status.ts";
import { deployRelease, edgeLogic, openDeployWorld, deployerOn, smallRelease } from "./release-world.ts";

const all = { release: null, only: null, dryRun: false, manual: true };

/** A world in which `one` is live everywhere, with ways to damage it. */
interface World {
  deployer: Deployer;
  release: string;
  /** Sets a header of all pages; undefined removes it. */
  header: ((name: string, value: string | undefined) => void) | null;
}

const onFake = async (): Promise<World> => {
  const changed: Record<string, string | undefined> = {};
  const between = (headers: Record<string, string>) => bent(headers, changed);
  const { deployer } = await openDeployWorld({
    adapt: (cdn) => cloudFrontOn(cdn),
    api: lambdaOn(new FakeApiHost()),
    between,
  });
  const ann = deployer("ann");
  return { deployer: ann, release: await live(ann), header: (name, value) => void (changed[name] = value) };
};

const onLocal = async (): Promise<World> => {
  const [objects, logic] = [new MemoryObjectStore(() => 0), await edgeLogic()];
  const random = seededRandom(1);
  const changed: Record<string, string | undefined> = {};
  const cdn = openLocalCdn({
    objects,
    random,
    fetch: () => Promise.resolve(null),
    initial: (kind) => Promise.resolve(printEdgeCode({ promotion: null, table: emptyRoutingTable(kind), logic })),
  });
  // A proxy between this edge and its viewers may add and remove headers.
  const fetchPage: Cdn["fetchPage"] = async (kind, path) => {
    const result = await cdn.fetchPage(kind, path);
    if (result.outcome !== "answered") return result;
    return { ...result, headers: bent(result.headers, changed) };
  };
  const deployer = deployerOn({
    objects,
    state: new MemoryObjectStore(() => 0),
    cdn: { ...cdn, fetchPage },
    clock: new FakeClock(),
    random,
  });
  return { deployer, release: await live(deployer), header: (name, value) => void (changed[name] = value) };
};

describe.each([
  ["CloudFront, on the fake", onFake],
  ["this machine", onLocal],
])("status on %s", (_, open) => {
  it("finds nothing if nothing was changed", async () => {
    const { deployer } = await open();
    expect((await readStatus(deployer)).differences).toEqual([]);
  });

  it("reports a function that another program published", async () => {
    const { deployer } = await open();
    const { cdn } = deployer;
    const { code } = await read(cdn, "LIVE");
    await publish(cdn, `${code}// by hand\n`);
    expect((await readStatus(deployer)).differences).toEqual([
      { kind: "function", at: "site", text: expect.stringContaining("is not the one that was published last") },
    ]);
    await publish(cdn, "function handler(event) { return event.request; }");
    expect((await readStatus(deployer)).differences).toContainEqual({
      kind: "function",
      at: "site",
      text: "Tailboard did not write the live site function.",
    });
  });

  it("reports staging's function if no deploy published it", async () => {
    const { deployer } = await open();
    const { cdn } = deployer;
    const { code } = await read(cdn, "LIVE", "staging");
    await publish(cdn, printEdgeCode({ ...parseEdgeCode(code), promotion: "another" }), "staging");
    expect((await readStatus(deployer)).differences).toMatchObject([{ kind: "function", at: "staging" }]);
  });

  it("reports a function that was updated but not published", async () => {
    const { deployer } = await open();
    const { cdn } = deployer;
    const { code, etag } = await read(cdn, "DEVELOPMENT");
    await cdn.updateFunction("site", `${code}// by hand\n`, etag);
    expect((await readStatus(deployer)).differences).toMatchObject([
      { kind: "function", text: expect.stringContaining("in DEVELOPMENT") },
    ]);
  });

  it("reports a page that differs from the uploaded one, in the store and as served", async () => {
    const { deployer, release } = await open();
    const key = `releases/${release}/track.html`;
    const got = await deployer.objects.get(key);
    if (got.outcome !== "found") throw new Error(got.outcome);
    const forged = new TextDecoder().decode(got.body).replace("<title>track", "<title>trick");
    await deployer.objects.put(key, new TextEncoder().encode(forged), { version: got.version });
    // Drop the cached copies, so that the edge reads the store.
    for (const kind of ["site", "staging"] as const) await deployer.cdn.invalidate(kind, "forged", [`/${key}`]);
    const { differences } = await readStatus(deployer);
    expect(differences).toContainEqual({
      kind: "file",
      at: key,
      text: `track.html of release ${release}, which is live, differs from what was uploaded. To roll back: tailboard rollback. To go forward: tailboard deploy of another commit, then tailboard promote`,
    });
    const served = differences.filter(({ kind }) => kind === "page");
    for (const { text } of served) expect(text).toContain(`is not the uploaded track.html of ${release}`);
    expect(served.map(({ at }) => at)).toEqual(["site /track/", "staging /track/"]);
  });

  it("reports a missing or wrong header with its page", async () => {
    const { deployer, header } = await open();
    header?.("x-frame-options", undefined);
    header?.("cache-control", "max-age=86400");
    const { differences } = await readStatus(deployer);
    expect(new Set(differences.map(({ kind }) => kind))).toEqual(new Set(["header"]));
    expect(differences.map(({ text }) => text)).toContain(
      "site /track/ is served without x-frame-options instead of DENY.",
    );
    expect(differences.map(({ text }) => text)).toContain(
      "dashboard / is served with cache-control: max-age=86400 instead of public, max-age=0, s-maxage=5, must-revalidate.",
    );
    expect(differences).toHaveLength(12);
  });
});

it("reports an API version that was not promoted, and one that was not deployed", async () => {
  const { deployer } = await onFake();
  const { api } = deployer;
  for (const stage of ["live", "preview"] as const) {
    const read = await api?.readStage(stage);
    if (read?.outcome === "found") await api?.pointStage(stage, { version: "1", note: "by hand" }, read.revision);
  }
  expect((await readStatus(deployer)).differences.map(({ kind, text }) => [kind, text])).toEqual([
    ["api", "Version 1 of the API is live, but version 2 was promoted last."],
    ["api", "Version 1 of the API is on staging, but version 2 was deployed last."],
  ]);
});

it("reports a page without HSTS if the CDN serves https", async () => {
  const { deployer, header } = await onFake();
  header?.("strict-transport-security", undefined);
  expect((await readStatus(deployer)).differences[0]?.text).toBe(
    "site /book/ is served without strict-transport-security.",
  );
});

const bent = (headers: Record<string, string>, changed: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...headers, ...changed }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );

const live = async (deployer: Deployer): Promise<string> => {
  const id = await deployRelease(deployer, await smallRelease("one", { api: "one" }));
  await promote(deployer, all);
  return id;
};

const read = async (cdn: Cdn, stage: "LIVE" | "DEVELOPMENT", kind: "site" | "staging" = "site") => {
  const got = await cdn.getFunction(kind, stage);
  if (got.outcome !== "found") throw new Error(got.outcome);
  return got;
};

const publish = async (cdn: Cdn, code: string, kind: "site" | "staging" = "site"): Promise<void> => {
  const updated = await cdn.updateFunction(kind, code, (await read(cdn, "DEVELOPMENT", kind)).etag);
  if (updated.outcome !== "updated") throw new Error(updated.outcome);
  await cdn.publishFunction(kind, updated.etag);
};
