// `prepare.mjs`: installs what checks and tests need. `prepare.mjs infra …`: installs only what these workspaces need to run.
// A program of its own, because a failed installation ends the process that runs it.
import { ensureInstalled } from "./install.mjs";

const rooms = process.argv.slice(2);
ensureInstalled(rooms.length === 0 ? { dev: true } : { dev: false, rooms });
