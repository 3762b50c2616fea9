import type { CustomerId } from "../../../domain/customer/customer-id.ts";
import {
  abandonMerge,
  assertMerged,
  becomeLive,
  becomePointer,
  beginMerge,
  finishMerge,
  withoutMerged,
} from "../../../domain/customer/merge-customers.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import type { MergeRequest, StoredCustomer } from "../../customer-store.ts";
import { StoreUnavailable } from "../../job-store.ts";
import type { CustomerLogs } from "./customer-logs.ts";

export interface MergeContext {
  logs: Pick<CustomerLogs, "find" | "change">;
  /** Brings contacts and index up to date with a record as it was and as it is. */
  sync: (before: StoredCustomer | null, after: StoredCustomer | null) => Promise<void>;
}

/**
 * Merges one customer into another: the survivor with a marker, the pointer, the survivor without the marker, then
 * contacts and index. A crash in between shows both records, and a repetition goes on.
 */
export const mergeCustomers = async (
  context: MergeContext,
  { into, from, at, by, assert }: MergeRequest,
): Promise<StoredCustomer | null> => {
  const { logs } = context;
  let isAsserted = false;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const [survivor, other] = await Promise.all([logs.find(into), logs.find(from)]);
    if (survivor === null || other === null) return null;
    if (other.merged_into === into) return await finish(context, survivor, other);
    const begun = await logs.change(into, (newest) => {
      if (newest === null) return null;
      if (!isAsserted) assert(newest);
      return beginMerge(newest, other, { at, by });
    });
    isAsserted = true;
    const pointer = await point(context, into, other);
    if (pointer === "changed") continue;
    return begun === null ? null : await finish(context, begun, pointer);
  }
  await logs.change(into, (newest) => (newest === null ? null : abandonMerge(newest)));
  throw new StoreUnavailable(new Error("The other customer changed each time"));
};

/** The second write, on exactly the record whose values the survivor has. If it is refused, the first one is undone. */
const point = async (
  { logs }: MergeContext,
  into: CustomerId,
  other: StoredCustomer,
): Promise<StoredCustomer | "changed"> => {
  try {
    const pointer = await logs.change(other.id, (newest) => {
      if (newest === null || newest.rev !== other.rev) return newest;
      return becomePointer(newest, into);
    });
    return pointer?.merged_into === into ? pointer : "changed";
  } catch (error) {
    if (error instanceof DomainError)
      await logs.change(into, (newest) => (newest === null ? null : abandonMerge(newest)));
    throw error;
  }
};

const finish = async (
  { logs, sync }: MergeContext,
  before: StoredCustomer,
  other: StoredCustomer,
): Promise<StoredCustomer | null> => {
  const survivor = await logs.change(before.id, (newest) => (newest === null ? null : finishMerge(newest, other.id)));
  // The survivor claims the contacts before the pointer leaves them.
  await sync(before, survivor);
  await sync({ ...other, merged_into: null }, other);
  return survivor;
};

/** Undoes a merge. The pointer becomes a record first, so a crash shows both, and a repetition goes on. */
export const unmergeCustomers = async (
  { logs, sync }: MergeContext,
  { into, from, assert }: Omit<MergeRequest, "by">,
): Promise<StoredCustomer | null> => {
  const [survivor, other] = await Promise.all([logs.find(into), logs.find(from)]);
  if (survivor === null || other === null) return null;
  assert(survivor);
  assertMerged(survivor, from);
  const live = await logs.change(from, (newest) => (newest === null ? null : becomeLive(newest, into)));
  const after = await logs.change(into, (newest) => (newest === null ? null : withoutMerged(newest, from)));
  await sync(null, live);
  await sync(survivor, after);
  return after;
};

const maxAttempts = 5;
