import type { FileSystem } from "../../../store/objects/directory/file-system.ts";
import type { Wire } from "../../../store/dynamodb/wire.ts";
import type { Write } from "../../../store/dynamodb/write.ts";
import type { ObjectStore } from "../../../store/objects/object-store.ts";
import type { Kept } from "../place.ts";

/** A point at which a process can stop: before a call is sent, or after its answer and before the process uses it. */
export interface StepPlan {
  /** `kill`: SIGKILL to itself. `stop`: SIGSTOP, until the parent resumes it. */
  act: "kill" | "stop";
  step: string;
  /** The occurrence of that name, from 1. */
  occurrence: number;
}

const kinds = ["day", "open", "token", "key", "pending", "due", "waiting", "view"] as const;
const around = (step: string): string[] => [`before ${step}`, `after ${step}`];

/** The writes of day documents on any object store. Stopping at a read is the same as stopping after the write before it. */
export const objectSteps: string[] = [...kinds.map((kind) => `put ${kind}`), "delete pending"].flatMap(around);
/**
 * The writes of a table, named by the first item of a transaction. Pointers, crews and the calendar are written only with a
 * job or a month, and no link expires within a run.
 */
export const tableSteps: string[] = ["job", "outbox", "key", "month", "waiting"]
  .map((kind) => `write ${kind}`)
  .flatMap(around);
/** The steps at which a suspension matters: during a write of a day or a job. */
export const freezingSteps: Record<"directory" | "bucket" | "table", string[]> = {
  directory: ["before put day", "after put day", "before file link", "after file link", "after file create"],
  bucket: ["before put day", "after put day"],
  table: ["before write job", "after write job", "before write outbox", "after write outbox"],
};
/** The file-system steps of one such write in a folder. */
export const folderSteps: string[] = ["create", "link", "sync-folder", "unlink", "make-folder"]
  .map((call) => `file ${call}`)
  .flatMap(around);

export class Steps {
  readonly #plan: StepPlan | null;
  readonly #act: (plan: StepPlan, at: string) => void;
  #seen = 0;

  constructor(plan: StepPlan | null, act: (plan: StepPlan, at: string) => void) {
    this.#plan = plan;
    this.#act = act;
  }

  async #around<T>(step: string, at: string, run: () => Promise<T>): Promise<T> {
    this.#pass(`before ${step}`, at);
    const result = await run();
    this.#pass(`after ${step}`, at);
    return result;
  }

  #pass(step: string, at: string): void {
    if (this.#plan === null || step !== this.#plan.step) return;
    this.#seen += 1;
    if (this.#seen === this.#plan.occurrence) this.#act(this.#plan, at);
  }

  kept(inner: Kept): Kept {
    const views = this.#objects(inner.public);
    return "wire" in inner
      ? { wire: this.#wire(inner.wire), public: views }
      : { private: this.#objects(inner.private), public: views };
  }

  /** A store whose writes are named by the folder of their key. */
  #objects(inner: ObjectStore): ObjectStore {
    return {
      get: (key, options) => inner.get(key, options),
      list: (prefix, options) => inner.list(prefix, options),
      put: (key, ...rest) => this.#around(`put ${kindOf(key)}`, key, () => inner.put(key, ...rest)),
      delete: (key, version) => this.#around(`delete ${kindOf(key)}`, key, () => inner.delete(key, version)),
    };
  }

  /** A table's client adapter with named writes. */
  #wire(inner: Wire): Wire {
    return overridden(inner, {
      write: (writes, token) => this.#around(`write ${kindIn(writes[0])}`, "", () => inner.write(writes, token)),
    });
  }

  files(inner: FileSystem): FileSystem {
    return {
      names: (folder) => inner.names(folder),
      read: (path) => inner.read(path),
      head: (path, length) => inner.head(path, length),
      exists: (path) => inner.exists(path),
      linkedAt: (path) => inner.linkedAt(path),
      create: (path, parts) => this.#around("file create", path, () => inner.create(path, parts)),
      link: (from, to) => this.#around("file link", to, () => inner.link(from, to)),
      unlink: (path) => this.#around("file unlink", path, () => inner.unlink(path)),
      makeFolder: (path) => this.#around("file make-folder", path, () => inner.makeFolder(path)),
      syncFolder: (path) => this.#around("file sync-folder", path, () => inner.syncFolder(path)),
    };
  }
}

const kindIn = (write: Write | undefined): string => {
  if (write === undefined) return "nothing";
  const { pk } =
    "put" in write ? write.put : "update" in write ? write.update : "remove" in write ? write.remove : write.check;
  return pk.split("#")[0] ?? pk;
};

/** The same object with some of its methods replaced. */
export const overridden = <T extends object>(inner: T, own: Partial<T>): T =>
  new Proxy(inner, {
    get: (target, name) => {
      const replaced: unknown = Reflect.get(own, name);
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

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
