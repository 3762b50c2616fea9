import type { ApiClient, BoardReader } from "../../../http/api-client.ts";

/** The API calls of a crew's phone. */
export type CrewApi = BoardReader &
  Pick<ApiClient, "getJob" | "setVisitState" | "setArrival" | "weighVisit" | "setPrice">;
