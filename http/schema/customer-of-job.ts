import { z } from "@hono/zod-openapi";
import type { CustomerOfJob } from "../../projection/customer-view.ts";

export const doNotText = z.boolean().openapi({ description: "True if this customer may not be texted." });

export const customerOfJob = z
  .object({
    id: z.string(),
    name: z.string(),
    jobs: z.int(),
    tags: z.array(z.string()),
    do_not_text: doNotText,
    notes: z.string().nullable(),
  } satisfies Record<keyof CustomerOfJob, z.ZodType>)
  .nullable()
  .openapi("CustomerOfJob");
