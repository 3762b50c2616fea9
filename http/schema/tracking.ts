import { z } from "@hono/zod-openapi";
import type { TrackedJob } from "../../projection/tracked-job.ts";
import { day, instant, prose, window } from "./field.ts";
import { pricing, stage, status, windowOut } from "./job.ts";

/** The fields of a job that its customer sees: no phone, no street, and only the crew's first name. */
export const trackedJob = z
  .object({
    id: z.string(),
    status,
    stage,
    service: z.string(),
    service_id: z.string(),
    day: z.string().nullable(),
    window: windowOut.nullable(),
    crew_first_name: z.string().nullable(),
    pricing,
    /** The next step, as a code. The page's message catalog has the text. */
    next: z
      .enum([
        "wait_for_quote",
        "answer_quote",
        "schedule",
        "crew_arrives",
        "fill_and_tell",
        "crew_on_the_way",
        "crew_working",
        "collect_soon",
        "new_time",
        "nothing",
      ])
      .openapi({ description: "A code for the next step. Each page has its own text for it." }),
    can: z.array(z.enum(["ready", "cancel", "reschedule", "message"])),
    /** The customer can move or cancel until then. Null if there is no limit, or if they cannot. */
    cutoff_at: instant.nullable(),
    timeline: z.array(z.object({ at: instant, what: z.string() })),
    business: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      time_zone: z.string(),
      locale: z.string(),
    }),
    updated_at: instant,
    rev: z.int(),
    expires_at: instant.nullable(),
  } satisfies Record<keyof TrackedJob, z.ZodType>)
  .openapi("TrackedJob");

export const readyInput = z.strictObject({ note: prose("message").optional() }).openapi("ReadyInput");
export const cancelInput = z.strictObject({ reason: prose("reason").optional() }).openapi("CancelInput");
export const rescheduleInput = z.strictObject({ day, window }).openapi("RescheduleInput");
export const messageInput = z.strictObject({ text: prose("message") }).openapi("MessageInput");
