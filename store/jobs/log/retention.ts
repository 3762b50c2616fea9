/**
 * How long a process trusts what it knows about the head of a log, in milliseconds of store time.
 *
 * A put-if-absent at a deleted number succeeds, and a get there answers `missing`. So an answer counts only if it arrives
 * within this window after the process last proved that its next number was free.
 */
export const trustWindow_ms = 86_400_000;

/**
 * How long an entry stays after a snapshot that covers it was named, in milliseconds of store time. The difference to
 * the trust window covers every delay between a store's decision and its answer.
 */
export const retention_ms = 35 * 86_400_000;

/** How long the parts of a superseded snapshot stay for readers that read the calendar before it changed. */
export const supersededSnapshot_ms = 2 * 86_400_000;

/** The time between two snapshots that wait to become the floor. So entries stay for 35 to 42 days in a busy log. */
export const agingSpacing_ms = 7 * 86_400_000;
