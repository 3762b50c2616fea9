import { z } from "@hono/zod-openapi";

export const sampleDay = z
  .object({
    made_on: z
      .string()
      .openapi({ format: "date", description: "The first day with sample jobs. The next day has some too." }),
    jobs: z.int().openapi({ description: "The number of sample jobs." }),
  })
  .openapi("SampleDay");

export const sampleDayRemoved = z.object({ removed: z.int() }).openapi("SampleDayRemoved");
