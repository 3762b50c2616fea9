import { engines, mailServers, proxies } from "./engines.ts";
import { vitestOn } from "./vitest-on.ts";

// `npm run test:engines [-- --only <engine>] [vitest options]`: starts every engine and runs test/engines on them.
const args = process.argv.slice(2);
const only = args[0] === "--only" ? args.splice(0, 2)[1] : undefined;
const all = [...engines, ...proxies, ...mailServers];
const chosen = all.filter(({ name }) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`There is no engine ${only}. Engines: ${all.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
await vitestOn(chosen, "test/engines/vitest.config.ts", args);
