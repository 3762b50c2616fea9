import { z } from "@hono/zod-openapi";
import { revokeToken, tokenById } from "../../../domain/access/access.ts";
import { recordAudit } from "../../audit.ts";
import { defineRoute } from "../../route.ts";
import { pathId } from "../../schema/field.ts";

export const revokeApiToken = defineRoute(
  "revokeApiToken",
  { roles: ["owner"], scope: null },
  {
    summary: "Revoke an API token",
    description: "It stops working within five seconds.",
    request: { params: z.object({ id: pathId }) },
    responses: { 204: { description: "Revoked" } },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    let subject = "";
    await services.access.change((before) => {
      subject = tokenById(before, id).name;
      return revokeToken(before, id);
    });
    services.apiTokens.forget();
    await recordAudit(services, c, { what: "api_token_revoked", subject });
    return c.body(null, 204);
  },
);
