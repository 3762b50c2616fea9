import { entryOf, shardOf, shards, type CustomerEntry } from "../../domain/customer/customer-entry.ts";
import type { CustomerId } from "../../domain/customer/customer-id.ts";
import { isSameEntry, type CustomerIndex, type WrongEntry } from "../documents/customer/customer-index.ts";
import { customersIn } from "../documents/customer/stored-customers.ts";
import { documentKeys } from "../documents/document-keys.ts";
import type { Finding } from "../upkeep.ts";
import { isSettledCustomer, surveyCustomer, type SurveyedCustomer } from "./survey-customer.ts";
import { unlessUnreadable, type UpkeepContext } from "./upkeep-context.ts";

/** Compares the index with the records, which are the authority. It reads the index before the first record. */
export class IndexCheck {
  /** By shard. A shard that cannot be read is a finding of its own, and is left out. */
  readonly #entries = new Map<string, Map<CustomerId, CustomerEntry>>();
  readonly #wrong = new Map<string, WrongEntry[]>();

  async read(index: Pick<CustomerIndex, "read">, names: readonly string[] = shards): Promise<this> {
    for (const shard of names) {
      const entries = await unlessUnreadable(index.read(shard));
      if (entries !== "unreadable") this.#entries.set(shard, new Map(entries.map((entry) => [entry.id, entry])));
    }
    return this;
  }

  visit(customer: SurveyedCustomer, now_ms: number): void {
    const { id, stored } = customer;
    const shard = shardOf(id);
    const entries = this.#entries.get(shard);
    if (entries === undefined) return;
    const was = entries.get(id) ?? null;
    entries.delete(id);
    if (stored === null || !isSettledCustomer(customer, now_ms)) return;
    const entry = stored.value === null ? null : entryOf(stored.value, stored.rev);
    if (isSameEntry(was, entry)) return;
    this.#wrong.set(shard, [...(this.#wrong.get(shard) ?? []), { id, was, entry }]);
  }

  /** Returns the customers of the index that no visited record is of. A record is never deleted, so theirs are lost. */
  lost(): CustomerId[] {
    return [...this.#entries.values()].flatMap((entries) => [...entries.keys()]);
  }

  wrong(shard: string): readonly WrongEntry[] {
    return this.#wrong.get(shard) ?? [];
  }

  findings(): Finding[] {
    return [...this.#wrong].map(([shard, wrong]) => ({
      kind: "customer_index_behind",
      where: documentKeys.customerShard(shard),
      detail: describe(wrong),
      repairable: true,
    }));
  }
}

/** Makes the wrong entries of one shard again from the records. Returns false if it has none any more. */
export const correctIndex = async ({ objects, customers, clock }: UpkeepContext, where: string): Promise<boolean> => {
  const shard = where.slice(documentKeys.customerShard("").length);
  const check = await new IndexCheck().read(customers.index, [shard]);
  for await (const id of customersIn(objects))
    if (shardOf(id) === shard) check.visit(await surveyCustomer(objects, id), clock.now());
  const wrong = check.wrong(shard);
  if (wrong.length > 0) await customers.index.correct(shard, wrong);
  return wrong.length > 0;
};

const describe = (wrong: readonly WrongEntry[]): string => {
  const missing = wrong.filter(({ was }) => was === null).length;
  const leftOver = wrong.filter(({ entry }) => entry === null).length;
  const counts: [number, string][] = [
    [missing, "missing"],
    [wrong.length - missing - leftOver, "out of date"],
    [leftOver, "left over"],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `This part of the list of customers differs from the records. Entries: ${parts.join(", ")}.`;
};
