import { json } from "../../description.ts";
import { shownCatalog } from "../../catalog.ts";
import { defineRoute } from "../../route.ts";
import { catalog, catalogQuery } from "../../schema/catalog.ts";

export const getCatalog = defineRoute(
  "getCatalog",
  "public",
  {
    summary: "Get the catalog",
    request: { query: catalogQuery },
    responses: { 200: json(catalog, "The services on offer, and the business that offers them") },
  },
  ({ settings, catalogs, deployed, sendsTexts, report }) =>
    async (c) => {
      const quote = c.req.valid("query").quote === "1";
      const shown = shownCatalog(await settings.read(), { deployed, quote, texts: await sendsTexts() });
      // Kept now, because the catalog may change before the customer books. A failure does not stop the response.
      if (shown.booking.open) await catalogs.keep(shown.version, shown).catch(report);
      return c.json(shown, 200);
    },
);
