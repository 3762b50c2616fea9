// Loaded before a server by `--import`: says which functions ran between two messages. Plain JavaScript, because it runs in
// the process of any commit.
import { Session } from "node:inspector/promises";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
// Each reading sets the counts back to zero.
process.on("message", () => {
  void session.post("Profiler.takePreciseCoverage").then(({ result }) => process.send(result));
});
process.channel?.unref();
