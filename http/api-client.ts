import type { z } from "@hono/zod-openapi";
import type { Answer } from "./client.ts";
import { readProblem } from "./problem.ts";
import type { activityPage } from "./schema/activity.ts";
import type { board } from "./schema/board.ts";
import type { job, jobInput, jobPage, jobPatch, statusInput, visitStateInput } from "./schema/job.ts";
import type {
  maybeSession,
  me,
  openSession,
  passwordChange,
  person,
  personInput,
  personPatch,
  session,
  setup,
  signIn,
} from "./schema/person.ts";
import type { sampleDay, sampleDayRemoved } from "./schema/sample.ts";
import type { capacityInput, crew, crewPatch, dayCapacity, settings, settingsInput } from "./schema/settings.ts";

export type Me = z.output<typeof me>;
export type Board = z.output<typeof board>;
export type Card = Board["lanes"][number]["visits"][number];
export type Job = z.output<typeof job>;
export type JobInput = z.input<typeof jobInput>;
export type JobPatch = z.input<typeof jobPatch>;
export type JobPage = z.output<typeof jobPage>;
export type Settings = z.output<typeof settings>;
export type ActivityPage = z.output<typeof activityPage>;
export type ActivityEntry = ActivityPage["items"][number];
export type OpenSession = z.output<typeof openSession>;
type Person = z.output<typeof person>;
type Crew = z.output<typeof crew>;

/** What `GET /api/v1/jobs` may be asked; what is left out or empty is not asked. */
export interface JobQuery {
  q?: string;
  status?: string;
  crew?: string;
  from?: string;
  to?: string;
  cursor?: string;
  limit?: string;
}

/** What `GET /api/v1/activity` may be asked; what is empty is not asked. */
export interface ActivityQuery {
  q: string;
  by: string;
  from: string;
  to: string;
  cursor: string;
}

const asked = (query: Record<string, string>): URLSearchParams =>
  new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));

/**
 * The typed client of the signed-in calls: what the dashboard uses. As `createPublicClient`, it never throws. The
 * session is a cookie that scripts cannot read; the browser sends it to its own origin.
 */
