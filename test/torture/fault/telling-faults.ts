import type { Random } from "../../../domain/random.ts";
import { seededFaults, type Fault, type FaultChoice } from "../../../store/objects/wrap/faulty-object-store.ts";
import type { Log } from "../log.ts";

/** `seededFaults` that logs its choices. A read can only be refused. */
export const tellingFaults = (random: Random, rates: Partial<Record<Fault, number>>, log: Log): FaultChoice => {
  const choose = seededFaults(random, rates);
  return (call) => {
    const fault = choose(call);
    const told = fault !== "none" && (call.verb === "put" || call.verb === "delete" || fault === "unavailable");
    if (told) log.fault(`object ${fault}`);
    return fault;
  };
};
