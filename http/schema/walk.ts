import { z } from "@hono/zod-openapi";

/** The path of a schema inside another: field names, and `*` for each element of an array or record. */
export type SchemaPath = string[];

type Schema = z.core.$ZodType;

/** Visits a schema and every schema inside it, including both sides of a union and the input of a transform. */
export const walkSchema = (
  schema: Schema,
  visit: (schema: Schema, path: SchemaPath) => void,
  path: SchemaPath = [],
): void => {
  visit(schema, path);
  const inside = (next: Schema, ...names: string[]) => walkSchema(next, visit, [...path, ...names]);
  if (schema instanceof z.ZodObject) {
    for (const [name, field] of Object.entries(schema.shape)) inside(field, name);
  } else if (schema instanceof z.ZodArray) inside(schema.element, "*");
  else if (schema instanceof z.ZodRecord) inside(schema.valueType, "*");
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) inside(option);
  else if (schema instanceof z.ZodPipe) inside(schema.in);
  else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    inside(schema.unwrap());
};

/** The paths of all matching schemas. */
export const pathsOf = (schema: Schema, wanted: (schema: Schema) => boolean): SchemaPath[] => {
  const paths: SchemaPath[] = [];
  walkSchema(schema, (one, path) => {
    if (wanted(one)) paths.push(path);
  });
  return paths;
};

/** The values at a path, each with its own path. */
export const valuesAt = (
  value: unknown,
  [name, ...rest]: SchemaPath,
  at: PropertyKey[] = [],
): { at: PropertyKey[]; value: unknown }[] => {
  if (name === undefined) return [{ at, value }];
  if (typeof value !== "object" || value === null) return [];
  const entries = name === "*" ? Object.entries(value) : Object.entries(value).filter(([key]) => key === name);
  return entries.flatMap(([key, inner]) => valuesAt(inner, rest, [...at, key]));
};
