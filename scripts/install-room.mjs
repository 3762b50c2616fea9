// Installs the packages of the rooms that are named, unless they are there: `node scripts/install-room.mjs infra`.
// A program of its own, for the terminal: an installation that fails ends the process it runs in.
import { ensureInstalled } from "./install.mjs";

ensureInstalled({ dev: false, rooms: process.argv.slice(2) });
