import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import type { ProblemCode } from "../domain/domain-error.ts";
import { isStaffAccess, type Access } from "./access.ts";
import { problemResponses } from "./description.ts";
import type { HttpEnv } from "./route.ts";

/**
 * Completes a route's description with everything that follows from its access, method and input, such as the problems
 * that every such call can give. So the document names every status of a call.
 */
export const documented = <Spec extends Omit<RouteConfig, "path">>(spec: Spec, access: Access): Spec => ({
  ...spec,
  ...(access === "tracking" ? { security: [{ tracking: [] }] } : {}),
  ...(isStaffAccess(access)
    ? { security: [{ session: [] }, ...(access.scope === null ? [] : [{ api_token: [access.scope] }])] }
    : {}),
  responses: withProblems(spec.responses, commonProblems(spec, access)),
});

const commonProblems = (
  { method, request }: Pick<RouteConfig, "method" | "request">,
  access: Access,
): (ProblemCode | "internal")[] => {
  const writes = method !== "get";
  const reads = request?.query !== undefined || request?.params !== undefined || request?.headers !== undefined;
  const codes: [boolean, (ProblemCode | "internal")[]][] = [
    [request?.body !== undefined && access !== "signed", ["malformed_json", "json_required", "invalid"]],
    [access === "signed", ["signature_invalid"]],
    [reads, ["invalid"]],
    [
      isStaffAccess(access),
      ["sign_in_required", "token_invalid", "role_not_allowed", "scope_required", "too_many_requests"],
    ],
    [writes && (isStaffAccess(access) || access === "same_origin"), ["cross_origin"]],
    [access === "tracking", ["token_required", "tracking_not_found"]],
    [writes, ["too_large"]],
    [true, ["not_found", "method_not_allowed", "unknown_host", "internal", "store_unavailable"]],
  ];
  return codes.flatMap(([applies, group]) => (applies ? group : []));
};

const withProblems = (
  responses: RouteConfig["responses"],
  codes: (ProblemCode | "internal")[],
): RouteConfig["responses"] => {
  const all = { ...responses };
  for (const code of codes) {
    for (const [status, refusal] of Object.entries(problemResponses(code))) {
      const known = all[status];
      const description = known !== undefined && "description" in known ? known.description : undefined;
      const named = description === undefined ? [] : description.split(", ");
      if (!named.includes(code)) all[status] = { ...refusal, description: [...named, code].join(", ") };
    }
  }
  return all;
};

/** The OpenAPI document of the calls that an app serves. */
export const describeCalls = (app: OpenAPIHono<HttpEnv>): object =>
  nullable(
    app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Tailboard",
        version: "1",
        description: "Bookings, tracked jobs and dispatch for small hauling crews.",
      },
    }),
  ) as object; // the input is an object, so the output is one

/** Describes how a caller authenticates. Cookie names contain the port, so this is the name on https. */
export const registerSecurity = ({ openAPIRegistry: registry }: OpenAPIHono<HttpEnv>): void => {
  registry.registerComponent("securitySchemes", "tracking", {
    type: "http",
    scheme: "bearer",
    description: "The token of a tracking link.",
  });
  registry.registerComponent("securitySchemes", "api_token", {
    type: "http",
    scheme: "bearer",
    description: "An API token with the named scope. Send no session cookie with it.",
  });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-tailboard_session",
    description: "Set by POST /api/v1/session.",
  });
};

/**
 * Corrects a generated schema. The generator writes a nullable named schema as "this schema, and also an object or
 * null", which null never matches. This writes "this schema, or null".
 */
const nullable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(nullable);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, nullable(inner)] as const);
  if (!("allOf" in value) || !Array.isArray(value.allOf)) return Object.fromEntries(fields);
  const parts: unknown[] = value.allOf;
  const rest = parts.filter((part) => !isObjectOrNull(part));
  if (rest.length === parts.length || rest.length !== 1) return Object.fromEntries(fields);
  return Object.fromEntries(
    fields.map(([name, inner]) => (name === "allOf" ? ["anyOf", [...rest, { type: "null" }]] : [name, inner])),
  );
};

const isObjectOrNull = (part: unknown): boolean =>
  typeof part === "object" &&
  part !== null &&
  Object.keys(part).length === 1 &&
  "type" in part &&
  Array.isArray(part.type) &&
  part.type.includes("null");