export const createApiClient = (fetcher: typeof fetch) => {
  const mostMs = 15_000;
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    try {
      const response = await fetcher(path, {
        method,
        headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: "no-store",
        // One bar of signal can swallow an answer: whoever waits is told, and may ask again.
        signal: AbortSignal.timeout(mostMs),
      });
      const text = await response.text();
      return { response, value: text === "" ? null : (JSON.parse(text) as unknown) };
    } catch {
      return null; // fetch and JSON throw for a network and a body that are not there
    }
  };
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const asked = await ask(method, path, headers, body);
    if (asked === null) return { ok: false, problem: null };
    const { response, value } = asked;
    // The server validates what it sends against the same schema in its tests; the page trusts its own server.
    if (response.ok) return { ok: true, value: value as T, replayed: response.headers.has("idempotency-replayed") };
    return { ok: false, problem: readProblem(value) };
  };
  const match = (rev: number) => ({ "if-match": `"${rev}"` });

  /** `same` while the board is still the one with this ETag. */
  const readBoard = async (
    day: string | null,
    etag: string | null,
  ): Promise<Answer<{ board: Board; etag: string | null } | "same">> => {
    const asked = await ask(
      "GET",
      `/api/v1/board${day === null ? "" : `?day=${day}`}`,
      etag === null ? {} : { "if-none-match": etag },
    );
    if (asked === null) return { ok: false, problem: null };
    const { response, value } = asked;
    if (response.status === 304) return { ok: true, value: "same", replayed: false };
    if (!response.ok) return { ok: false, problem: readProblem(value) };
    return { ok: true, value: { board: value as Board, etag: response.headers.get("etag") }, replayed: false };
  };

  return {
    session: () => call<z.output<typeof maybeSession>>("GET", "/api/v1/session"),
    signIn: (body: z.input<typeof signIn>) => call<z.output<typeof session>>("POST", "/api/v1/session", body),
    signOut: () => call<null>("DELETE", "/api/v1/session"),
    setUp: (body: z.input<typeof setup>) => call<z.output<typeof session>>("POST", "/api/v1/setup", body),
    sessions: () => call<{ items: OpenSession[] }>("GET", "/api/v1/sessions"),
    endSession: (id: string) => call<null>("DELETE", `/api/v1/sessions/${id}`),
    changePassword: (body: z.input<typeof passwordChange>) => call<null>("PUT", "/api/v1/session/password", body),
    boardOf: readBoard,
    board: (etag: string | null) => readBoard(null, etag),
    job: (id: string) => call<Job>("GET", `/api/v1/jobs/${encodeURIComponent(id)}`),
    /** `same` while it is still of this rev. */
    jobSince: async (id: string, rev: number): Promise<Answer<Job | "same">> => {
      const asked = await ask("GET", `/api/v1/jobs/${encodeURIComponent(id)}`, { "if-none-match": `"${rev}"` });
      if (asked === null) return { ok: false, problem: null };
      const { response, value } = asked;
      if (response.status === 304) return { ok: true, value: "same", replayed: false };
      return response.ok
        ? { ok: true, value: value as Job, replayed: false }
        : { ok: false, problem: readProblem(value) };
    },
    jobs: (query: JobQuery) => call<JobPage>("GET", `/api/v1/jobs?${asked({ ...query })}`),
    /** One `key` for one intention: a retry with it never makes a second job. */
    createJob: (body: JobInput, key: string) => call<Job>("POST", "/api/v1/jobs", body, { "idempotency-key": key }),
    /** A change of `rev`; a refusal as stale has the present job in `current`. */
    patchJob: (id: string, rev: number, body: JobPatch) => call<Job>("PATCH", `/api/v1/jobs/${id}`, body, match(rev)),
    setStatus: (id: string, body: z.input<typeof statusInput>, key: string) =>
      call<Job>("POST", `/api/v1/jobs/${id}/status`, body, { "idempotency-key": key }),
    undoJob: (id: string, rev: number, key: string) =>
      call<Job>("POST", `/api/v1/jobs/${id}/undo`, undefined, { ...match(rev), "idempotency-key": key }),
    changeLink: (id: string, action: "revoke" | "replace", key: string) =>
      call<Job>("POST", `/api/v1/jobs/${id}/link`, { action }, { "idempotency-key": key }),
    setCapacity: (day: string, body: z.input<typeof capacityInput>) =>
      call<z.output<typeof dayCapacity>>("PUT", `/api/v1/days/${day}/capacity`, body),
    setVisitState: (change: {
      key: string;
      job: string;
      visit: string;
      state: z.input<typeof visitStateInput>["state"];
      reason?: string;
    }) =>
      call<Job>(
        "POST",
        `/api/v1/jobs/${change.job}/visits/${change.visit}/state`,
        { state: change.state, ...(change.reason === undefined ? {} : { reason: change.reason }) },
        { "idempotency-key": change.key },
      ),
    activity: (query: ActivityQuery) => call<ActivityPage>("GET", `/api/v1/activity?${asked({ ...query })}`),
    createSampleDay: () => call<z.output<typeof sampleDay>>("POST", "/api/v1/sample-day"),
    removeSampleDay: () => call<z.output<typeof sampleDayRemoved>>("DELETE", "/api/v1/sample-day"),
    settings: () => call<Settings>("GET", "/api/v1/settings"),
    putSettings: (rev: number, body: z.input<typeof settingsInput>) =>
      call<Settings>("PUT", "/api/v1/settings", body, match(rev)),
    crews: () => call<{ items: Crew[] }>("GET", "/api/v1/crews"),
    createCrew: (body: { id: string; name: string }) => call<Crew>("POST", "/api/v1/crews", body),
    changeCrew: (id: string, body: z.input<typeof crewPatch>) => call<Crew>("PATCH", `/api/v1/crews/${id}`, body),
    removeCrew: (id: string) => call<null>("DELETE", `/api/v1/crews/${id}`),
    users: () => call<{ items: Person[] }>("GET", "/api/v1/users"),
    createUser: (body: z.input<typeof personInput>) => call<Person>("POST", "/api/v1/users", body),
    changeUser: (id: string, body: z.input<typeof personPatch>) => call<Person>("PATCH", `/api/v1/users/${id}`, body),
    removeUser: (id: string) => call<null>("DELETE", `/api/v1/users/${id}`),
  };
};

export type ApiClient = ReturnType<typeof createApiClient>;
