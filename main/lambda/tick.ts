import { instantOf, type Clock } from "../../domain/clock.ts";
import type { ApiStage } from "../deployment.ts";
import type { Tailboard } from "../open-tailboard.ts";
import { sweep } from "../sweep.ts";
import type { LogLine } from "./log.ts";

/**
 * Runs each minute: queues what today's date causes, drains the outbox and does the work that only time triggers. It never throws, because the next
 * minute tries again and Lambda would log the error's text. A missing line raises an alarm.
 */
export const tick = async (
  stage: ApiStage,
  open: () => Promise<
    Pick<Tailboard, "services" | "hourly" | "runDaily" | "drainReplies" | "runAlerts" | "releaseChannels">
  >,
  { clock, print, onFault }: { clock: Clock; print: (line: LogLine) => void; onFault: (error: unknown) => void },
): Promise<null> => {
  const started = clock.now();
  let waiting: number | null = null;
  try {
    const { services, hourly, runDaily, drainReplies, runAlerts, releaseChannels } = await open();
    await runDaily();
    // The sweep and the log line need the rest of the function's 29 seconds.
    waiting = await services.jobs.drain({ until: instantOf(started + sending_ms) });
    waiting += await drainReplies();
    await runAlerts();
    // A connection does not survive until the next minute.
    releaseChannels();
    // It reports its failures.
    await services.webhookRunner.drain({ until: started + sending_ms });
    await sweep(services, hourly);
  } catch (error) {
    onFault(error);
  }
  print({
    at: instantOf(started),
    tick: stage,
    outbox_waiting: waiting,
    ms: clock.now() - started,
    code: waiting === null ? "store_unavailable" : null,
  });
  return null;
};

const sending_ms = 18_000;
