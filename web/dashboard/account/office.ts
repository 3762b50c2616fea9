import type { OfficeClient } from "../../../http/office-client.ts";

/** The calls of the account page. */
export type AccountOffice = Pick<OfficeClient, "boardOf" | "sessions" | "endSession" | "changePassword">;
