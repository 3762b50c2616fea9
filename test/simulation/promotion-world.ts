import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { parseEdgeCode } from "../../edge/edge-code.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import type { Release } from "../../release/artifacts/build-release.ts";
import type { ApiHost } from "../../release/api/api-host.ts";
import type { Cdn } from "../../release/cdn/cdn.ts";
import { FakeApiHost, initialApiState, type FakeApiState } from "../../release/api/fake-api-host.ts";
import { FakeCdn, initialCdnState, type FakeCdnState, type FakeObject } from "../../release/cdn/fake-cdn.ts";
import { manifestName, printManifest, sha256Of } from "../../release/artifacts/manifest.ts";
import type { ReleaseLog } from "../../release/promotion/release-log.ts";
import { noReleases, type ApiSnapshot, type Releases } from "../../release/promotion/releases.ts";
import { type Deployer } from "../../release/promotion/deployer.ts";
import { DeployRefused } from "../../release/deploy-refused.ts";
import { releasesIn } from "../../release/cdn/routing-table.ts";
import { deployerOn } from "../../release/promotion/release-world.ts";
import { StoreUnavailable } from "../../store/job-store.ts";
import { keys } from "../../store/keys.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor, Take, World } from "./actor.ts";
import { scheduledApi, scheduledCdn, type CdnCall } from "./scheduled-cdn.ts";

/** Handles clean paths as the real function does, in few bytes, because states are hashed a million times. */
export const tinyLogic =
  'function handler(e){var r=e.request,m=/^\\/(book|track)\\//.exec(r.uri),p=table.kind==="dashboard"&&r.uri==="/"?"dashboard":m&&m[1];' +
  'if(r.uri==="/healthz"||/^\\/assets\\//.test(r.uri))return r;if(table.fixed[r.uri]){r.uri=table.fixed[r.uri];return r}if(!p)return{statusCode:404,headers:{}};r.uri=table.pages[p]||"/"+p+".html";return r}\n';

export interface Handle {
  releaseLog: ReleaseLog;
  objects: ObjectStore;
  cdn: Cdn;
  api: ApiHost | null;
}

export const deployerFor = (
  { handle, clock, random }: { handle: Handle; clock: Clock; random: Random },
  who: string,
): Deployer => ({
  ...deployerOn({ ...handle, state: handle.objects, clock, random }),
  releaseLog: handle.releaseLog,
  who,
});

/** A private store, a CDN and, if the API ships too, its host, shared by several promoters. Releases exist already and never change. */
export class PromotionWorld implements World<Handle> {
  readonly #objects: MemoryObjectStore;
  readonly #log: { state: LogState };
  readonly #cdn: { state: FakeCdnState };
  readonly #api: { state: FakeApiState } | null;
  readonly #looks: boolean;

  /** `looks`: each check of what a viewer sees is a separate step, so that another promoter can publish before it. */
  constructor(
    looks: boolean,
    api: FakeApiState | null = null,
    objects = new MemoryObjectStore(() => 0),
    log: LogState = { releases: noReleases(), saved: new Map() },
    cdn: { state: FakeCdnState } = { state: initialCdnState(tinyLogic) },
  ) {
    this.#looks = looks;
    this.#objects = objects;
    this.#log = { state: log };
    this.#cdn = cdn;
    this.#api = api === null ? null : { state: api };
  }

  /** The state after `infra apply`. */
  static withApi(): PromotionWorld {
    return new PromotionWorld(false, initialApiState());
  }

