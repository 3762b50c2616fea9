import { epochOf } from "../domain/clock.ts";
import { addDays, dayIn, daysBetween, instantIn, sameWindow, type Day, type Time } from "../domain/day.ts";
import { isOpen, nextOpenVisit, type HistoryEntry, type Job, type Visit } from "../domain/job.ts";
import { visitIn } from "../domain/recorded-change.ts";
import { plannedEnd, type RentalPeriod } from "../domain/rental/rental-period.ts";
import type { Finished } from "../store/daily-store.ts";
import type { NewSend } from "../store/queued-entry.ts";
import { entryId } from "../store/entry-id.ts";
import { eventRules } from "./event.ts";
import { reachableBy } from "./plan.ts";

/**
 * Messages that time causes are not stored ahead. Each day a run derives them from that day, so a visit that was moved or
 * cancelled needs no other plan. The wall clock of the business decides, also on days of 23 or 25 hours.
 */
export interface DailyRules {
  zone: string;
  /** When the reminders of tomorrow's visits go out. */
  reminder_at: Time;
}

export interface DailyRun {
  kind: keyof Finished;
  day: Day;
  /** The newest day that was finished before. */
  since: Day;
}

/** A message that a run asks a job for. The key makes a repetition harmless. */
export interface DailyAsk {
  job: Job["id"];
  key: string;
  plan: (job: Job, now: number) => NewSend[];
}

/**
 * Returns the runs that are due. Reminders are for tomorrow's visits, and for today's if yesterday's run was missed.
 * Earlier days are over.
 */
export const runsDue = (finished: Finished, now: number, { zone, reminder_at }: DailyRules): DailyRun[] => {
  const today = dayIn(zone, now);
  const isPast = (time: Time): boolean => now >= epochOf(instantIn(zone, today, time));
  const rentals = isPast(rentalsAt) ? [today] : [];
  const reminders = isPast(reminder_at) ? [today, addDays(today, 1)] : [today];
  const due = (kind: DailyRun["kind"], days: readonly Day[]): DailyRun[] =>
    days.filter((day) => day > finished[kind]).map((day) => ({ kind, day, since: finished[kind] }));
  return [...due("rental", rentals), ...due("reminder", reminders)];
};

/** Returns the reminder of a job's visit on the day of a run; null if it has none. */
export const reminderAsk = (job: Job, { day }: DailyRun, rules: DailyRules): DailyAsk | null => {
  const visit = nextOpenVisit(job);
  if (visit?.day !== day || visit.state !== "scheduled") return null;
  const cause = `${visit.id}|${day}|${visit.window?.start ?? "any"}`;
  return {
    job: job.id,
    key: `reminder|${cause}`,
    plan: (newest, now) => planReminder(newest, visit, cause, { now, rules }),
  };
};

const planReminder = (
  job: Job,
  asked: Visit,
  cause: string,
  { now, rules: { zone, reminder_at } }: { now: number; rules: DailyRules },
): NewSend[] => {
  const visit = nextOpenVisit(job);
  if (visit?.id !== asked.id || visit.day === null || visit.day !== asked.day) return [];
  if (!sameWindow(visit.window, asked.window) || visit.state !== "scheduled") return [];
  // The message of the booking or of the move has just said it.
  const runAt = epochOf(instantIn(zone, addDays(visit.day, -1), reminder_at));
  if (setAt(job, visit) > runAt - tooRecent_ms) return [];
  const expires = epochOf(instantIn(zone, visit.day, visit.window?.start ?? anyTimeBegins)) - hour_ms;
  const message = customerMessage(job, "reminder", cause);
  if (expires <= now || message === null) return [];
  return [
    {
      ...message,
      visit: { id: visit.id, day: visit.day, window: visit.window },
      while: "visit_scheduled",
      expires_at: expires,
    },
  ];
};

/** Returns when the present day, window and address of a visit were set. */
const setAt = ({ history }: Job, { id }: Visit): number =>
  epochOf(history.findLast((entry) => entry.from === null || isSetBy(entry, id))?.at ?? "");

