import type { Random } from "../../domain/random.ts";
import type { Clock } from "../../domain/clock.ts";
import { buildEdgeFunction } from "../../edge/build.ts";
import { emptyRoutingTable, parseEdgeCode } from "../../edge/edge-code.ts";
import { previewSecret } from "../../edge/preview-link.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { ObservedObjectStore, type ObservedCall } from "../../store/adapters/wrap/observed-object-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { processOn } from "../../test/harness/process-on.ts";
import type { ApiHost } from "../api/api-host.ts";
import { releaseOf, type Release } from "../artifacts/build-release.ts";
import type { Cdn } from "../cdn/cdn.ts";
import { deploy } from "./deploy.ts";
import { FakeCdn, type FakeCdnOptions } from "../cdn/fake-cdn.ts";
import { openReleaseLog } from "./release-log.ts";
import { contractName, edgeFunctionName } from "../artifacts/manifest.ts";
import { readStatus, type Status } from "./status.ts";
import type { Deployer } from "./deployer.ts";

let logic: string | undefined;
export const edgeLogic = async (): Promise<string> =>
  (logic ??= parseEdgeCode(await buildEdgeFunction({ table: emptyRoutingTable("site") })).logic);

/** Returns a release of small pages that contain `name`. Each page loads an asset of its release; all share one more. */
export const smallRelease = async (
  name: string,
  { logic, without = [], api, contract }: { logic?: string; without?: string[]; api?: string; contract?: object } = {},
): Promise<Release> => {
  const page = (title: string) =>
    `<meta name="release" content=""><title>${title}</title><script src="/assets/app-${name}.js"></script>`;
  const files = {
    "book.html": page("book"),
    "track.html": page("track"),
    "dashboard.html": page("dashboard"),
    "sw.js": `// ${name}`,
    [`assets/app-${name}.js`]: `// ${name}`,
    "assets/shared-1.js": "// shared",
    [edgeFunctionName]: logic ?? (await edgeLogic()),
    ...(contract === undefined ? {} : { [contractName]: JSON.stringify(contract) }),
  };
  return releaseOf(
    new Map(
      Object.entries(files)
        .filter(([file]) => !without.includes(file))
        .map(([file, text]) => [file, new TextEncoder().encode(text)]),
    ),
    api === undefined ? null : new TextEncoder().encode(api),
  );
};

/** Returns a contract with these GET routes. */
export const contractOf = (...calls: string[]) => ({
  paths: Object.fromEntries(calls.map((call) => [call, { get: { responses: {} } }])),
});

/** Returns stores, a fake CDN and deployers on them. `adapt` puts an adapter in front of the fake. */
export const openDeployWorld = async ({
  adapt = (cdn) => cdn,
  api = null,
  ...options
}: Partial<FakeCdnOptions> & { seed?: number; adapt?: (cdn: Cdn) => Cdn; api?: ApiHost | null } = {}) => {
  const clock = new FakeClock();
  const state = new MemoryObjectStore(() => clock.now());
  const inner = new MemoryObjectStore(() => 0);
  /** The calls to the public store since the test last emptied this list. */
  const calls: ObservedCall[] = [];
  const objects = new ObservedObjectStore(inner, (call) => calls.push(call));
  const origin = (key: string) => {
    const found = [...inner.contents()].find((entry) => entry.key === key);
    return found === undefined ? null : { body: new TextDecoder().decode(found.body), headers: found.headers };
  };
  const cdn = new FakeCdn({ clock, logic: await edgeLogic(), origin, ...options });
  const deployer = (who: string, through = cdn, seed = options.seed ?? who.length): Deployer => ({
    ...deployerOn({ objects, state, cdn: adapt(through), api, clock, random: seededRandom(seed) }),
    who,
  });
  /** The same CDN as another process sees it, with these faults. */
  const another = (faults: Partial<FakeCdnOptions>): FakeCdn => cdn.through(faults);
  return { clock, state, objects, calls, cdn, deployer, another, origin };
};

export const deployerOn = (parts: {
  objects: Deployer["objects"];
  state: Deployer["objects"];
  cdn: Deployer["cdn"];
  api?: Deployer["api"];
  preview?: Deployer["preview"];
  clock: Clock;
  random: Random;
}): Deployer => ({
  cdn: parts.cdn,
  objects: parts.objects,
  clock: parts.clock,
  random: parts.random,
  api: parts.api ?? null,
  preview: parts.preview ?? { secret: previewSecret(new Uint8Array(32)), closed: false },
  releaseLog: openReleaseLog(processOn(parts.state, parts)),
  who: "ann",
  progress: () => undefined,
});

/** Returns a CDN's methods as a plain object that can be spread. */
export const portOf = (cdn: Cdn): Cdn => ({
  name: cdn.name,
  https: cdn.https,
  pollPolicy: cdn.pollPolicy,
  getFunction: cdn.getFunction.bind(cdn),
  updateFunction: cdn.updateFunction.bind(cdn),
  testFunction: cdn.testFunction.bind(cdn),
  publishFunction: cdn.publishFunction.bind(cdn),
  isDeployed: cdn.isDeployed.bind(cdn),
  invalidate: cdn.invalidate.bind(cdn),
  urlOf: cdn.urlOf.bind(cdn),
  fetchPage: cdn.fetchPage.bind(cdn),
});

export const deployRelease = async (deployer: Deployer, release: Release): Promise<string> => {
  await deploy(deployer, release, { source: { commit: "c0ffee", dirty: false }, manual: true });
  return release.id;
};

/** Returns the live release of each page. */
export const liveIn = ({ live }: Status): Record<string, string | null> =>
  Object.fromEntries(live.filter(({ kind }) => kind !== "staging").map(({ page, release }) => [page, release]));

export const liveNow = async (deployer: Deployer): Promise<Record<string, string | null>> =>
  liveIn(await readStatus(deployer));
