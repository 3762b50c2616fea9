import type { ApiHost, ApiStage, Pointed, Revision } from "./api-host.ts";
import type { Unanswered, Unavailable } from "../cdn/cdn.ts";
import type { FakeFault } from "../cdn/fake-cdn.ts";
import { sha256Of } from "../artifacts/manifest.ts";

/** Fakes Lambda by its documentation: revisions, immutable versions, aliases, throttling and lost responses. */
export class FakeApiHost implements ApiHost {
  readonly name = "the fake";
  readonly calls: string[] = [];
  readonly #world: { state: FakeApiState };
  readonly #fault: (call: string, occurrence: number) => FakeFault | "none";
  readonly #settles: number;

  /** `settles` is the number of reads until an upload is applied. */
  constructor({
    world = { state: initialApiState() },
    fault = () => "none" as const,
    settles = 1,
  }: FakeApiOptions = {}) {
    this.#world = world;
    this.#fault = fault;
    this.#settles = settles;
  }

  /** Returns the same function as another process sees it. */
  through(fault: FakeApiOptions["fault"]): FakeApiHost {
    return new FakeApiHost({ world: this.#world, ...(fault === undefined ? {} : { fault }) });
  }

  get state(): FakeApiState {
    return this.#world.state;
  }

  readCode() {
    return this.#call("read code", false, () => {
      const { sha256, revision, settling } = this.state.code;
      this.#set({ code: { ...this.state.code, settling: Math.max(0, settling - 1) } });
      return { outcome: "found" as const, sha256, revision: revision as Revision, settled: settling === 0 };
    });
  }

  uploadCode(zip: Uint8Array, revision: Revision) {
    return this.#call("upload code", true, () => {
      const { code } = this.state;
      if (code.revision !== revision) return { outcome: "conflict" as const };
      // Lambda's size limit for a direct upload.
      if (zip.length > 52_428_800) return { outcome: "refused" as const, reason: "RequestTooLargeException" };
      this.#set({ code: { sha256: sha256Of(zip), revision: `${code.revision}+`, settling: this.#settles } });
      return { outcome: "uploaded" as const };
    });
  }

  publishVersion(sha256: string) {
    return this.#call("publish version", true, () => {
      const { code, versions } = this.state;
      if (code.sha256 !== sha256) return { outcome: "conflict" as const };
      if (code.settling > 0) return { outcome: "unavailable" as const, cause: new Error("ResourceConflictException") };
      if (versions.at(-1) !== sha256) this.#set({ versions: [...versions, sha256] });
      return { outcome: "published" as const, version: String(this.state.versions.length) };
    });
  }

  listVersions() {
    return this.#call("list versions", false, () => ({
      outcome: "listed" as const,
      versions: this.state.versions.flatMap((sha256, index) => (sha256 === null ? [] : [String(index + 1)])),
    }));
  }

  removeVersion(version: string) {
    return this.#call(`remove version ${version}`, true, () => {
      const { stages, versions } = this.state;
      if (Object.values(stages).some((stage) => stage.version === version)) return { outcome: "named" as const };
      this.#set({ versions: versions.map((sha256, index) => (String(index + 1) === version ? null : sha256)) });
      return { outcome: "removed" as const };
    });
  }

  readStage(stage: ApiStage) {
    return this.#call(`read ${stage}`, false, () => {
      const { version, note, updates } = this.state.stages[stage];
      return { outcome: "found" as const, version, note, revision: `${stage}-${updates}` as Revision };
    });
  }

  pointStage(stage: ApiStage, { version, note }: Pointed, revision: Revision) {
    return this.#call(`point ${stage}`, true, () => {
      const { stages, versions } = this.state;
      if (`${stage}-${stages[stage].updates}` !== revision) return { outcome: "conflict" as const };
      if (typeof versions[Number(version) - 1] !== "string")
        return { outcome: "refused" as const, reason: `Function not found: ${version}` };
      const updates = stages[stage].updates + 1;
      this.#set({ stages: { ...stages, [stage]: { version, note, updates } } });
      return { outcome: "pointed" as const, revision: `${stage}-${updates}` as Revision };
    });
  }

  #set(changed: Partial<FakeApiState>): void {
    this.#world.state = { ...this.#world.state, ...changed };
  }

  #call<Result>(name: string, writes: true, run: () => Result): Promise<Result | Unanswered>;
  #call<Result>(name: string, writes: false, run: () => Result): Promise<Result | Unavailable>;
  async #call<Result>(name: string, writes: boolean, run: () => Result): Promise<Result | Unanswered> {
    this.calls.push(name);
    const fault = this.#fault(name, this.calls.filter((call) => call === name).length);
    if (fault === "throttled") return { outcome: "unavailable", cause: new Error("TooManyRequestsException") };
    const result = run();
    if (fault !== "lost-answer") return result;
    const cause = new Error("The answer was lost");
    return writes ? { outcome: "unknown", cause } : { outcome: "unavailable", cause };
  }
}

interface FakeApiOptions {
  world?: { state: FakeApiState };
  fault?: (call: string, occurrence: number) => FakeFault | "none";
  settles?: number;
}

/** Immutable: each change makes a new object. */
export interface FakeApiState {
  code: { sha256: string; revision: string; settling: number };
  /** The code of each version, starting with version 1. Null if the version was deleted; its number is not reused. */
  versions: (string | null)[];
  stages: Record<ApiStage, Pointed & { updates: number }>;
}

/** The state after `infra apply`: one version behind both stages. */
export const initialApiState = (): FakeApiState => ({
  code: { sha256: sha256Of("first"), revision: "r", settling: 0 },
  versions: [sha256Of("first")],
  stages: { live: { version: "1", note: "", updates: 0 }, preview: { version: "1", note: "", updates: 0 } },
});
