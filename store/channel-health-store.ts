import type { ChannelRecords, NotedOutcome } from "../domain/message/channel-health.ts";
import type { ChannelKind } from "../domain/message/event.ts";

/** How the channels did lately, for every process on the store. A lost write does no harm: the next send says it again. */
export interface ChannelHealthStore {
  read(): Promise<ChannelRecords>;
  /** Notes what became of a send at `now`, in milliseconds since the epoch. */
  note(kind: ChannelKind, outcome: NotedOutcome, now: number): Promise<void>;
  /** Notes whether a call of the text provider had the right signature. */
  noteSignature(isRight: boolean): Promise<void>;
}
