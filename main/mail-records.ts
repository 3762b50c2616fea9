import { Resolver } from "node:dns/promises";
import type { LookUpTexts } from "../notify/mail-domain.ts";

/** Looks names up by the name servers of this machine, each within the time limit. */
export const mailRecords = ({
  timeout_ms = 3_000,
  servers,
}: { timeout_ms?: number; servers?: string[] } = {}): LookUpTexts => {
  return async (name) => {
    const resolver = new Resolver({ timeout: timeout_ms, tries: 1 });
    if (servers !== undefined) resolver.setServers(servers);
    // With several name servers each has a time limit of its own.
    const timer = setTimeout(() => resolver.cancel(), timeout_ms);
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
    } catch (error) {
      if (error instanceof Error && "code" in error && (error.code === "ENOTFOUND" || error.code === "ENODATA"))
        return null;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
};
