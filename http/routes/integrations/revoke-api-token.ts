import { revokeToken, tokenById } from "../../../domain/access/access.ts";
import { accessParams, revokeAccess } from "../../revoke-access.ts";
import { defineRoute } from "../../route.ts";

export const revokeApiToken = defineRoute(
  "revokeApiToken",
  { roles: ["owner"], scope: null },
  {
    summary: "Revoke an API token",
    description: "It stops working within five seconds.",
    request: { params: accessParams },
    responses: { 204: { description: "Revoked" } },
  },
  (services) => async (c) => {
    const { id } = c.req.valid("param");
    await revokeAccess(services, c, {
      what: "api_token_revoked",
      find: (access) => tokenById(access, id),
      revoke: (access) => revokeToken(access, id),
    });
    return c.body(null, 204);
  },
);
