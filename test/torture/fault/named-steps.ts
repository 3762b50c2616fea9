import type { FileSystem } from "../../../store/objects/directory/file-system.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";

/** Where a process can be made to stop: before a call is sent, or after it was answered and before anyone knows. */
export interface StepPlan {
  /** `kill`: SIGKILL to itself. `stop`: SIGSTOP, until somebody wakes it. */
  act: "kill" | "stop";
  step: string;
  /** Which of that name, from 1. */
  occurrence: number;
}

const kinds = ["day", "open", "token", "key", "pending", "due", "waiting", "view"] as const;
const around = (step: string): string[] => [`before ${step}`, `after ${step}`];

/** The writes of day documents on any object store; a process that stops at a read has changed nothing since the last. */
export const objectSteps: string[] = [...kinds.map((kind) => `put ${kind}`), "delete pending"].flatMap(around);
/** What one such write is made of in a folder. */
export const folderSteps: string[] = ["create", "link", "sync-folder", "unlink", "make-folder"]
  .map((call) => `file ${call}`)
  .flatMap(around);

export class Steps {
  readonly #plan: StepPlan | null;
  readonly #act: (plan: StepPlan) => void;
  #seen = 0;

  constructor(plan: StepPlan | null, act: (plan: StepPlan) => void) {
    this.#plan = plan;
    this.#act = act;
  }

  async around<T>(step: string, run: () => Promise<T>): Promise<T> {
    this.#pass(`before ${step}`);
    const result = await run();
    this.#pass(`after ${step}`);
    return result;
  }

  #pass(step: string): void {
    if (this.#plan === null || step !== this.#plan.step) return;
    this.#seen += 1;
    if (this.#seen === this.#plan.occurrence) this.#act(this.#plan);
  }

  /** A store whose writes are named by what lies under their key. */
  objects(inner: ObjectStore): ObjectStore {
    return {
      get: (key, options) => inner.get(key, options),
      list: (prefix, options) => inner.list(prefix, options),
      put: (key, body, condition) => this.around(`put ${kindOf(key)}`, () => inner.put(key, body, condition)),
      delete: (key, version) => this.around(`delete ${kindOf(key)}`, () => inner.delete(key, version)),
    };
  }

  files(inner: FileSystem): FileSystem {
    return {
      names: (folder) => inner.names(folder),
      read: (path) => inner.read(path),
      head: (path, length) => inner.head(path, length),
      exists: (path) => inner.exists(path),
      linkedAt: (path) => inner.linkedAt(path),
      create: (path, parts) => this.around("file create", () => inner.create(path, parts)),
      link: (from, to) => this.around("file link", () => inner.link(from, to)),
      unlink: (path) => this.around("file unlink", () => inner.unlink(path)),
      makeFolder: (path) => this.around("file make-folder", () => inner.makeFolder(path)),
      syncFolder: (path) => this.around("file sync-folder", () => inner.syncFolder(path)),
    };
  }
}

const folders: Record<string, string> = {
  days: "day",
  tokens: "token",
  keys: "key",
  pending: "pending",
  due: "due",
  waiting: "waiting",
  t: "view",
};

const kindOf = (key: string): string => folders[key.split("/")[0] ?? ""] ?? key.replace(/\.json$/, "");
