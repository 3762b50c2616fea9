import type { PageName } from "../edge/edge-code.ts";
import type { Shipping } from "../release/shipping.ts";
import { Failed, localProblem, UsageError } from "./failure.ts";
import { say, userName } from "./terminal.ts";

/** Opens what the release verbs work with, in the stores that the environment names. */
export const openOwnShipping = async (): Promise<Shipping> => {
  const [{ readConfig, ConfigError }, { openTailboard }, { openShipping }, { systemClock }] = await Promise.all([
    import("../main/config.ts"),
    import("../main/open-tailboard.ts"),
    import("../main/open-shipping.ts"),
    import("../main/ambient.ts"),
  ]);
  try {
    const config = readConfig(process.env);
    const onFault = (error: unknown) => say(`fault: ${String(error)}`);
    if (config.store.kind === "memory")
      throw new ConfigError(
        "TAILBOARD_STORE is memory:, which no other process sees; release verbs need one that lasts.",
      );
    const stores = await openTailboard(config, { urls: { site: "", dashboard: "" }, onFault });
    return openShipping({ stores, clock: systemClock(), who: userName(), progress: say, onFault });
  } catch (error) {
    if (error instanceof ConfigError) throw new Failed(localProblem("invalid", error.message));
    throw error;
  }
};

/** Runs a verb and turns its refusals into problems. */
export const shipped = async <T>(act: (shipping: Shipping) => Promise<T>): Promise<T> => {
  const shipping = await openOwnShipping();
  const [{ ShippingRefused }, { CdnFailed }, { StoreUnavailable }] = await Promise.all([
    import("../release/shipping.ts"),
    import("../release/pointer.ts"),
    import("../store/job-store.ts"),
  ]);
  try {
    return await act(shipping);
  } catch (error) {
    if (error instanceof ShippingRefused)
      throw new Failed(localProblem("invalid", error.message), error.hint === null ? [] : [error.hint]);
    if (error instanceof CdnFailed || error instanceof StoreUnavailable)
      throw new Failed(localProblem("store_unavailable", error.message), ["tailboard status says what is live."]);
    throw error;
  }
};

export const readOnly = (typed: string | undefined): PageName | null => {
  if (typed === undefined) return null;
  if (typed === "track" || typed === "book" || typed === "dashboard") return typed;
  if (typed === "api")
    throw new Failed(
      localProblem("invalid", "On this machine the API is the server itself: it changes when you start it again."),
    );
  throw new UsageError("--only takes track, book, dashboard or api.");
};
