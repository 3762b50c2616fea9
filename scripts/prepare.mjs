// Installs everything that checks and tests need, and nothing else.
import { ensureInstalled } from "./install.mjs";

ensureInstalled({ dev: true });
