import { problemCodes, type FieldError, type ProblemCode } from "../domain/domain-error.ts";

/**
 * The table of problems. The server writes them and the clients read them. A problem's `type` is `/problems/<code>`
 * (RFC 9457), and its `title` names it in a few words.
 */
export const problems: Record<ProblemCode | "internal", { status: number; title: string }> = {
  malformed_json: { status: 400, title: "Malformed JSON" },
  sign_in_required: { status: 401, title: "Sign in required" },
  sign_in_failed: { status: 401, title: "Sign in failed" },
  token_required: { status: 401, title: "Tracking token required" },
  token_invalid: { status: 401, title: "API token not valid" },
  role_not_allowed: { status: 403, title: "Your role does not allow this" },
  scope_required: { status: 403, title: "The API token lacks a scope" },
  cross_origin: { status: 403, title: "Cross-origin request refused" },
  signature_invalid: { status: 403, title: "Signature not valid" },
  not_found: { status: 404, title: "Not found" },
  tracking_not_found: { status: 404, title: "Job not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  too_large: { status: 413, title: "Too large" },
  json_required: { status: 415, title: "JSON required" },
  unknown_host: { status: 421, title: "Unknown host" },
  window_full: { status: 409, title: "Window full" },
  equipment_unavailable: { status: 409, title: "Equipment unavailable" },
  unit_in_use: { status: 409, title: "Unit in use" },
  transition_not_allowed: { status: 409, title: "Not possible in this state" },
  price_changed: { status: 409, title: "Price changed" },
  quote_expired: { status: 409, title: "Quote expired" },
  cutoff_passed: { status: 409, title: "Too late to change online" },
  opted_out: { status: 409, title: "The customer stopped texts" },
  no_channel: { status: 409, title: "No way to send this" },
  messages_paused: { status: 409, title: "Messages are paused" },
  idempotency_in_progress: { status: 409, title: "Still in progress" },
  still_open: { status: 409, title: "Still open" },
  forgotten: { status: 409, title: "Customer forgotten" },
  last_owner: { status: 409, title: "Last owner" },
  too_many: { status: 409, title: "Too many" },
  stale: { status: 412, title: "Changed since you read it" },
  invalid: { status: 422, title: "Not valid" },
  idempotency_key_reused: { status: 422, title: "Idempotency key reused" },
  outside_service_area: { status: 422, title: "Outside the service area" },
  range_too_wide: { status: 422, title: "Range too wide" },
  unsafe_url: { status: 422, title: "Address not allowed" },
  neighbor_gone: { status: 422, title: "The neighboring stop is gone" },
  too_long: { status: 422, title: "Too long" },
  unknown_variable: { status: 422, title: "Unknown variable" },
  use_extend: { status: 422, title: "Keep it longer instead" },
  if_match_required: { status: 428, title: "If-Match required" },
  too_many_requests: { status: 429, title: "Too many requests" },
  store_unavailable: { status: 503, title: "Not available right now" },
  internal: { status: 500, title: "Something went wrong on our side" },
};

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode | "internal";
  /** One or two sentences for a person: what happened and what to do. */
  detail: string;
  request_id: string;
  errors?: FieldError[];
  /** Facts that help the caller: `alternatives`, `current`, `pricing`, `from`, `to`. */
  [fact: string]: unknown;
}

const codes = new Set<string>(problemCodes);

/** Returns the problem in a response body. Null if it is not one of ours, because a proxy or CDN may have answered. */
export const readProblem = (body: unknown): Problem | null => {
  if (typeof body !== "object" || body === null || !("code" in body) || typeof body.code !== "string") return null;
  if (!codes.has(body.code) && body.code !== "internal") return null;
  // The code is in our table, so our server wrote the body and it has this shape.
  return body as Problem;
};