const isSetBy = ({ from, to }: HistoryEntry, id: string): boolean => {
  if (to?.location !== undefined) return true;
  const [was, is] = [from, to].map((held) => visitIn(held, id) ?? held?.visits?.find((visit) => visit.id === id));
  if (was === undefined && is === undefined) return false;
  return was?.day !== is?.day || !sameWindow(was?.window ?? null, is?.window ?? null);
};

/** Returns what a run says about the rentals of a job: that they end, or that they are overdue. */
export const rentalAsks = (job: Job, run: DailyRun, rules: DailyRules): DailyAsk[] =>
  (job.equipment ?? []).flatMap((period) => {
    const planned = rentalNotice(job, period, run);
    if (planned === null) return [];
    const { event, end, overdue } = planned;
    const cause = `${period.id}|${end}|${overdue}`;
    return [
      {
        job: job.id,
        key: `rental|${cause}`,
        plan: (newest: Job, now: number): NewSend[] => {
          const same = newest.equipment?.find(({ id }) => id === period.id);
          const again = same === undefined ? null : rentalNotice(newest, same, run);
          if (again?.event !== event || again.end !== end) return [];
          const last = event === "rental_due" ? end : run.day;
          const expires = epochOf(instantIn(rules.zone, last, evening));
          const message = customerMessage(newest, event, cause);
          if (expires <= now || message === null) return [];
          return [
            {
              ...message,
              facts: { period: period.id, end, overdue_days: overdue },
              visit: null,
              while: event === "rental_due" ? "still_on_site_not_ready" : "still_on_site_past_end",
              expires_at: expires,
            },
          ];
        },
      },
    ];
  });

interface RentalNotice {
  event: "rental_due" | "rental_overdue";
  end: Day;
  overdue: number;
}

/** Returns the newest notice that became due after `since`. */
const rentalNotice = (job: Job, period: RentalPeriod, { day, since }: DailyRun): RentalNotice | null => {
  if (job.rental === undefined || !isOpen(job)) return null;
  const [delivery, removal] = [period.delivered_by, period.removed_by].map((of) =>
    job.visits.find(({ id }) => id === of),
  );
  if (delivery?.state !== "done" || removal === undefined || removal.state === "done") return null;
  const end = plannedEnd(period, job.rental.count_delivery_day);
  const became = (on: Day): boolean => on > since && on <= day;
  if (end >= day) {
    const isOnRequest = removal.day === null && period.ready_on === null;
    return became(addDays(end, -1)) && isOnRequest ? { event: "rental_due", end, overdue: 0 } : null;
  }
  // A customer who named a day waits for the business, which costs nothing. A pickup that is still ahead has a reminder.
  const isAgreed =
    period.ready_on !== null || period.asked_for !== null || (removal.day !== null && removal.day >= day);
  if (isAgreed) return null;
  const nights = overdueNights(daysBetween(end, day));
  return nights !== null && became(addDays(end, nights)) ? { event: "rental_overdue", end, overdue: nights } : null;
};

/** Returns the newest overdue day with a notice: 1, 3, 7 and then each week. */
const overdueNights = (nights: number): number | null => {
  if (nights >= 7) return nights - (nights % 7);
  return nights >= 3 ? 3 : nights >= 1 ? 1 : null;
};

/** Returns what a message to the customer has in any case; null if the customer wants none, or has no address. */
const customerMessage = (job: Job, event: "reminder" | RentalNotice["event"], cause: string) => {
  const channels = reachableBy(job, eventRules[event].route.channels);
  const [first] = channels;
  if (first === undefined) return null;
  return {
    kind: "send",
    id: entryId({ event, audience: "customer", channel: first, cause: `${job.id}|${cause}` }),
    event,
    audience: "customer",
    channels,
    lane: `customer/${first}`,
    cause,
    not_before: 0,
    quiet: "hold",
  } satisfies Partial<NewSend>;
};

const rentalsAt: Time = "10:00";
const evening: Time = "20:00";
/** A visit at any time may begin with the day's work. */
const anyTimeBegins: Time = "12:00";
const hour_ms = 3_600_000;
const tooRecent_ms = 12 * hour_ms;
