import { freshId } from "../domain/random.ts";
import type { Clock } from "../domain/clock.ts";
import { buildEdgeFunction } from "../edge/build.ts";
import { emptyTable } from "../edge/edge-code.ts";
import { openLedger } from "../release/ledger.ts";
import { openLocalCdn, type LocalCdn, type LocalCdnOptions } from "../release/local/local-cdn.ts";
import type { Shipping } from "../release/shipping.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";
import { systemRandom } from "./ambient.ts";

export interface ShippingOptions {
  stores: { objects: ObjectStore; publicObjects: ObjectStore };
  clock: Clock;
  who: string;
  progress: (line: string) => void;
  onFault: (error: unknown) => void;
  ask?: LocalCdnOptions["ask"];
  pace?: LocalCdnOptions["pace"];
}

/** The edge of this machine, and the ledger of these stores. */
export const openShipping = (options: ShippingOptions): Shipping & { cdn: LocalCdn } => {
  const { stores, clock, who, progress, onFault, ask = askHttp, pace } = options;
  const random = systemRandom;
  return {
    cdn: openLocalCdn({
      objects: stores.publicObjects,
      random,
      ask,
      initial: (kind) => buildEdgeFunction({ table: emptyTable(kind) }),
      ...(pace === undefined ? {} : { pace }),
    }),
    ledger: openLedger({ objects: stores.objects, clock, random, process: freshId(random), report: onFault }),
    objects: stores.publicObjects,
    clock,
    random,
    who,
    progress,
  };
};

/** Null where nobody listens: the server has stopped, or never was. */
const askHttp: LocalCdnOptions["ask"] = async (url) => {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  } catch (error) {
    const cause: unknown = error instanceof Error ? error.cause : null;
    if (cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED") return null;
    return { status: 0, headers: {}, body: String(error) };
  }
};
