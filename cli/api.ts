import type { z } from "zod";
import { Failed, localProblem } from "./failure.ts";
import * as message from "./message.ts";
import { say, userName, whereWeAct } from "./terminal.ts";
import type { DayCapacity } from "../domain/capacity.ts";
import { dayIn, type Day } from "../domain/day.ts";
import { readJobId } from "../domain/job-id.ts";
import type { Crew, Settings } from "../domain/settings.ts";
import { isToken, tokenSecrets } from "../domain/token.ts";
import { readProblem } from "../http/problem.ts";
import type { person } from "../http/schema/person.ts";
import type { sampleDay, sampleDayRemoved } from "../http/schema/sample.ts";
import type { Services } from "../http/services.ts";
import type { JobView } from "../projection/job-view.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";
import { UnusableSetting } from "../store/settings-store.ts";
import { readLink } from "../web/track/link.ts";

/**
 * The dispatch calls, made in this process on the same App that a browser reaches over the network: rules, shapes
 * and refusals are the API's own. Throws `Failed` with the problem where the answer is no.
 */
export interface Api {
  jobs(query: Record<string, string>): Promise<JobPage>;
  job(id: string): Promise<JobView>;
  createJob(body: object): Promise<JobView>;
  patchJob(id: string, rev: number, body: object): Promise<JobView>;
  setStatus(id: string, body: { status: string; reason?: string | undefined }): Promise<JobView>;
  undo(id: string, rev: number): Promise<JobView>;
  changeLink(id: string, action: "revoke" | "replace"): Promise<JobView>;
  crews(): Promise<{ items: Crew[]; next_cursor: null }>;
  createCrew(body: { id: string; name: string }): Promise<Crew>;
  users(): Promise<{ items: Person[]; next_cursor: null }>;
  createUser(body: object): Promise<Person>;
  changeUser(id: string, body: object): Promise<Person>;
  removeUser(id: string): Promise<void>;
  settings(): Promise<Settings>;
  putSettings(rev: number, body: object): Promise<Settings>;
  setCapacity(day: string, body: object): Promise<DayCapacity>;
  createSampleDay(): Promise<z.output<typeof sampleDay>>;
  removeSampleDay(): Promise<z.output<typeof sampleDayRemoved>>;
  /** The ports themselves, for what no call does: a whole year in, a whole year out. */
  services: Services;
  /** False where links lead to the usual port because no server has said where it serves this store. */
  linksKnown: boolean;
  /** Where releases are. */
  publicObjects: ObjectStore;
}

export type Person = z.output<typeof person>;

export interface JobPage {
  items: JobView[];
  next_cursor: string | null;
  /** Days that could not be read; their jobs are missing. */
  unreadable?: string[];
}

