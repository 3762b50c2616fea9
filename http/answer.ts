import { z } from "@hono/zod-openapi";
import type { RefusalCode } from "../domain/refusal.ts";
import { problems } from "./problem.ts";

/** Parts of a route's description that every route shares. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** A body whose fields are all optional may be left out altogether. */
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
  })
  .openapi("Problem");

/** Documents the refusals of a route; handlers throw them, so they are no part of its type. */
export const refuses = (...codes: RefusalCode[]): object => {
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      { description: group.join(", "), content: { "application/problem+json": { schema: problemSchema } } },
    ]),
  );
};

export const idempotencyHeader = (required: boolean) => {
  const key = z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,64}$/, "16 to 64 letters, digits, hyphens or underscores.")
    .openapi({ description: "One key for one intention: repeating it never makes a second change." });
  return z.object({ "idempotency-key": required ? key : key.optional() });
};
