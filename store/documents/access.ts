import { noAccess, type Access } from "../../domain/access/access.ts";
import type { Instant } from "../../domain/clock.ts";
import type { AccessStore } from "../access-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { DocumentLog, Revision } from "./document-log.ts";
import type { JsonObjects } from "./json-objects.ts";

/** API tokens and calendars, under `access/<n>`. Their last uses are an object of their own, because a lost one does no harm. */
export class AccessLog implements AccessStore {
  readonly #log: DocumentLog<Access>;
  readonly #objects: JsonObjects;

  constructor(log: DocumentLog<Access>, objects: JsonObjects) {
    this.#log = log;
    this.#objects = objects;
  }

  async read(): Promise<Access & { rev: number }> {
    return flat(await this.#log.read());
  }

  async change(apply: (access: Access) => Access): Promise<Access & { rev: number }> {
    return flat(await this.#log.change((access) => apply({ ...noAccess, ...access })));
  }

  async lastUses(): Promise<Record<string, Instant>> {
    return (await this.#objects.read<Record<string, Instant>>(documentKeys.accessUses)) ?? {};
  }

  async noteUse(id: string, at: Instant): Promise<void> {
    await this.#objects.change<Record<string, Instant>, undefined>(documentKeys.accessUses, (uses) => ({
      value: newest({ ...uses, [id]: at }),
      result: undefined,
    }));
  }
}

/** Keeps the newest uses, so that those of revoked tokens do not pile up. */
const newest = (uses: Record<string, Instant>): Record<string, Instant> =>
  Object.fromEntries(
    Object.entries(uses)
      .toSorted(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))
      .slice(0, mostUses),
  );

const flat = ({ value, rev }: Revision<Access>): Access & { rev: number } => ({ ...noAccess, ...value, rev });

/** More than there can be tokens. */
const mostUses = 200;
