import type { Context } from "hono";
import type { HttpEnv } from "./route.ts";
import type { Services } from "./services.ts";

/**
 * Answers whether the store can be read and written. The result is reused for two seconds, so frequent checks cost
 * nothing.
 */
export const health = ({ settings, health: store, clock }: Services) => {
  let known: { until: number; ok: Promise<boolean> } | null = null;
  const look = async (): Promise<boolean> => {
    try {
      await settings.read();
      return (await store.check()) === null;
    } catch {
      return false; // the caller that read the store logs the reason
    }
  };
  return async (c: Context<HttpEnv>) => {
    if (known === null || known.until <= clock.now()) known = { until: clock.now() + 2_000, ok: look() };
    const ok = await known.ok;
    return c.json({ status: ok ? "ok" : "store_unavailable" }, ok ? 200 : 503);
  };
};
