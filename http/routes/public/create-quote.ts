import { instantOf } from "../../../domain/clock.ts";
import { priceService } from "../../../domain/pricing.ts";
import { body, json, problemResponses } from "../../description.ts";
import { assertServed, offeredService } from "../../booking.ts";
import { quotedPricing, quoteLifetimeMs, signQuote } from "../../quote.ts";
import { defineRoute } from "../../route.ts";
import { quote, quoteInput } from "../../schema/catalog.ts";

export const createQuote = defineRoute(
  "createQuote",
  "public",
  {
    summary: "The price, before booking",
    request: { body: body(quoteInput) },
    responses: {
      200: json(quote, "A price that a booking can repeat"),
      ...problemResponses("outside_service_area"),
    },
  },
  ({ settings: store, quoteKey, clock }) =>
    async (c) => {
      const asked = c.req.valid("json");
      const settings = await store.read();
      const service = offeredService(settings, asked.service);
      if (asked.postal_code !== undefined) assertServed(settings, asked.postal_code, "/postal_code");
      const price = priceService(service, asked.items ?? [], settings.business.currency);
      const now = clock.now();
      const expires = now + quoteLifetimeMs;
      return c.json(
        {
          quote: await signQuote(await quoteKey(), price, expires),
          pricing: quotedPricing(price, now),
          expires_at: instantOf(expires),
        },
        200,
      );
    },
);