  clone(): PromotionWorld {
    const cdn = { state: this.#cdn.state };
    return new PromotionWorld(this.#looks, this.#api?.state ?? null, this.#objects, this.#log.state, cdn);
  }

  direct(): Handle {
    return {
      releaseLog: releaseLogOn(this.#log, async (_, run) => await run()),
      objects: this.#objects,
      cdn: this.#open(),
      api: this.#openApi(),
    };
  }

  scheduled(take: Take): Handle {
    const call =
      (local: RegExp) =>
      async <Told>({ label, writes }: CdnCall, send: () => Promise<Told>): Promise<Told> => {
        const kind = local.test(label) ? "local" : writes ? "write" : "read";
        return (await take({ label, kind, run: send, ...(writes ? { doubtful } : {}), refused })) as Told;
      };
    // TestFunction changes nothing, and is refused only where the publish after it is refused too. Track and book are one
    // function, so one check is enough. Assets never change under their name.
    const host = this.#openApi();
    const still = this.#looks
      ? /^(?:test |deployed |fetch site .book|fetch \S+ .(?:assets|sw\.js))/
      : /^(?:test |deployed |fetch )/;
    // If the test examines the API, no release has a dashboard.
    const cdn = scheduledCdn(this.#open(), call(host === null ? still : /^(?:test |deployed |fetch |get dashboard )/));
    const api = host === null ? null : scheduledApi(host, call(/^$/));
    // One step each: the simulation of document logs covers their store calls, lost answers and late entries.
    const releaseLog = releaseLogOn(this.#log, async (kind, run) => {
      const answer = await take({ label: `${kind} releases`, kind, run: () => settled(run), refused: unavailable });
      return valueOf(answer as Settled<Awaited<ReturnType<typeof run>>>);
    });
    return { releaseLog, objects: this.#objects, cdn, api };
  }

  fingerprint(): string {
    const { releases, saved } = this.#log.state;
    const { functions, invalidations } = this.#cdn.state;
    return JSON.stringify([releases, [...saved.keys()].toSorted(), functions, invalidations, this.#api?.state.stages]);
  }

  #openApi(): FakeApiHost | null {
    return this.#api === null ? null : new FakeApiHost({ world: this.#api });
  }

  #open(): FakeCdn {
    const options = { logic: tinyLogic, clock: standing, pollPolicy: { polls: 1, poll_ms: 0, timeout_ms: -1 } };
    return new FakeCdn({ ...options, origin: (key) => this.#pageAt(key) }, this.#cdn);
  }

  #pageAt(key: string): FakeObject | null {
    for (const { key: name, body, headers } of this.#objects.contents())
      if (name === key) return { body: new TextDecoder().decode(body), headers };
    return null;
  }
}

interface LogState {
  releases: Releases;
  /** The saved functions by their SHA-256. */
  saved: ReadonlyMap<string, string>;
}

type Step = <Result>(kind: "read" | "write" | "local", run: () => Promise<Result>) => Promise<Result>;

/** The release log's port on a value in memory. Saved functions never change, so they commute with everything. */
const releaseLogOn = (log: { state: LogState }, step: Step): ReleaseLog => ({
  read: () => step("read", async () => log.state.releases),
  change: (apply) =>
    step("write", async () => {
      const releases = apply(log.state.releases);
      log.state = { ...log.state, releases };
      return releases;
    }),
  save: (code) =>
    step("local", async () => {
      const sha256 = sha256Of(code);
      log.state = { ...log.state, saved: new Map(log.state.saved).set(sha256, code) };
      return sha256;
    }),
  saved: (sha256) => step("local", async () => log.state.saved.get(sha256) ?? null),
});

type Settled<Value> = { value: Value } | { error: unknown };

/** An error of a change is the answer of its step, not a failure of the explorer. */
const settled = async <Value>(run: () => Promise<Value>): Promise<Settled<Value>> => {
  try {
    return { value: await run() };
  } catch (error) {
    return { error };
  }
};

const valueOf = <Value>(answer: Settled<Value>): Value => {
  if ("error" in answer) throw answer.error;
  return answer.value;
};

const unavailable = { error: new StoreUnavailable(new Error("Throttling")) };
const standing: Clock = { now: () => 0, sleep: () => Promise.resolve() };
const doubtful = { outcome: "unknown", cause: new Error("The answer was lost") };
const refused = { outcome: "unavailable", cause: new Error("Throttling") };

/** Reads the release log and what is live, without a step. */
export const lookAt = async ({
  releaseLog: log,
  cdn,
  api,
}: Handle): Promise<{ releaseLog: Releases; live: (string | null)[]; version: string | null }> => {
  const releaseLog = await log.read();
  const live: (string | null)[] = [];
  for (const kind of ["dashboard", "site"] as const) {
    const told = await cdn.getFunction(kind, "LIVE");
    if (told.outcome !== "found") throw new Error(told.outcome);
    for (const release of Object.values(releasesIn(parseEdgeCode(told.code).table))) live.push(release);
  }
  const stage = api === null ? null : await api.readStage("live");
  if (stage !== null && stage.outcome !== "found") throw new Error(stage.outcome);
  return { releaseLog, live, version: stage?.version ?? null };
};

/** The state after a deploy, except for staging, which these tests do not examine. */
export const putRelease = async (
  { objects }: Handle,
  { releaseLog }: Deployer,
  { id, files, manifest }: Release,
  api?: ApiSnapshot,
): Promise<void> => {
  for (const [name, bytes] of new Map([...files, [manifestName, printManifest(manifest)]])) {
    const key = keys.releaseFile(id, name);
    await objects.put(key, bytes, "any", objectHeaders(key));
  }
  const by = { deployed_at: "2026-11-27T16:00:00.000Z", deployed_by: "setup" };
  const entry = { id, commit: null, dirty: false, ...by, bytes: 1, ...(api === undefined ? {} : { api }) };
  await releaseLog.change((releases) => ({ ...releases, releases: [...releases.releases, entry] }));
};

export const promoting = (release: string) => ({ release, only: null, dryRun: false, manual: true });

/** The result that a person sees: done, or why not. */
export const told =
  (who: string, act: (deployer: Deployer) => Promise<unknown>): Actor<Handle> =>
  async (context) => {
    try {
      await act(deployerFor(context, who));
      return "done";
    } catch (error) {
      if (error instanceof DeployRefused) return "refused";
      throw error;
    }
  };
