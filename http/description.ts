import { z } from "@hono/zod-openapi";
import { scopes } from "../domain/access/scope.ts";
import type { ProblemCode } from "../domain/domain-error.ts";
import { problems } from "./problem.ts";
import { customer } from "./schema/customer.ts";
import { job, windowOut } from "./schema/job.ts";
import { conversation, whyNot } from "./schema/message.ts";
import { messageSettings } from "./schema/message-settings.ts";
import { pricing } from "./schema/pricing.ts";
import { person } from "./schema/person.ts";
import { crew, settings } from "./schema/settings.ts";

/** Parts of route descriptions that many routes share. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** A body whose fields are all optional. The caller may leave it out. */
export const optionalBody = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { "application/json": { schema } },
});

export const problemSchema = z
  .object({
    type: z.string().openapi({ example: "/problems/window_full" }),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    request_id: z.string(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
    /** Facts about the problem. The code decides which ones there are. */
    alternatives: z
      .array(z.object({ day: z.string(), start: z.string(), end: z.string(), left: z.int() }))
      .optional()
      .openapi({ description: "The windows with openings that are nearest to the requested one." }),
    day: z.string().optional(),
    window: windowOut.nullable().optional(),
    windows: z.array(windowOut).optional().openapi({ description: "All windows of the day." }),
    equipment_type: z.string().optional(),
    unit: z.string().optional(),
    job: z.string().optional().openapi({ description: "The job that has the unit. Only for the office." }),
    latest: z.string().optional().openapi({ description: "The last day that works." }),
    current: z
      .union([job, settings, crew, person, customer, messageSettings, conversation])
      .optional()
      .openapi({ description: "The current version. Send its `rev` in the next If-Match." }),
    pricing: pricing.optional().openapi({ description: "The current price." }),
    from: z.string().optional(),
    to: z.string().optional(),
    stage: z.string().optional(),
    lane: z
      .array(z.object({ job: z.string(), visit: z.string() }))
      .optional()
      .openapi({ description: "The stops of the lane, in order." }),
    reasons: z
      .array(z.object({ via: z.string(), why: whyNot }))
      .optional()
      .openapi({ description: "Why a message can't go out, for each way." }),
    reason: z.string().optional().openapi({ description: "Why messages are paused." }),
    version: z.int().optional().openapi({ description: "The newest version of the quote." }),
    retry_after_seconds: z.int().optional(),
    what: z.string().optional().openapi({ description: "The limit that was reached, such as `open_bookings`." }),
    max: z.int().optional().openapi({ description: "The limit as a number." }),
    scope: z
      .enum(scopes)
      .nullable()
      .optional()
      .openapi({ description: "The scope that an API token needs. Null: no API token may make this call." }),
    variable: z.string().optional(),
    allow: z.string().optional(),
  })
  .openapi("Problem");

/** Describes the problems of a route. Handlers throw them, so they are not part of the handler's type. */
export const problemResponses = (...codes: (ProblemCode | "internal")[]): Record<string, Documented> => {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      { description: group.join(", "), content: { "application/problem+json": { schema: problemSchema } } },
    ]),
  );
};

/**
 * The version that a change is of. It is optional only in the schema, because the handler has a better error for a
 * missing one.
 */
export const ifMatchHeader = z.object({
  "if-match": z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'The ETag of the version that this change is based on, such as `"7"`.' }),
});

interface Documented {
  description: string;
  content: { "application/problem+json": { schema: typeof problemSchema } };
}

const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, "Use 16 to 64 letters, digits, hyphens or underscores.")
  .openapi({
    description:
      "Use a new key for each change. A repeated request with the same key changes nothing and gives the same response.",
  });

export const idempotencyHeader = z.object({ "idempotency-key": idempotencyKey.optional() });
export const requiredIdempotencyHeader = z.object({ "idempotency-key": idempotencyKey });
