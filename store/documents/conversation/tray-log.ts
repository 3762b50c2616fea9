import type { TrayEntry } from "../../conversation-store.ts";
import { documentLog } from "../../jobs/log/log-keys.ts";
import type { ProcessContext } from "../../jobs/log/open-log.ts";
import { documentKeys } from "../document-keys.ts";
import { ListLog } from "./list-log.ts";

type Kept = TrayEntry & { id: string };

/** The messages that were not sent and wait for a person, as one log: `tray/<n>`. */
export class TrayLog {
  readonly #log: ListLog<Kept>;

  constructor(context: ProcessContext) {
    this.#log = new ListLog<Kept>(context, documentLog(documentKeys.tray));
  }

  /** The newest first. */
  async entries(): Promise<TrayEntry[]> {
    return (await this.#log.items()).map(withoutId).toReversed();
  }

  /** A repetition changes nothing. The oldest leaves a full tray; its conversation still shows it. */
  async add(entry: TrayEntry): Promise<void> {
    await this.#log.change((items) => {
      if (items.some(({ id }) => id === entry.message)) return [];
      const gone = items.slice(0, Math.max(0, items.length - mostEntries + 1)).map(({ id }) => ({ gone: id }));
      return [...gone, { item: { ...entry, id: entry.message } }];
    });
  }

  async remove(isOver: (entry: TrayEntry) => boolean): Promise<void> {
    await this.#log.change((items) => items.filter(isOver).map(({ id }) => ({ gone: id })));
  }

  upkeep(): Promise<void> {
    return this.#log.upkeep();
  }
}

const withoutId = (item: Kept): TrayEntry => {
  const { id: _, ...entry } = item;
  return entry;
};

const mostEntries = 500;
