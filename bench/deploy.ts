import { measureTraffic } from "../test/e2e/release-traffic.ts";
import { median } from "./machine.ts";

export interface DeployRow {
  changes: number;
  seconds: number;
  requests_a_second: number;
  browser_reloads: number;
  wrong: number;
  promote_to_all_new_ms: number;
  rollback_to_all_old_ms: number;
}

/** Measures fifty promotions under traffic, each followed by a rollback. It prints and counts every wrong response. */
export const measureDeploys = async (rounds = 50): Promise<DeployRow> => {
  const traffic = await measureTraffic({ rounds, viewers: 16 });
  for (const line of new Set(traffic.wrong)) console.error(line);
  return {
    changes: traffic.changes,
    seconds: traffic.seconds,
    requests_a_second: traffic.requests / traffic.seconds,
    browser_reloads: traffic.reloads,
    wrong: traffic.wrong.length,
    promote_to_all_new_ms: median(traffic.promote_ms),
    rollback_to_all_old_ms: median(traffic.rollback_ms),
  };
};
