import type { z } from "zod";
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
import { CommandError, localProblem, withConfigErrors } from "./command-error.ts";
import * as jobMessage from "./message/jobs.ts";
import * as message from "./message/server.ts";
import { printNotice, userName } from "./terminal.ts";

/**
 * Calls the API in this process, on the same App that browsers reach over the network, so rules, shapes and errors are the
 * API's own. Throws `CommandError` with the problem if a call is refused.
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
  /** The ports, for work that no call does, such as import and export. */
  services: Services;
  /** False if the address in tracking links is a guess, because no server has recorded where it serves this store. */
  linksKnown: boolean;
  /** The store of releases. */
  publicObjects: ObjectStore;
}

export type Person = z.output<typeof person>;

export interface JobPage {
  items: JobView[];
  next_cursor: string | null;
  /** Days that could not be read. Their jobs are missing. */
  unreadable?: string[];
}

/** Opens the store of TAILBOARD_STORE, else the one that this checkout has deployed, else the one of this machine. */
export const openApi = async (): Promise<Api> => {
  // Imported on demand, so that help and usage errors are fast.
  const [{ readOwn }, { openTailboard }, { servedUrls }] = await Promise.all([
    import("../main/own-deployment.ts"),
    import("../main/open-tailboard.ts"),
    import("../main/served-urls.ts"),
  ]);
  const faults: unknown[] = [];
  const { config, deployment } = await withConfigErrors(() => readOwn(process.env));
  if (deployment !== null) printNotice(message.usingDeployment(deployment));
  const { PORT: port = "0" } = process.env;
  let linksKnown = true;
  const urls = async (objects: ObjectStore) => {
    const served = await servedUrls(config, Number(port) !== 0, objects);
    linksKnown = served.known;
    return served.urls;
  };
  const onFault = (error: unknown) =>
    error instanceof UnusableSetting ? printNotice(error.message) : faults.push(error);
  const tailboard = await withConfigErrors(() => openTailboard(config, { urls, onFault }), "store_unavailable");
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
      // The change is saved. Follow-up work that failed, such as publishing, stays in the outbox for the next drain. A read
      // has no follow-up work, and its response names what could not be read.
      const failures = faults.splice(0);
      if (failures.length > 0 && method !== "GET")
        printNotice(jobMessage.followUpPending(failures.map(String).join(" ")));
      // The response comes from this process, whose tests check every response against its schema.
      return value as T;
    }
    const problem = readProblem(value) ?? localProblem("internal", message.noAnswer(response.status));
    // A command leaves no log, so the problem includes the errors.
    if (problem.code === "internal") problem.detail = `${problem.detail} ${faults.map(String).join(" ")}`.trim();
    throw new CommandError(problem);
  };
  const jobPath = async (text: string, rest = "") =>
    `/api/v1/jobs/${encodeURIComponent(await jobIdOf(tailboard.services, text))}${rest}`;
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

/** The job's id from its id or its tracking link, which mail software may have changed. Returns other texts unchanged. */
const jobIdOf = async ({ jobs }: Services, text: string): Promise<string> => {
  const address = URL.canParse(text) ? new URL(text) : new URL(text.trim(), "http://localhost/track/");
  const { token } = readLink(address);
  if (readJobId(text) !== null || !isToken(token)) return text;
  const { lookup } = await tokenSecrets(token);
  return (await jobs.findByLookup(lookup))?.id ?? text;
};
