import { instantOf, type Clock } from "../../domain/clock.ts";
import type { LogRecord } from "../../http/request-log.ts";
import type { ApiStage } from "../deployment.ts";

/** The lines that the function prints. The alarms in infra/alarm/ read these names. */
export type LogLine = LogRecord | TickRecord | FaultRecord;

export interface TickRecord {
  at: string;
  tick: ApiStage;
  /** How many outbox entries are waiting. Null if the store did not answer. */
  outbox_waiting: number | null;
  /** How many messages the channels took in this tick. */
  sent: number | null;
  /** How many messages were not sent and wait for a person. */
  parked: number | null;
  /** How many of the two channels refuse every message. */
  channel_failing: number | null;
  ms: number;
  code: "store_unavailable" | null;
}

/** A fault of ours, without its text, which may quote a name, a key or a token. */
export interface FaultRecord {
  at: string;
  fault: string;
  /** The names of the causes, outermost first: `S3ServiceException`. */
  causes: string[];
  /** The place in the bundle that threw it. */
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
