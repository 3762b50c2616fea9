import { z, type RouteConfig } from "@hono/zod-openapi";
import { instantOf, type Clock } from "../domain/clock.ts";
import { dayRangeFault } from "../domain/day.ts";
import { invalid, type FieldError } from "../domain/domain-error.ts";
import { day } from "./schema/field.ts";
import { pathsOf, valuesAt } from "./schema/walk.ts";

/** The result for one part of a request: query, path, headers or body. */
type ParsedPart = { target: string } & ({ success: true; data: unknown } | { success: false; error: z.core.$ZodError });

/**
 * Throws `invalid` for input that does not match the route's schemas, or for a day too far ahead. Schemas are fixed and
 * the last allowed day moves with the clock, so this checks each place where a schema says `day`.
 */
export const validateInput = (
  { request }: Pick<RouteConfig, "request">,
  clock: Clock,
): ((part: ParsedPart) => undefined) => {
  const content = request?.body?.content["application/json"];
  const json = content !== undefined && "schema" in content ? content.schema : undefined;
  const days = new Map(
    Object.entries({ query: request?.query, param: request?.params, json }).map(([target, schema]) => [
      target,
      schema instanceof z.ZodType ? pathsOf(schema, (inner) => inner === day) : [],
    ]),
  );
  return (part) => {
    if (!part.success) throw invalid(...part.error.issues.flatMap(fieldErrors));
    const today = instantOf(clock.now()).slice(0, 10);
    const errors = (days.get(part.target) ?? [])
      .flatMap((path) => valuesAt(part.data, path))
      .flatMap(({ at, value }) => {
        const fault = typeof value === "string" ? dayRangeFault(value, today) : null;
        return fault === null ? [] : [fieldError(at, "day_range", fault)];
      });
    if (errors.length > 0) throw invalid(...errors);
  };
};

/** A JSON pointer and a sentence for each field. An unknown field is named by its own pointer. */
const fieldErrors = (issue: z.core.$ZodIssue): FieldError[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => fieldError([...issue.path, key], "unknown_field", "Unknown field. Remove it."))
    : [
        fieldError(
          issue.path,
          issue.code,
          issue.code === "invalid_type" && /undefined/.test(issue.message) ? "Required." : issue.message,
        ),
      ];

const fieldError = (path: PropertyKey[], code: string, message: string): FieldError => ({
  field: path
    .map((part) => `/${String(part).slice(0, mostOfName).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join(""),
  code,
  message,
});

/** An unknown field name can be as long as the body. */
const mostOfName = 60;
