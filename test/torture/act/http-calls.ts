import type { Random } from "../../../domain/random.ts";
import type { Job } from "../../../domain/job.ts";
import { createApp } from "../../../http/app.ts";
import { fingerprintRequest } from "../../../http/request-fingerprint.ts";
import type { Principal } from "../../../http/route.ts";
import { createServices } from "../../../http/services.ts";
import type { Ended, Operation } from "../operation.ts";

type Services = Parameters<typeof createServices>[0];
type OfficeParts = Omit<
  Services,
  "health" | "passwordCost" | "plainHttp" | "deployed" | "limits" | "urls" | "report"
> & {
  /** Called with each error that the App reports as a fault. */
  onFault: (error: unknown) => void;
};

/** The product's own App in this process, for the HTTP calls of customers, dispatchers and crews. */
export class HttpCalls {
  readonly #app: ReturnType<typeof createApp>;

  constructor({ onFault, ...ports }: OfficeParts) {
    const services = createServices({
      ...ports,
      health: { check: () => Promise.resolve(null) },
      passwordCost: { kind: "argon2id", memory_kib: 64, passes: 1 },
      plainHttp: true,
      deployed: false,
      report: () => undefined,
      limits: false,
      urls: { site: "http://localhost:4100", dashboard: "http://localhost:4102" },
    });
    this.#app = createApp({ services, origins: ["site", "dashboard"], log: () => undefined, onFault });
  }

  async ask(op: Operation): Promise<Ended> {
    const { method, path, body, tracking } = requestOf(op);
    const response = await this.#app.fetch(
      new Request(`http://localhost:4100${path}`, {
        method,
        headers: {
          "content-type": "application/json",
          ...(op.write === "" ? { "if-match": `"${op.rev}"` } : { "idempotency-key": keyOf(op) }),
          ...(tracking ? { authorization: `Bearer ${op.token}` } : {}),
        },
        body: JSON.stringify(body),
      }),
      { clientAddress: "127.0.0.1", ...(tracking ? {} : { principal: principalOf(op) }) },
    );
    const answer = (await response.json()) as Partial<Job> & { code?: string; job?: Job };
    const { status } = response;
    // 503 has one code for "not applied" and for "unknown".
    if (status === 503) return { outcome: "unknown", why: "503" };
    if (status >= 500) return { outcome: "broken", why: JSON.stringify(answer).slice(0, 300) };
    if (status >= 400) return { outcome: "refused", why: answer.code ?? String(status) };
    const { id, rev, history } = answer.job ?? answer;
    const told = { ...(id === undefined ? {} : { job: id }), ...(rev === undefined ? {} : { rev }) };
    if (op.kind === "create" || op.kind === "message") return { outcome: "done", ...told };
    // A tracked job does not say which change made it so; it may have been so before.
    if (history === undefined) return { outcome: "accepted", ...told };
    return { outcome: history.some(({ reason }) => reason === op.id) ? "done" : "same", ...told };
  }
}

/** The request that a person would send; the operation's id is its note, reason or name. */
const requestOf = (op: Operation): { method: string; path: string; body: object; tracking: boolean } => {
  const customer = (act: string, body: object) => ({
    method: "POST",
    path: `/api/v1/tracking/${act}`,
    body,
    tracking: true,
  });
  const staff = (method: string, act: string, body: object) => ({
    method,
    path: `/api/v1/jobs/${op.job}${act}`,
    body,
    tracking: false,
  });
  switch (op.kind) {
    case "create":
      return { method: "POST", path: "/api/v1/bookings", body: bookingOf(op), tracking: true };
    case "ready":
      return customer("ready", { note: op.id });
    case "message":
      return customer("message", { text: op.id });
    case "move":
      return customer("reschedule", { day: op.day, window: op.window });
    case "cancel":
      return customer("cancel", { reason: op.id });
    case "price":
      return staff("PATCH", "", {
        pricing: { kind: "flat", amount_cents: op.cents, currency: "USD" },
        reason: op.id,
      });
    case "edit":
      return staff("PATCH", "", { notes: op.id, reason: op.id });
    case "assign":
      return staff("PATCH", "", { crew: op.crew, reason: op.id });
    case "start":
      return staff("POST", "/status", { status: "in_progress", reason: op.id });
    case "done":
      return staff("POST", "/status", { status: "completed", reason: op.id });
    case "attempted":
      return staff("POST", "/status", { status: "ready_for_pickup", reason: op.id });
    case "drop_off_done":
    case "undo":
    case "link":
    case "size_day":
      throw new RangeError(`${op.kind} is not asked over HTTP here`);
  }
};

const bookingOf = ({ id, day, window }: Operation): object => ({
  service: "single-item",
  day,
  window,
  items: [{ id: "sofa", quantity: 1 }],
  customer: { name: id, phone: "858-371-7575" },
  location: { street: "1 Main St", city: "San Diego", postal_code: "92122" },
  terms_accepted: true,
});

const principalOf = ({ by }: Operation): Principal => ({ role: "dispatcher", name: by.name, crew: null });

const keyOf = ({ id }: Operation): string => `torture-key-${id.replaceAll(".", "-")}`;

/** The beginning of the write id of a call with a key, for any body. Empty if the call takes no key. */
export const writePrefixOf = async (op: Operation, random: Random): Promise<string> => {
  const operation = operations[op.kind];
  if (operation === undefined) return "";
  const { write } = await fingerprintRequest(random, { key: keyOf(op), operation, object: op.job ?? "", body: null });
  return write.slice(0, 17);
};

/** The operationId of each call that takes a key. */
const operations: Partial<Record<Operation["kind"], string>> = {
  create: "create_booking",
  ready: "ready_for_pickup",
  message: "send_message",
  move: "reschedule_booking",
  cancel: "cancel_booking",
  start: "set_job_status",
  done: "set_job_status",
  attempted: "set_job_status",
};
