import { createClient, type Answer, type BodyInput, type Client, type ValueOf } from "./client.ts";
import { dashboardOperations } from "./operations.ts";

export type ApiClient = Client<keyof typeof dashboardOperations>;

/** The client of the dashboard. The session is a cookie that scripts cannot read; the browser sends it to its origin. */
export const createApiClient = (fetcher: typeof fetch): ApiClient => createClient(dashboardOperations, fetcher);

export type Me = ValueOf<"createSession">["user"];
export type Board = ValueOf<"getBoard">;
export type Card = Board["lanes"][number]["visits"][number];
export type Job = ValueOf<"getJob">;
export type JobInput = BodyInput<"createJob">;
export type JobPatch = BodyInput<"patchJob">;
export type VisitReport = BodyInput<"setVisitState">;
export type Weight = BodyInput<"weighVisit">;
export type PriceInput = BodyInput<"setPrice">;
export type VisitInput = BodyInput<"addVisit">;
export type VisitPatch = BodyInput<"patchVisit">;
export type ToldInput = BodyInput<"previewChange">;
export type Told = ValueOf<"previewChange">;
export type JobPage = ValueOf<"listJobs">;
export type Customer = ValueOf<"getCustomer">;
export type CustomerPatch = BodyInput<"patchCustomer">;
export type CustomerPage = ValueOf<"listCustomers">;
export type ListedCustomer = CustomerPage["items"][number];
export type MatchedCustomer = ValueOf<"matchCustomers">["matches"][number];
export type ConversationPage = ValueOf<"listInbox">;
export type MessagePage = ValueOf<"listMessages">;
export type Settings = ValueOf<"getSettings">;
export type ActivityPage = ValueOf<"listActivity">;
export type ActivityEntry = ActivityPage["items"][number];
export type OpenSession = ValueOf<"listSessions">["items"][number];

/** Reads a board again: with the ETag of the version that the reader has, an unchanged one is not sent. */
export interface BoardReader {
  getBoard(input: { day?: string | null; etag: string | null }): Promise<Answer<Board | "unchanged">>;
}
