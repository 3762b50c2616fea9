import type { ApiClient } from "../../../http/api-client.ts";

/** The calls of the account page. */
export type AccountApi = Pick<ApiClient, "getBoard" | "listSessions" | "endSession" | "changePassword">;
