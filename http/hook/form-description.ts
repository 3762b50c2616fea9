import { z } from "@hono/zod-openapi";

/** The form that a vendor posts. It is not validated by a schema: what is missing says nothing to us. */
export const formBody = {
  required: true as const,
  content: {
    "application/x-www-form-urlencoded": {
      schema: { type: "object" as const, additionalProperties: { type: "string" as const } },
    },
  },
};

/** The answer that asks the text provider to do nothing more. */
export const emptyAnswer = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export const xmlAnswer = {
  description: "Received. There is nothing more to do.",
  content: { "text/xml": { schema: z.literal(emptyAnswer) } },
};
