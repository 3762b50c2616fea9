import { Worker } from "node:worker_threads";
import type { Watch } from "../http/request-log.ts";
import { beatMs, layout, type WatchdogMemory } from "./watchdog-memory.ts";

/**
 * Detects a blocked event loop from another thread. This thread beats and writes the requests in progress to shared
 * memory. The other thread reads them and writes to stderr itself, so it reports even if this thread never returns.
 */
export interface Watchdog {
  watch: Watch;
  close: () => Promise<void>;
}

export const startWatchdog = (): Watchdog => {
  const memory: WatchdogMemory = { shared: new SharedArrayBuffer(layout.bytes) };
  const beats = new Int32Array(memory.shared, 0, layout.header);
  const texts = new Uint8Array(memory.shared, layout.header * 4);
  const worker = new Worker(new URL("./watchdog-worker.ts", import.meta.url), { workerData: memory });
  worker.unref();
  const beat = setInterval(() => Atomics.add(beats, layout.beat, 1), beatMs);
  beat.unref();
  // The free slots; the next one is last.
  const free = Array.from({ length: layout.slots }, (_, index) => index);
  return {
    watch: (route, requestId) => {
      const slot = free.pop();
      // All slots are in use, so this request is not named.
      if (slot === undefined) return () => undefined;
      const start = slot * layout.slotBytes;
      const { written } = new TextEncoder().encodeInto(
        `${requestId} ${route}`,
        texts.subarray(start + 1, start + layout.slotBytes),
      );
      texts[start] = written;
      return () => {
        texts[start] = 0;
        free.push(slot);
      };
    },
    close: async () => {
      clearInterval(beat);
      await worker.terminate();
    },
  };
};
