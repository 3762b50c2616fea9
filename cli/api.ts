import { dayIn, type Day } from "../domain/day.ts";
import { readJobId } from "../domain/job-id.ts";
import type { Settings } from "../domain/settings.ts";
import { isToken } from "../domain/token.ts";
import { createApiClient } from "../http/api-client.ts";
import type { Answer, ValueOf } from "../http/client.ts";
import { dashboardOperations } from "../http/operations.ts";
import type { Services } from "../http/services.ts";
import type { Tailboard } from "../main/open-tailboard.ts";
import type { JobView } from "../projection/job-view.ts";
import { jobIdOf as jobIdInToken } from "../store/job-token.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { UnusableSetting } from "../store/settings-store.ts";
import { readLink } from "../web/track/link.ts";
import { CommandError, localProblem, withConfigErrors } from "./command-error.ts";
import * as jobMessage from "./message/jobs.ts";
import * as message from "./message/server.ts";
import { printNotice, userName } from "./terminal.ts";

/**
 * The API's calls for the dashboard, made in this process on the same App that browsers reach over the network, so rules, shapes
 * and errors are the API's own. Names, paths and results derive from the routes. Inputs are what a person typed: the API
 * checks them. A call throws `CommandError` with the problem if it is refused.
 */
export type Api = Calls & {
  /** The ports, for work that no call does, such as import and export. */
  services: Services;
  /** False if the address in tracking links is a guess, because no server has recorded where it serves this store. */
  linksKnown: boolean;
  /** The store of releases. */
  publicObjects: ObjectStore;
};

type Calls = { [Name in Operation]: (input?: CallInput) => Promise<AsOwner<ValueOf<Name>>> };
type Operation = keyof typeof dashboardOperations;

/** Commands act as the owner, who sees every field of a job. The API's own type leaves fields out for crews. */
type AsOwner<Value> =
  Value extends ValueOf<"getJob">
    ? JobView
    : Value extends { items: ValueOf<"getJob">[] }
      ? Omit<Value, "items"> & { items: JobView[] }
      : Value;

/** Path and query parameters by name, `body`, and the revision `rev` that the caller has read. */
export type CallInput = { body?: object; rev?: number } & Record<string, unknown>;

export type Person = ValueOf<"listUsers">["items"][number];
export type JobPage = AsOwner<ValueOf<"listJobs">>;

/** Opens the store of TAILBOARD_STORE, else the one that this checkout has deployed, else the one of this machine. */
export const openApi = async (): Promise<Api> => {
  const faults: unknown[] = [];
  const { tailboard, linksKnown } = await openOwnTailboard((error) => {
    if (error instanceof UnusableSetting) printNotice(error.message);
    else faults.push(error);
  });
  return {
    ...createCalls(tailboard, faults),
    services: tailboard.services,
    linksKnown,
    publicObjects: tailboard.publicObjects,
  };
};

const openOwnTailboard = async (
  onFault: (error: unknown) => void,
): Promise<{ tailboard: Tailboard; linksKnown: boolean }> => {
  // Imported on demand, so that help and usage errors are fast.
  const [{ readOwn }, { openTailboard }, { servedUrls }] = await Promise.all([
    import("../main/own-deployment.ts"),
    import("../main/open-tailboard.ts"),
    import("../main/served-urls.ts"),
  ]);
  const { config, deployment } = await withConfigErrors(() => readOwn(process.env));
  if (deployment !== null) printNotice(message.usingDeployment(deployment));
  const { PORT: port = "0" } = process.env;
  let linksKnown = true;
  const urls = async (objects: ObjectStore) => {
    const served = await servedUrls(config, Number(port) !== 0, objects);
    linksKnown = served.known;
    return served.urls;
  };
  const tailboard = await withConfigErrors(() => openTailboard(config, { urls, onFault }), "store_unavailable");
  return { tailboard, linksKnown };
};

/** One function per operation. `faults` collects the errors that the App reports during a call. */
const createCalls = (tailboard: Tailboard, faults: unknown[]): Calls => {
  const app = tailboard.app(["site", "dashboard"], () => undefined);
  const principal = { role: "owner", name: userName(), crew: null } as const;
  const fetchInProcess: typeof fetch = async (path, init) => {
    if (typeof path !== "string") throw new TypeError("The client passes paths");
    // The client's time limit is for networks. A command may wait as long as the store needs.
    const { signal: _, ...request } = init ?? {};
    try {
      return await app.fetch(new Request(`http://localhost${path}`, request), {
        clientAddress: "127.0.0.1",
        principal,
      });
    } catch (error) {
      faults.push(error);
      throw error;
    }
  };
  const client = createApiClient(fetchInProcess) as unknown as Record<
    Operation,
    (input: CallInput) => Promise<Answer<unknown>>
  >;
  const call = async (name: Operation, input: CallInput): Promise<unknown> => {
    const [method, path] = dashboardOperations[name];
    const { id } = input;
    const isJobCall = path.startsWith("/api/v1/jobs/{id}") && typeof id === "string";
    const answer = await client[name](isJobCall ? { ...input, id: await jobIdOf(tailboard.services, id) } : input);
    const errors = faults.splice(0).map(String).join(" ");
    if (answer.ok) {
      // The change is saved. Follow-up work that failed, such as publishing, stays in the outbox for the next drain. A read
      // has no follow-up work, and its response names what could not be read.
      if (errors !== "" && method !== "get") printNotice(jobMessage.followUpPending(errors));
      return answer.value;
    }
    const problem = answer.problem ?? localProblem("internal", message.noAnswer);
    // A command leaves no log, so the problem includes the errors.
    if (problem.code === "internal") problem.detail = `${problem.detail} ${errors}`.trim();
    throw new CommandError(problem);
  };
  return Object.fromEntries(
    Object.keys(dashboardOperations).map((name) => [name, (input: CallInput = {}) => call(name as Operation, input)]),
    // Each call returns what its route declares. The tests of the API check every response against its schema.
  ) as unknown as Calls;
};

export const todayOf = (api: Api, { business }: Settings): Day => dayIn(business.time_zone, api.services.clock.now());

/** The job's id from its id or its tracking link, which mail software may have changed. Returns other texts unchanged. */
const jobIdOf = async ({ jobs }: Services, text: string): Promise<string> => {
  const address = URL.canParse(text) ? new URL(text) : new URL(text.trim(), "http://localhost/track/");
  const { token } = readLink(address);
  if (readJobId(text) !== null || !isToken(token)) return text;
  // The token of a replaced link contains its job's id too.
  return (await jobs.findByToken(token))?.id ?? jobIdInToken(token) ?? text;
};
