import type { Message } from "../../../domain/message/conversation.ts";
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

  /** A repetition changes nothing. The oldest leave a full tray; their conversations still show them. */
  async add(entries: readonly TrayEntry[]): Promise<void> {
    await this.#log.change((items) => {
      const isKnown = new Set(items.map(({ id }) => id));
      const added = entries.filter(({ message }) => !isKnown.has(message)).slice(-mostEntries);
      const surplus = Math.max(0, items.length + added.length - mostEntries);
      return [
        ...items.slice(0, added.length === 0 ? 0 : surplus).map(({ id }) => ({ gone: id })),
        ...added.map((entry) => ({ item: { ...entry, id: entry.message } })),
      ];
    });
  }

  async remove(isOver: (entry: TrayEntry) => boolean): Promise<void> {
    await this.#log.change((items) => items.filter(isOver).map(({ id }) => ({ gone: id })));
  }

  seal(): Promise<void> {
    return this.#log.seal();
  }

  upkeep(): Promise<void> {
    return this.#log.upkeep();
  }
}

/** What the tray lists of a message. */
export const trayEntryOf = (
  { id, at, via, event, job, code }: Message,
  of: Pick<TrayEntry, "conversation" | "contact" | "name">,
): TrayEntry => ({ message: id, ...of, at, via, event: event ?? null, job: job ?? null, code: code ?? null });

const withoutId = (item: Kept): TrayEntry => {
  const { id: _, ...entry } = item;
  return entry;
};

const mostEntries = 500;
