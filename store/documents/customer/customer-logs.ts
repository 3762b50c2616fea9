import type { CustomerId } from "../../../domain/customer/customer-id.ts";
import type { CustomerRecord } from "../../../domain/customer/customer-record.ts";
import type { StoredCustomer } from "../../customer-store.ts";
import type { LogName } from "../../jobs/log/log-keys.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import { tolerate } from "../../jobs/tolerate.ts";
import { documentKeys } from "../document-keys.ts";
import { DocumentLog, type Revision } from "../document-log.ts";

/** The record of each customer as a log of its own: `customers/<id>/<n>`. */
export class CustomerLogs {
  readonly #context: ProcessContext;
  /** The most recently used last. */
  readonly #logs = new Map<CustomerId, Log>();
  /** Those that this process changed since the last upkeep. Each change of an old one leaves entries to delete. */
  readonly #changed = new Set<CustomerId>();

  constructor(context: ProcessContext) {
    this.#context = context;
  }

  async find(id: CustomerId): Promise<StoredCustomer | null> {
    return stored(await this.#log(id).read());
  }

  /** Applies a pure change to the newest record; null if it does not exist. To remove a record, `apply` returns null. */
  async change(
    id: CustomerId,
    apply: (record: StoredCustomer | null) => CustomerRecord | null,
  ): Promise<StoredCustomer | null> {
    this.#changed.add(id);
    const changed = await this.#log(id).change((value, rev) => {
      const before = stored({ rev, value });
      const after = apply(before);
      return after === before ? value : withoutRev(after);
    });
    return stored(changed);
  }

  /** Makes the earlier entries of a record leave the store in 35 days, because they hold what was removed. */
  async seal(id: CustomerId): Promise<void> {
    await this.#log(id).seal();
  }

  async tidy(id: CustomerId): Promise<void> {
    await this.#log(id).upkeep();
  }

  /** Deletes entries that were replaced long ago, of the records that this process changed. */
  async upkeep(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const id of changed) {
      const isDone = await tolerate(this.#context.report, () => this.tidy(id));
      if (!isDone) this.#changed.add(id);
    }
  }

  #log(id: CustomerId): Log {
    const known = this.#logs.get(id);
    this.#logs.delete(id);
    const log = known ?? new DocumentLog<CustomerRecord | null>(this.#context, customerLog(id), null);
    this.#logs.set(id, log);
    const [oldest] = this.#logs.keys();
    // A log that is forgotten while it writes finishes its changes.
    if (this.#logs.size > mostLogs && oldest !== undefined) this.#logs.delete(oldest);
    return log;
  }
}

type Log = DocumentLog<CustomerRecord | null>;

/** Its calendar object is beside its entries, so that the calendar of the days stays short. */
export const customerLog = (id: CustomerId): LogName => ({
  entries: documentKeys.customer(id),
  snapshots: `snapshots/${documentKeys.customer(id)}`,
  calendar: `${documentKeys.customer(id)}/calendar`,
  entry: id,
});

const stored = ({ rev, value }: Revision<CustomerRecord | null>): StoredCustomer | null =>
  value === null ? null : { ...value, rev };

const withoutRev = (record: CustomerRecord | null): CustomerRecord | null => {
  if (record === null) return null;
  const { rev: _, ...value } = { rev: 0, ...record };
  return value;
};

const mostLogs = 256;
