import { z } from "@hono/zod-openapi";
import { scopes } from "../../domain/access/scope.ts";
import { epochOf } from "../../domain/clock.ts";
import { instant, line } from "./field.ts";

export const scope = z.enum(scopes).openapi("Scope");

const token = {
  id: z.string().openapi({ description: "The first part of the token, after `tbk_`.", example: "q3Zk0aXw" }),
  name: z.string(),
  scopes: z.array(scope),
  created_at: instant,
  created_by: z.string().openapi({ description: "The name of the owner who made it." }),
  expires_at: instant.nullable(),
  last_used: instant.nullable().openapi({ description: "Accurate to one hour. Null: never used." }),
};

export const apiToken = z.object(token).openapi("ApiToken");
export const newApiToken = z
  .object({ ...token, secret: z.string().openapi({ description: "The token. This is the only answer that has it." }) })
  .openapi("NewApiToken");
export const apiTokens = z.object({ items: z.array(apiToken), next_cursor: z.null() });

export const apiTokenInput = z
  .strictObject({
    name: line("name"),
    scopes: z
      .array(scope)
      .min(1, "Choose at least one scope.")
      .max(scopes.length, "Name each scope once.")
      .refine((names) => new Set(names).size === names.length, "Name each scope once."),
    expires_at: instant
      .refine((text) => !Number.isNaN(epochOf(text)), "Write a time such as 2027-01-31T08:00:00.000Z.")
      .optional()
      .openapi({ description: "When it stops working. Left out: it works until it is revoked." }),
  })
  .openapi("ApiTokenInput");