/** Opens the store that the environment names, else what this checkout has deployed, else this machine's. */
export const openApi = async (): Promise<Api> => {
  // Loaded here, so that help and a wrong option do not wait for it.
  const [{ ConfigError }, { readOwn }, { openTailboard }, { servedUrls }] = await Promise.all([
    import("../main/config.ts"),
    import("../main/own-deployment.ts"),
    import("../main/open-tailboard.ts"),
    import("../main/served-urls.ts"),
  ]);
  const faults: unknown[] = [];
  const guarded = async <T>(code: "invalid" | "store_unavailable", open: () => T | Promise<T>): Promise<T> => {
    try {
      return await open();
    } catch (error) {
      if (error instanceof ConfigError) throw new Failed(localProblem(code, error.message));
      throw error;
    }
  };
  const { config, deployment } = await guarded("invalid", () => readOwn(process.env));
  if (deployment !== null) say(whereWeAct(deployment));
  const { PORT: port = "0" } = process.env;
  let linksKnown = true;
  const urls = async (objects: ObjectStore) => {
    const served = await servedUrls(config, Number(port) !== 0, objects);
    linksKnown = served.known;
    return served.urls;
  };
  const tailboard = await guarded("store_unavailable", () =>
    openTailboard(config, {
      urls,
      onFault: (error) => (error instanceof UnusableSetting ? say(error.message) : faults.push(error)),
    }),
  );
  const app = tailboard.app(["site", "dashboard"], () => undefined);
  const principal = { role: "owner", name: userName(), crew: null } as const;

  const call = async <T>(
    method: string,
    path: string,
    { body, rev }: { body?: object; rev?: number } = {},
  ): Promise<T> => {
    const request = new Request(`http://localhost${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(rev === undefined ? {} : { "if-match": `"${rev}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await app.fetch(request, { clientAddress: "127.0.0.1", principal });
    const value: unknown = response.status === 204 ? undefined : await response.json();
    if (response.ok) {
      // It stands; what follows from it (the customer's page) is in the outbox, for the next that drains it.
      const left = faults.splice(0);
      // What only looked left nothing to do: its answer names what it could not read.
      if (left.length > 0 && method !== "GET") say(message.leftForLater(left.map(String).join(" ")));
      // The same process answered, and its tests hold each answer to its schema.
      return value as T;
    }
    const problem = readProblem(value) ?? localProblem("internal", `The answer was ${response.status}.`);
    // Nobody reads a log after a command: say here what was noted.
    if (problem.code === "internal") problem.detail = `${problem.detail} ${faults.map(String).join(" ")}`.trim();
    throw new Failed(problem);
  };
  const jobPath = async (typed: string, rest = "") =>
    `/api/v1/jobs/${encodeURIComponent(await jobIdOf(tailboard.services, typed))}${rest}`;
  return {
    jobs: (query) => call("GET", `/api/v1/jobs?${new URLSearchParams(query)}`),
    job: async (id) => call("GET", await jobPath(id)),
    createJob: (body) => call("POST", "/api/v1/jobs", { body }),
    patchJob: async (id, rev, body) => call("PATCH", await jobPath(id), { body, rev }),
    setStatus: async (id, body) => call("POST", await jobPath(id, "/status"), { body }),
    undo: async (id, rev) => call("POST", await jobPath(id, "/undo"), { rev }),
    changeLink: async (id, action) => call("POST", await jobPath(id, "/link"), { body: { action } }),
    crews: () => call("GET", "/api/v1/crews"),
    createCrew: (body) => call("POST", "/api/v1/crews", { body }),
    users: () => call("GET", "/api/v1/users"),
    createUser: (body) => call("POST", "/api/v1/users", { body }),
    changeUser: (id, body) => call("PATCH", userPath(id), { body }),
    removeUser: (id) => call("DELETE", userPath(id)),
    settings: () => call("GET", "/api/v1/settings"),
    putSettings: (rev, body) => call("PUT", "/api/v1/settings", { body, rev }),
    setCapacity: (day, body) => call("PUT", `/api/v1/days/${encodeURIComponent(day)}/capacity`, { body }),
    createSampleDay: () => call("POST", "/api/v1/sample-day"),
    removeSampleDay: () => call("DELETE", "/api/v1/sample-day"),
    services: tailboard.services,
    linksKnown,
    publicObjects: tailboard.publicObjects,
  };
};

export const todayOf = (api: Api, { business }: Settings): Day => dayIn(business.time_zone, api.services.clock.now());

const userPath = (id: string) => `/api/v1/users/${encodeURIComponent(id)}`;

/** A job's id, from what people paste for one: its id, or its tracking link, however mail software bent that. */
const jobIdOf = async ({ jobs }: Services, typed: string): Promise<string> => {
  const address = URL.canParse(typed) ? new URL(typed) : new URL(typed.trim(), "http://localhost/track/");
  const { token } = readLink(address);
  if (readJobId(typed) !== null || !isToken(token)) return typed;
  const { lookup } = await tokenSecrets(token);
  return (await jobs.findByLookup(lookup))?.id ?? typed;
};
