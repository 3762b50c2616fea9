import { z } from "@hono/zod-openapi";
import { expect } from "vitest";
import { problemSchema } from "../../http/description.ts";
import type { Origin, Route } from "../../http/route.ts";
import { routes } from "../../http/routes.ts";
import type { Answered } from "./test-app.ts";

/**
 * Checks any response of the API: its headers, that OpenAPI documents its status, and that its body is exactly what the
 * schema of that status describes. A field that is not in the schema fails the test.
 */
export const assertAnswer = (
  { method, path, origins }: { method: string; path: string; origins: Origin[] },
  answer: Answered,
): void => {
  const { status, headers, body, text } = answer;
  const call = `${method} ${path.split("?")[0] ?? ""}`;
  const summary = `${call} answered ${status} ${text.slice(0, 400)}`;
  expect(headers.get("x-content-type-options"), summary).toBe("nosniff");
  expect(headers.get("x-request-id"), summary).toMatch(/^[\w-]{8,}$/);
  expect(headers.get("cache-control"), summary).toMatch(/^private, no-(?:store|cache)$/);
  for (const name of ["access-control-allow-origin", "x-powered-by", "server"])
    expect(headers.has(name), summary).toBe(false);
  const problem = headers.get("content-type")?.startsWith("application/problem+json") === true;
  if (problem) {
    expect(body, summary).toMatchObject({ status, request_id: headers.get("x-request-id") });
    expect(status, summary).toBeGreaterThanOrEqual(400);
  }
  const schema = schemaOf(routeOf(method, path, origins), { method, path, status, problem }, summary);
  if (schema === null || method === "HEAD") expect(text, summary).toBe("");
  else if (/^text\/(?:xml|html|calendar)/.test(headers.get("content-type") ?? ""))
    expect(schema.parse(text), summary).toBe(text);
  else expect(schema.parse(body), summary).toEqual(body);
};

/** The schema of the body, or null if the response has no body. Throws if the status is not documented. */
const schemaOf = (
  route: Route | undefined,
  { method, path, status, problem }: { method: string; path: string; status: number; problem: boolean },
  summary: string,
): z.ZodType | null => {
  const undescribed = described[`${method} ${path}`];
  if (undescribed !== undefined && !problem) return undescribed;
  // An unknown path or method gets a problem.
  if (route === undefined) {
    expect([404, 405], summary).toContain(status);
    return problemSchema;
  }
  const response = route.spec.responses[String(status)];
  if (response === undefined || "$ref" in response || !("description" in response))
    throw new Error(`No response describes that: ${summary}`);
  if (response.content === undefined) return null;
  const content = problem
    ? response.content["application/problem+json"]
    : ["application/json", "text/xml", "text/html", "text/calendar"]
        .map((type) => response.content?.[type])
        .find((one) => one !== undefined);
  if (content === undefined || !("schema" in content) || !(content.schema instanceof z.ZodType))
    throw new Error(`No schema describes that: ${summary}`);
  return content.schema;
};

const routeOf = (method: string, path: string, origins: Origin[]): Route | undefined =>
  routes.find(
    ({ spec, origin }) =>
      origins.includes(origin) &&
      spec.method === (method === "HEAD" ? "get" : method.toLowerCase()) &&
      new RegExp(`^${spec.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path.split("?")[0] ?? ""),
  );

/** Responses that are not in the route list: health and the OpenAPI document. */
const described: Record<string, z.ZodType> = {
  "GET /healthz": z.object({ status: z.enum(["ok", "store_unavailable"]) }),
  "GET /api/v1/openapi.json": z.looseObject({ openapi: z.literal("3.1.0") }),
};
