import { json, refuses } from "../../answer.ts";
import { defineRoute } from "../../route.ts";
import { catalog } from "../../schema/catalog.ts";
import { catalogOf } from "../../../projection/catalog.ts";

export const getCatalog = defineRoute(
  {
    operationId: "get_catalog",
    summary: "What can be booked, and from whom",
    method: "get",
    path: "/api/v1/catalog",
    responses: { 200: json(catalog, "The catalog"), ...refuses("store_unavailable") },
  },
  { origin: "site", access: "public" },
  ({ settings, deployed }) =>
    async (c) =>
      c.json(catalogOf(await settings.read(), deployed), 200),
);
