import type { ApiClient } from "../../../http/api-client.ts";

/** The calls of the account page. */
export type AccountApi = Pick<ApiClient, "boardOf" | "sessions" | "endSession" | "changePassword">;
