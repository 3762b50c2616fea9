import { instantOf, type Clock } from "../../domain/clock.ts";
import type { LogRecord } from "../../http/request-log.ts";
import type { ApiStage } from "../deployment.ts";

/** Every line that the function prints is one of these. The alarms read them by these names: infra/alarm/. */
export type LogLine = LogRecord | TickRecord | FaultRecord;

export interface TickRecord {
  at: string;
  tick: ApiStage;
  /** What committed changes have still left to do elsewhere; null where the store could not be asked. */
  outbox_waiting: number | null;
  ms: number;
  code: "store_unavailable" | null;
}

/** A fault of ours. Never its text, which may quote a name, a key or a token. */
export interface FaultRecord {
  at: string;
  fault: string;
  /** The names of what caused it, outermost first: `S3ServiceException`. */
  causes: string[];
  /** Where in the bundle it was thrown. */
  where: string | null;
}

export const faultOf = (error: unknown, clock: Clock): FaultRecord => {
  const causes: string[] = [];
  let cause: unknown = error instanceof Error ? error.cause : undefined;
  while (cause instanceof Error && causes.length < 5) {
    causes.push(plainName(cause));
    cause = cause.cause;
  }
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return {
    at: instantOf(clock.now()),
    fault: error instanceof Error ? plainName(error) : typeof error,
    causes,
    where: /([\w.-]+\.m?[jt]s:\d+:\d+)\)?$/m.exec(stack)?.[1] ?? null,
  };
};

const plainName = ({ name }: Error): string => (/^\w{1,60}$/.test(name) ? name : "Error");
