/**
 * An expected error: a rule of the business forbids the request, and the message tells the person why. The codes are
 * part of the public contract; `http/problem.ts` gives each one its HTTP status.
 */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly fields: FieldError[];
  /** Data that helps the caller go on: `alternatives`, `current`, `pricing`, `from` and `to`. */
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
  "token_invalid",
  "role_not_allowed",
  "scope_required",
  "cross_origin",
  "signature_invalid",
  "not_found",
  "tracking_not_found",
  "method_not_allowed",
  "too_large",
  "json_required",
  "unknown_host",
  "window_full",
  "equipment_unavailable",
  "unit_in_use",
  "transition_not_allowed",
  "price_changed",
  "cutoff_passed",
  "quote_expired",
  "opted_out",
  "no_channel",
  "messages_paused",
  "idempotency_in_progress",
  "last_owner",
  "too_many",
  "still_open",
  "forgotten",
  "stale",
  "invalid",
  "idempotency_key_reused",
  "outside_service_area",
  "range_too_wide",
  "too_long",
  "unknown_variable",
  "use_extend",
  "unsafe_url",
  "neighbor_gone",
  "if_match_required",
  "too_many_requests",
  "store_unavailable",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Makes an error for invalid input, with one sentence for each field. It reports the first `mostFields` fields. */
export const invalid = (...fields: FieldError[]): DomainError => {
  const named = fields.slice(0, mostFields);
  return new DomainError("invalid", [...new Set(named.map((field) => field.message))].join(" "), { fields: named });
};

/** No form has more fields at a time. The limit keeps the answer small for a request with thousands of faults. */
const mostFields = 20;
