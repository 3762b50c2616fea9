import { z } from "@hono/zod-openapi";
import { instant, pathId } from "./field.ts";

const channelHealth = z
  .object({
    state: z.enum(["not_set_up", "ok", "failing", "paused"]),
    detail: z.string().openapi({ description: "What that means and what to do." }),
    sender: z.string().nullable(),
    source: z.enum(["environment", "settings"]).nullable(),
    since: instant.nullable().openapi({ description: "Since when every message fails." }),
    code: z.string().nullable(),
    last_success: instant.nullable(),
    waiting: z.int().openapi({ description: "Messages that are not sent yet." }),
    parked: z.int().openapi({ description: "Messages that were not sent and wait for a person." }),
  })
  .openapi("ChannelHealth");

export const messageHealth = z
  .object({
    text: channelHealth,
    email: channelHealth,
    texts_today: z
      .object({ used: z.int(), limit: z.int() })
      .openapi({ description: "How many texts went out today. At the limit, messages go by email." }),
    paused: z.enum(["copied", "moved", "not_started", "shifted_clock"]).nullable(),
    signature_mismatch: z.boolean().openapi({
      description: "True if the text provider's calls have wrong signatures. Check `TAILBOARD_SITE_URL` and the token.",
    }),
  })
  .openapi("MessageHealth");

/** `to` is a phone number for a text, and an address for an email. */
export const testInput = z
  .strictObject({ channel: z.enum(["text", "email"]), to: z.string().min(1, "Required.").max(254, "Too long.") })
  .openapi("MessageTestInput");

export const testResult = z
  .object({
    outcome: z.enum(["accepted", "refused", "down", "misconfigured", "unknown"]),
    code: z.string().nullable(),
    detail: z.string(),
  })
  .openapi("MessageTestResult");

const unsentMessage = z.object({
  id: z.string(),
  at: instant,
  name: z.string(),
  via: z.enum(["text", "email", "page"]),
  event: z.string().nullable(),
  job: z.string().nullable(),
});

export const resumed = z
  .object({
    paused: z.string().nullable(),
    sent: z.array(z.string()).openapi({ description: "The old ids of the messages that go out now." }),
    refused: z
      .array(z.object({ id: z.string(), code: z.string() }))
      .openapi({ description: "Chosen messages that cannot go out. They stay in the list." }),
    unsent: z.array(unsentMessage).openapi({
      description: "Messages that were not sent. They stay in the list until a person sends them again.",
    }),
  })
  .openapi("MessagesResumed");

export const resumeInput = z
  .strictObject({
    send: z
      .array(pathId)
      .max(200, "Choose at most 200 messages.")
      .default([])
      .openapi({ description: "The ids of the listed messages that still go out." }),
    preview: z.boolean().default(false).openapi({ description: "True only lists what was not sent." }),
  })
  .openapi("MessagesResumeInput");
