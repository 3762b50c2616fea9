import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { beatMs, layout, type WatchdogMemory } from "./watchdog-memory.ts";

/**
 * The watchdog's thread. It writes a line to stderr when the event loop has not beaten for one second, again at ten, a
 * hundred, and so on, and when the loop resumes. A line holds the time, the duration, and the id and route pattern of
 * each request in progress, but no path, query, name or token.
 */
const firstMs = 1_000;

// `startWatchdog` starts this thread with this data.
const { shared } = workerData as WatchdogMemory;
const beats = new Int32Array(shared, 0, layout.header);
const texts = new Uint8Array(shared, layout.header * 4);
const pause = new Int32Array(new SharedArrayBuffer(4));

const requestsUnderWay = (): { request_id: string; route: string }[] =>
  Array.from({ length: layout.slots }, (_, slot) => {
    const start = slot * layout.slotBytes;
    const length = texts[start] ?? 0;
    return new TextDecoder().decode(texts.slice(start + 1, start + 1 + length)).split(" ");
  }).flatMap(([id, route]) => (id === undefined || route === undefined ? [] : [{ request_id: id, route }]));

// The thread's own stderr stream goes through the blocked main thread, so write to the file descriptor.
const write = (event: "event_loop_blocked" | "event_loop_resumed", ms: number): void => {
  const line = { at: new Date().toISOString(), event, ms, requests: requestsUnderWay() };
  writeSync(2, `${JSON.stringify(line)}\n`);
};

let known = -1;
let silentMs = 0;
let next = firstMs;
for (;;) {
  // Count the checks instead of reading the clock: while the whole process is stopped, neither thread runs.
  Atomics.wait(pause, 0, 0, beatMs);
  const beat = Atomics.load(beats, layout.beat);
  if (beat === known) {
    silentMs += beatMs;
    if (silentMs > next) {
      write("event_loop_blocked", silentMs);
      next *= 10;
    }
  } else {
    if (next > firstMs) write("event_loop_resumed", silentMs);
    known = beat;
    silentMs = 0;
    next = firstMs;
  }
}
