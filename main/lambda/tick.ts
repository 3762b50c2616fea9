import { instantOf, type Clock } from "../../domain/clock.ts";
import { isFailing } from "../../domain/message/channel-health.ts";
import type { ApiStage } from "../deployment.ts";
import type { Tailboard } from "../open-tailboard.ts";
import { sweep } from "../sweep.ts";
import type { Services } from "../../http/services.ts";
import type { LogLine, TickRecord } from "./log.ts";

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
  let messages: MessageCounts = { sent: null, parked: null, channel_failing: null };
  try {
    const { services, hourly, runDaily, drainReplies, runAlerts, releaseChannels } = await open();
    const before = services.channelHealth.taken();
    await runDaily();
    // The sweep and the log line need the rest of the function's 29 seconds.
    const until = started + sending_ms;
    waiting = await services.jobs.drain({ until: instantOf(until) });
    const next = services.jobs.nextSendAt();
    if (next !== null && next < Math.min(clock.now() + soon_ms, until)) {
      // Once: "On my way" waits 15 seconds for an undo, and the next tick is a minute away.
      await clock.sleep(Math.max(0, next - clock.now()));
      waiting = await services.jobs.drain({ until: instantOf(until) });
    }
    waiting += await drainReplies();
    await runAlerts();
    messages = await countMessages(services, before);
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
    ...messages,
    ms: clock.now() - started,
    code: waiting === null ? "store_unavailable" : null,
  });
  return null;
};

type MessageCounts = Pick<TickRecord, "sent" | "parked" | "channel_failing">;

const countMessages = async (
  { conversations, channelHealth }: Pick<Services, "conversations" | "channelHealth">,
  before: number,
): Promise<MessageCounts> => {
  const [tray, { text, email }] = await Promise.all([conversations.tray(), channelHealth.read()]);
  return {
    sent: channelHealth.taken() - before,
    parked: tray.length,
    channel_failing: [text, email].filter((record) => isFailing(record)).length,
  };
};

const sending_ms = 18_000;
const soon_ms = 10_000;
