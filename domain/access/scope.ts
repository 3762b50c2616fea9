/** What an API token may do. Each call of the dashboard names the scope that it needs, or that no token may make it. */
export const scopes = [
  "jobs:read",
  "jobs:write",
  "board:read",
  "customers:read",
  "messages:read",
  "messages:write",
  "settings:read",
  "events:read",
] as const;

export type Scope = (typeof scopes)[number];
