import { raiseMarks } from "../../jobs/log/calendar.ts";
import { Compactor } from "../../jobs/log/compactor.ts";
import type { DayLog } from "../../jobs/log/day-log.ts";
import { deleteExpired } from "../../jobs/log/deletion.ts";
import type { LogKind } from "../../jobs/log/log-kind.ts";
import type { LogName } from "../../jobs/log/log-keys.ts";
import { openLog, type ProcessContext } from "../../jobs/log/open-log.ts";
import { seal } from "../../jobs/log/seal.ts";
import { tolerate } from "../../jobs/tolerate.ts";

/** An item as it is now, or the id of one that left. */
export type ListRecord<Item> = { item: Item } | { gone: string };

/** A bounded list of items, each with an id, as one log of records. */
export class ListLog<Item extends { id: string }> {
  readonly #context: ProcessContext;
  readonly #name: LogName;
  readonly #log: DayLog<readonly Item[], ListRecord<Item>>;

  constructor(context: ProcessContext, name: LogName, compactor = new Compactor(context)) {
    this.#context = context;
    this.#name = name;
    this.#log = openLog(context, { name, kind: listKind<Item>() }, compactor);
  }

  async items(): Promise<readonly Item[]> {
    return (await this.#log.read()).state;
  }

  /** Appends what `decide` returns for the newest items. */
  async change(decide: (items: readonly Item[]) => readonly ListRecord<Item>[]): Promise<void> {
    const result = undefined;
    await this.#log.change({ decide: (items) => ({ records: decide(items), result }), findIn: () => null });
    const head = this.#log.knownHead;
    if (head?.n === 1) await tolerate(this.#context.report, () => this.#mark(head));
  }

  /** Marks how far the log reached, and deletes what a snapshot replaced 35 days ago. */
  async upkeep(): Promise<void> {
    const head = await this.#log.read();
    if (head.n === 0) return;
    await this.#mark(head);
    await deleteExpired(this.#context.objects, this.#name);
  }

  /** Makes the entries leave the store in 35 days, because they hold what was removed. */
  async seal(): Promise<void> {
    const { objects, random } = this.#context;
    await seal({ objects, random, name: this.#name, kind: listKind<Item>() }, this.#log);
  }

  async #mark({ n, sum }: { n: number; sum: string }): Promise<void> {
    const { calendar, entry } = this.#name;
    await raiseMarks(this.#context.objects, calendar, new Map([[entry, { n, sum }]]));
  }
}

/** The list in the order in which its items came. An item that changes keeps its place. */
export const listKind = <Item extends { id: string }>(): LogKind<readonly Item[], ListRecord<Item>> => ({
  empty: [],
  apply: (items, record) => {
    if ("gone" in record) return items.filter(({ id }) => id !== record.gone);
    const { item } = record;
    const isKnown = items.some(({ id }) => id === item.id);
    return isKnown ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item];
  },
  recordsOf: (items) => items.map((item) => ({ item })),
});
