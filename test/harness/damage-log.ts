import type { ObjectStore } from "../../store/port/object-store.ts";

/**
 * Puts an entry that cannot be read after the newest entry of a log, such as `days/2026-11-27`. Every process notices it
 * at its next read.
 */
export const damageLog = async (objects: ObjectStore, log: string): Promise<void> => {
  const listed = await objects.list(`${log}/`);
  if (listed.outcome !== "listed" || listed.keys.length === 0) throw new Error(`There is no log ${log}`);
  const next = Number(listed.keys.at(-1)?.slice(log.length + 1)) + 1;
  const put = await objects.put(`${log}/${String(next).padStart(8, "0")}`, new TextEncoder().encode("{"), "absent");
  if (put.outcome !== "stored") throw new Error(put.outcome);
};
