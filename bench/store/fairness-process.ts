import { parseArgs } from "node:util";
import { widenHeapLimit } from "../../main/heap-limit.ts";
import { onEngine } from "./day-log-contender.ts";
import { engineNamed } from "./engines.ts";
import { timed } from "./rounds.ts";

// One of several processes that book the same day. It reports that it is ready, waits for a message, and sends its times.
const { values } = parseArgs({
  options: {
    prefix: { type: "string", default: "" },
    day: { type: "string", default: "" },
    clients: { type: "string", default: "4" },
    seconds: { type: "string", default: "10" },
  },
});
process.on("disconnect", () => process.exit(1));
const bucket = engineNamed("Ceph RGW");
if (bucket === null) throw new Error("The parent process must start the engine");
// A server on a bucket does the same.
widenHeapLimit();
const { create } = await onEngine(bucket, values.prefix);
const clients = Number(values.clients);
process.once("message", () => {
  timed(clients, Number(values.seconds), async () => {
    await create(values.day);
    return true;
  }).then(
    ({ ms }) => process.send?.(ms, () => process.exit(0)),
    (error: unknown) => {
      throw error;
    },
  );
});
process.send?.("ready");
