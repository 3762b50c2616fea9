import { instantOf } from "../../../domain/clock.ts";
import { body, json, problemResponses } from "../../description.ts";
import { assertServed, offeredService } from "../../booking.ts";
import { priceWanted } from "../../price-input.ts";
import { quotedPricing, quoteLifetimeMs, signQuote } from "../../quote.ts";
import { defineRoute } from "../../route.ts";
import { quote, quoteInput } from "../../schema/catalog.ts";

export const createQuote = defineRoute(
  "createQuote",
  "public",
  {
    summary: "Quote a price",
    request: { body: body(quoteInput) },
    responses: {
      200: json(quote, "A price. Send `quote` with a booking to keep it."),
      ...problemResponses("outside_service_area", "too_long"),
    },
  },
  ({ settings: store, quoteKey, clock }) =>
    async (c) => {
      const input = c.req.valid("json");
      const settings = await store.read();
      const service = offeredService(settings, input.service);
      if (input.postal_code !== undefined) assertServed(settings, input.postal_code, "/postal_code");
      const { postal_code = null, day = null } = input;
      const price = priceWanted(settings, service, input, { postal_code, day });
      const now = clock.now();
      const expires = now + quoteLifetimeMs;
      return c.json(
        {
          quote: signQuote(await quoteKey(), price, expires),
          pricing: quotedPricing(price, now),
          expires_at: instantOf(expires),
        },
        200,
      );
    },
);
