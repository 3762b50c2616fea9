/** The memory that both threads of the watchdog share: a count of beats, and the requests in progress. */
export interface WatchdogMemory {
  shared: SharedArrayBuffer;
}

/** The interval of the beats and of the checks. */
export const beatMs = 250;

const header = 1;
const slots = 16;
/** One byte for the length, then `<request id> <route>`, both ASCII. */
const slotBytes = 128;

export const layout = {
  header,
  /** The index of the beat count, in 32-bit words. */
  beat: 0,
  slots,
  slotBytes,
  bytes: header * 4 + slots * slotBytes,
} as const;
