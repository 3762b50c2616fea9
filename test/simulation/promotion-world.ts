import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { parseEdgeCode } from "../../edge/edge-code.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import type { Release } from "../../release/artifacts/build-release.ts";
import type { ApiHost } from "../../release/api/api-host.ts";
import type { Cdn } from "../../release/cdn/cdn.ts";
import { FakeApiHost, initialApiState, type FakeApiState } from "../../release/api/fake-api-host.ts";
import { FakeCdn, initialCdnState, type FakeCdnState, type FakeObject } from "../../release/cdn/fake-cdn.ts";
import { manifestName, printManifest } from "../../release/artifacts/manifest.ts";
import { noReleases, type ApiSnapshot, type Releases } from "../../release/promotion/releases.ts";
import { type Deployer } from "../../release/promotion/deployer.ts";
import { DeployRefused } from "../../release/deploy-refused.ts";
import { releasesIn } from "../../release/cdn/routing-table.ts";
import { deployerOn } from "../../release/promotion/release-world.ts";
import { documentKeys } from "../../store/documents/document-keys.ts";
import type { Revision } from "../../store/documents/document-log.ts";
import { decodeEntry } from "../../store/jobs/log/entry.ts";
import { keys } from "../../store/keys.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Actor, Take, World } from "./actor.ts";
import { digestOf } from "./digest.ts";
import { scheduledStore, type ScheduledCall } from "./scheduled-store.ts";
import { scheduledApi, scheduledCdn, type CdnCall } from "./scheduled-cdn.ts";

/** Handles clean paths as the real function does, in few bytes, because states are hashed a million times. */
export const tinyLogic =
  'function handler(e){var r=e.request,m=/^\\/(book|track)\\//.exec(r.uri),p=table.kind==="dashboard"&&r.uri==="/"?"dashboard":m&&m[1];' +
  'if(r.uri==="/healthz"||/^\\/assets\\//.test(r.uri))return r;if(table.fixed[r.uri]){r.uri=table.fixed[r.uri];return r}if(!p)return{statusCode:404,headers:{}};r.uri=table.pages[p]||"/"+p+".html";return r}\n';

export interface Handle {
  state: ObjectStore;
  objects: ObjectStore;
  cdn: Cdn;
  api: ApiHost | null;
}

export const deployerFor = (
  { handle, clock, random }: { handle: Handle; clock: Clock; random: Random },
  who: string,
): Deployer => ({
  ...deployerOn({ ...handle, clock, random }),
  who,
});

/** A private store, a CDN and, if the API ships too, its host, shared by several promoters. Releases exist already and never change. */
export class PromotionWorld implements World<Handle> {
  readonly #objects: MemoryObjectStore;
  readonly #state: MemoryObjectStore;
  readonly #cdn: { state: FakeCdnState };
  readonly #api: { state: FakeApiState } | null;
  readonly #looks: boolean;

  /** `looks`: each check of what a viewer sees is a separate step, so that another promoter can publish before it. */
  constructor(
    looks: boolean,
    api: FakeApiState | null = null,
    objects = new MemoryObjectStore(() => 0),
    state = new MemoryObjectStore(() => 0),
    cdn: { state: FakeCdnState } = { state: initialCdnState(tinyLogic) },
  ) {
    this.#looks = looks;
    this.#objects = objects;
    this.#state = state;
    this.#cdn = cdn;
    this.#api = api === null ? null : { state: api };
  }

  /** The state after `infra apply`. */
  static withApi(): PromotionWorld {
    return new PromotionWorld(false, initialApiState());
  }

  clone(): PromotionWorld {
    const cdn = { state: this.#cdn.state };
    return new PromotionWorld(this.#looks, this.#api?.state ?? null, this.#objects, this.#state.clone(), cdn);
  }

  direct(): Handle {
    return { state: this.#state, objects: this.#objects, cdn: this.#open(), api: this.#openApi() };
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
    // The tests of documents cover lost answers of documents.
    const state = scheduledStore(this.#state, async <Outcome>({ verb, key, send }: ScheduledCall<Outcome>) => {
      const writes = verb === "put" || verb === "delete";
      // Named by its content and stored before it is needed, so it commutes with everything.
      const kind = key.startsWith("functions/") ? "local" : writes ? "write" : "read";
      return (await take({
        label: `${verb} ${key}`,
        kind,
        run: send,
        refused,
      })) as Outcome;
    });
    return { state, objects: this.#objects, cdn, api };
  }

  fingerprint(): string {
    const lines = [...this.#state.contents()].map(({ key, body }) => `${key} ${digestOf(body)}`);
    const { functions, invalidations } = this.#cdn.state;
    return [...lines.toSorted(), JSON.stringify([functions, invalidations, this.#api?.state.stages])].join("\n");
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

const standing: Clock = { now: () => 0, sleep: () => Promise.resolve() };
const doubtful = { outcome: "unknown", cause: new Error("The answer was lost") };
const refused = { outcome: "unavailable", cause: new Error("Throttling") };

/** Reads the newest entry of the release log, without a step. */
const readReleases = async (state: ObjectStore): Promise<Releases> => {
  const listed = await state.list(`${documentKeys.releases}/`);
  const newest = listed.outcome === "listed" ? listed.keys.at(-1) : undefined;
  if (newest === undefined) return noReleases();
  const got = await state.get(newest);
  if (got.outcome !== "found") throw new Error(got.outcome);
  const { records } = decodeEntry<Revision<Releases>>(newest, got.body);
  return records.at(-1)?.value ?? noReleases();
};

/** Reads the release log and what is live, without a step. */
export const lookAt = async ({
  state,
  cdn,
  api,
}: Handle): Promise<{ releaseLog: Releases; live: (string | null)[]; version: string | null }> => {
  const releaseLog = await readReleases(state);
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
