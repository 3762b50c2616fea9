/**
 * A refusal is an answer, not an accident: a rule of the business said no, and the person can be told why.
 * The codes are the outside contract's; `http/problem.ts` gives each its status, read both ways.
 */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly fields: FieldError[];
  /** Facts that help the caller go on (`alternatives`, `current`, `pricing`, `from`/`to`). */
  readonly facts: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { fields?: FieldError[]; facts?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = "DomainError";
    this.code = code;
    this.fields = more.fields ?? [];
    this.facts = more.facts ?? {};
  }
}

/** `field` is a JSON pointer into the request body: `/customer/phone`. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

export const problemCodes = [
  "malformed_json",
  "sign_in_required",
  "sign_in_failed",
  "token_required",
  "role_not_allowed",
  "cross_origin",
  "not_found",
  "tracking_not_found",
  "method_not_allowed",
  "too_large",
  "json_required",
  "unknown_host",
  "window_full",
  "transition_not_allowed",
  "price_changed",
  "cutoff_passed",
  "idempotency_in_progress",
  "last_owner",
  "stale",
  "invalid",
  "idempotency_key_reused",
  "outside_service_area",
  "range_too_wide",
  "if_match_required",
  "too_many_requests",
  "store_unavailable",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A request that breaks the rules of its form: one sentence beside each field, for the first `mostFields` of them. */
export const invalid = (...fields: FieldError[]): DomainError => {
  const named = fields.slice(0, mostFields);
  return new DomainError("invalid", [...new Set(named.map((field) => field.message))].join(" "), { fields: named });
};

/** More than any form has at a time. A request with thousands of faults must not get an answer larger than itself. */
const mostFields = 20;
