import { json } from "../../description.ts";
import { shownCatalog } from "../../catalog.ts";
import { defineRoute } from "../../route.ts";
import { catalog } from "../../schema/catalog.ts";

export const getCatalog = defineRoute(
  "getCatalog",
  "public",
  {
    summary: "What can be booked, and from whom",
    responses: { 200: json(catalog, "The catalog") },
  },
  ({ settings, catalogs, deployed, report }) =>
    async (c) => {
      const shown = await shownCatalog(await settings.read(), deployed);
      // Kept as it is handed out: by the time somebody books with it, there may be another one. Looking is never refused.
      if (shown.booking.open) await catalogs.keep(shown.version, shown).catch(report);
      return c.json(shown, 200);
    },
);
