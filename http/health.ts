import type { Context } from "hono";
import type { HttpEnv } from "./route.ts";
import type { Services } from "./services.ts";

/** Whether the store answers and takes what is written; asked of it at most every two seconds, however often it is asked of us. */
export const health = ({ settings, health: store, clock }: Services) => {
  let known: { until: number; ok: Promise<boolean> } | null = null;
  const look = async (): Promise<boolean> => {
    try {
      await settings.read();
      return (await store.check()) === null;
    } catch {
      return false; // why it is not well is in the log of whoever asked the store first
    }
  };
  return async (c: Context<HttpEnv>) => {
    if (known === null || known.until <= clock.now()) known = { until: clock.now() + 2_000, ok: look() };
    const ok = await known.ok;
    return c.json({ status: ok ? "ok" : "store_unavailable" }, ok ? 200 : 503);
  };
};
