import { addToken, type ApiToken } from "../../../domain/access/access.ts";
import { epochOf, instantOf } from "../../../domain/clock.ts";
import { invalid } from "../../../domain/domain-error.ts";
import { recordAudit } from "../../audit.ts";
import { principalOf } from "../../authorize.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { apiTokenInput, newApiToken } from "../../schema/api-token.ts";
import { apiTokenView } from "./list-api-tokens.ts";

export const createApiToken = defineRoute(
  "createApiToken",
  { roles: ["owner"], scope: null },
  {
    summary: "Make an API token",
    description:
      "A program sends the token as `Authorization: Bearer tbk_…` to the dashboard's address, at most ten calls a second with a burst of 50. Store it now: only its hash is kept.",
    request: { body: body(apiTokenInput) },
    responses: { 201: json(newApiToken, "The token, with its secret"), ...problemResponses("too_many") },
  },
  (services) => async (c) => {
    const { access, apiTokens, clock } = services;
    const { name, scopes, expires_at: until } = c.req.valid("json");
    const now = clock.now();
    if (until !== undefined && epochOf(until) <= now)
      throw invalid({ field: "/expires_at", code: "past", message: "Choose a time in the future." });
    const { id, secret, hash } = apiTokens.make();
    const token: ApiToken = {
      id,
      name,
      scopes,
      hash,
      created_at: instantOf(now),
      created_by: principalOf(c).name,
      expires_at: until === undefined ? null : instantOf(epochOf(until)),
    };
    await access.change((before) => addToken(before, token));
    apiTokens.forget();
    await recordAudit(services, c, { what: "api_token_added", subject: name });
    return c.json({ ...apiTokenView(token, null), secret }, 201);
  },
);
