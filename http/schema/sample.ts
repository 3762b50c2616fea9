import { z } from "@hono/zod-openapi";

export const sampleDay = z
  .object({
    made_on: z.string().openapi({ format: "date", description: "The day that it shows; some of it is the day after." }),
    jobs: z.int().openapi({ description: "How many jobs it is." }),
  })
  .openapi("SampleDay");

export const sampleDayRemoved = z.object({ removed: z.int() }).openapi("SampleDayRemoved");
