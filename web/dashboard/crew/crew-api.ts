import type { ApiClient, BoardReader } from "../../../http/api-client.ts";

/** What a crew asks of the office: its own day, its own jobs, and to hear what it did. */
export type CrewApi = BoardReader & Pick<ApiClient, "getJob" | "setVisitState">;
