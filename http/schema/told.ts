import { z } from "@hono/zod-openapi";
import { customerEvents } from "../../domain/message/event.ts";
import { languages } from "../../domain/message/language.ts";
import type { Foreseen, ForeseenMessage, Silence } from "../../notify/foresee.ts";
import { instant, pathId } from "./field.ts";
import { extendInput, jobInput, jobPatch, statusInput } from "./job-input.ts";
import { approvalInput, offerInput } from "./price-change.ts";
import { arrivalInput, visitInput, visitPatch, visitStateInput } from "./visit.ts";

/** A change of a job by the call that would make it, with that call's body. */
const calls = {
  create_job: jobInput,
  patch_job: jobPatch,
  set_job_status: statusInput,
  extend_job: extendInput,
  send_quote: offerInput,
  approve_quote: approvalInput,
  add_visit: visitInput,
  patch_visit: visitPatch,
  set_visit_state: visitStateInput,
  set_arrival: arrivalInput,
};

export const toldInput = z
  .strictObject({
    job: pathId.optional().openapi({ description: "Left out only for a new job." }),
    visit: pathId.optional().openapi({ description: "For a call that changes one visit." }),
    ...calls,
  })
  .partial()
  .refine((input) => Object.keys(calls).filter((name) => name in input).length === 1, {
    path: ["job"],
    message: "Name exactly one call, with its body.",
  })
  .openapi("ToldInput", { description: "The body of one call, under the name of that call." });

const silence = z.enum([
  "asked_for_none",
  "no_address",
  "no_consent",
  "opted_out",
  "do_not_text",
  "landline",
  "unreachable",
  "unsubscribed",
  "abroad",
  "not_set_up",
  "failing",
  "day_limit",
  "switched_off",
  "event_off",
  "not_sent_by_job",
  "too_late",
  "paused",
  "refused",
] as const satisfies Silence[]);

export const told = z
  .object({
    messages: z.array(
      z.object({
        event: z.enum(customerEvents),
        via: z.enum(["text", "email"]),
        to: z.string(),
        language: z.enum(languages),
        subject: z.string().nullable(),
        text: z.string(),
        held_until: instant
          .nullable()
          .openapi({ description: "When a text goes out that waits for the end of the night." }),
      } satisfies Record<keyof ForeseenMessage, z.ZodType>),
    ),
    silence: silence.nullable().openapi({
      description: "Why a change that is news for the customer sends nothing. Null if it is no news for them.",
    }),
  } satisfies Record<keyof Foreseen, z.ZodType>)
  .openapi("Told");
