import type { ApiToken } from "../../../domain/access/access.ts";
import type { Instant } from "../../../domain/clock.ts";
import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { apiTokens } from "../../schema/api-token.ts";

export const listApiTokens = defineRoute(
  "listApiTokens",
  { roles: ["owner"], scope: null },
  {
    summary: "List API tokens",
    responses: { 200: json(apiTokens, "All API tokens, the newest first. Their secrets are not stored.") },
  },
  ({ access }) =>
    async (c) => {
      const [{ tokens }, uses] = await Promise.all([access.read(), access.lastUses()]);
      const items = tokens.toReversed().map((token) => apiTokenView(token, uses[token.id] ?? null));
      return c.json({ items, next_cursor: null }, 200);
    },
);

export const apiTokenView = (
  { id, name, scopes, created_at, created_by, expires_at }: ApiToken,
  last_used: Instant | null,
) => ({ id, name, scopes, created_at, created_by, expires_at, last_used });
