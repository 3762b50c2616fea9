import { engines } from "../../../scripts/engine/engines.ts";
import { vitestOn } from "../../../scripts/engine/vitest-on.ts";

// `npm run torture:ci [-- options of vitest]`: starts the engines once, then runs each test on its engine.
const chosen = engines.filter(({ name }) => name === "ceph-rgw" || name === "dynamodb-local");
await vitestOn(chosen, "test/torture/ci/vitest.config.ts", process.argv.slice(2));
