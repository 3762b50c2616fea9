/** What the two threads of the watchdog share: a count of beats, and the requests that are under way. */
export interface WatchdogMemory {
  shared: SharedArrayBuffer;
}

/** How often the event loop beats, and the other thread looks. */
export const beatMs = 250;

const header = 1;
const slots = 16;
/** One byte for the length, then `<request id> <route>`, both ASCII. */
const slotBytes = 128;

export const layout = {
  header,
  /** Where the count of beats is, in 32-bit words. */
  beat: 0,
  slots,
  slotBytes,
  bytes: header * 4 + slots * slotBytes,
} as const;
