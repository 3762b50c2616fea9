import { listKeys } from "../jobs/log/list-keys.ts";
import type { LogName } from "../jobs/log/log-keys.ts";
import type { ObjectStore } from "../port/object-store.ts";

/** The numbers of a log's stored entries: the first and the last, both 0 for a log without entries. */
export interface EntryNumbers {
  first: number;
  last: number;
  count: number;
}

export const entryNumbers = async (objects: ObjectStore, { entries }: LogName): Promise<EntryNumbers> => {
  const found: EntryNumbers = { first: 0, last: 0, count: 0 };
  for await (const key of listKeys(objects, `${entries}/`)) {
    if (!/^\d{8}$/.test(key.slice(entries.length + 1))) continue;
    const n = Number(key.slice(-8));
    if (found.count === 0) found.first = n;
    found.last = n;
    found.count += 1;
  }
  return found;
};
