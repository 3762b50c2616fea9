import { z } from "@hono/zod-openapi";
import { expect } from "vitest";
import { problemSchema } from "../../http/answer.ts";
import type { Origin, Route } from "../../http/route.ts";
import { routes } from "../../http/routes.ts";
import type { Answered } from "./test-app.ts";

/**
 * What holds for every answer of the API, whichever test asks: the headers, a status that the document names, and a body
 * that is exactly what the schema of that status says. A field that no schema knows fails the test.
 */
export const assertAnswer = (
  { method, path, origins }: { method: string; path: string; origins: Origin[] },
  answered: Answered,
): void => {
  const { status, headers, body, text } = answered;
  const call = `${method} ${path.split("?")[0] ?? ""}`;
  const said = `${call} answered ${status} ${text.slice(0, 400)}`;
  expect(headers.get("x-content-type-options"), said).toBe("nosniff");
  expect(headers.get("x-request-id"), said).toMatch(/^[\w-]{8,}$/);
  expect(headers.get("cache-control"), said).toMatch(/^private, no-(?:store|cache)$/);
  for (const name of ["access-control-allow-origin", "x-powered-by", "server"])
    expect(headers.has(name), said).toBe(false);
  const problem = headers.get("content-type")?.startsWith("application/problem+json") === true;
  if (problem) {
    expect(body, said).toMatchObject({ status, request_id: headers.get("x-request-id") });
    expect(status, said).toBeGreaterThanOrEqual(400);
  }
  const schema = schemaOf(routeOf(method, path, origins), { method, path, status, problem }, said);
  if (schema === null || method === "HEAD") expect(text, said).toBe("");
  else expect(schema.parse(body), said).toEqual(body);
};

/** The schema that the body has; null where it has none. Throws for a status that nothing describes. */
const schemaOf = (
  route: Route | undefined,
  { method, path, status, problem }: { method: string; path: string; status: number; problem: boolean },
  said: string,
): z.ZodType | null => {
  const undescribed = described[`${method} ${path}`];
  if (undescribed !== undefined && !problem) return undescribed;
  // Where no route is, or another method, there is nothing but a problem.
  if (route === undefined) {
    expect([404, 405], said).toContain(status);
    return problemSchema;
  }
  const response = route.spec.responses[String(status)];
  if (response === undefined || "$ref" in response || !("description" in response))
    throw new Error(`No response describes that: ${said}`);
  if (response.content === undefined) return null;
  const content = response.content[problem ? "application/problem+json" : "application/json"];
  if (content === undefined || !("schema" in content) || !(content.schema instanceof z.ZodType))
    throw new Error(`No schema describes that: ${said}`);
  return content.schema;
};

const routeOf = (method: string, path: string, origins: Origin[]): Route | undefined =>
  routes.find(
    ({ spec, origin }) =>
      origins.includes(origin) &&
      spec.method === (method === "HEAD" ? "get" : method.toLowerCase()) &&
      new RegExp(`^${spec.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path.split("?")[0] ?? ""),
  );

/** What no route describes: how the API is, and what it can do. */
const described: Record<string, z.ZodType> = {
  "GET /healthz": z.object({ status: z.enum(["ok", "store_unavailable"]) }),
  "GET /api/v1/openapi.json": z.looseObject({ openapi: z.literal("3.1.0") }),
};
