import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { beatMs, layout, type WatchdogMemory } from "./watchdog-memory.ts";

/**
 * The watchdog's own thread. A line on stderr once the event loop has not beaten for a second, again at ten seconds, a
 * hundred, and so on, and one when it goes on. A line holds the time, how long, and the id and route pattern of each
 * request under way: never a path, a query, a name or a token.
 */
const firstMs = 1_000;

// This thread is started with it by `startWatchdog`, and by nothing else.
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

// The stream of this thread goes through the other one, which is blocked: only the file descriptor is left.
const write = (event: "event_loop_blocked" | "event_loop_resumed", ms: number): void => {
  const line = { at: new Date().toISOString(), event, ms, requests: requestsUnderWay() };
  writeSync(2, `${JSON.stringify(line)}\n`);
};

let known = -1;
let silentMs = 0;
let next = firstMs;
for (;;) {
  // Its own looks are counted, not the clock: while the whole process is stopped, neither thread is at fault.
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
