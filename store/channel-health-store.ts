import type { ChannelRecords, NotedOutcome } from "../domain/message/channel-health.ts";
import type { ChannelKind } from "../domain/message/event.ts";

/** How the channels did lately, for every process on the store. A lost write does no harm: the next send says it again. */
export interface ChannelHealthStore {
  read(): Promise<ChannelRecords>;
  /** Notes what became of a send at `now`, in milliseconds since the epoch. */
  note(kind: ChannelKind, outcome: NotedOutcome, now: number): Promise<void>;
  /**
   * Takes the probe of a failing channel at `now`. False: another message has it, or it is not due. Of many messages that
   * wait, one finds out whether the account works again.
   */
  claimProbe(kind: ChannelKind, now: number): Promise<boolean>;
  /** Returns how many messages the channels took in this process. */
  taken(): number;
  /** Notes whether a call of the text provider had the right signature. */
  noteSignature(isRight: boolean): Promise<void>;
}
