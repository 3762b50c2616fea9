import { isServed } from "../../../domain/postal-code.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { area, areaQuery } from "../../schema/catalog.ts";

export const getArea = defineRoute(
  "getArea",
  "public",
  {
    summary: "Say whether a postal code is served",
    request: { query: areaQuery },
    responses: { 200: json(area, "Whether the business comes to this postal code") },
  },
  ({ settings }) =>
    async (c) => {
      const { booking } = await settings.read();
      return c.json({ served: isServed(booking.postal_codes, c.req.valid("query").postal_code) }, 200);
    },
);
