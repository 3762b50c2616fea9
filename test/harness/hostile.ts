import { z } from "@hono/zod-openapi";
import { day } from "../../http/schema/field.ts";
import { walkSchema, type SchemaPath } from "../../http/schema/walk.ts";

/** Makes values at and beyond the bounds of a schema, from the schema itself. */

export interface Field {
  path: SchemaPath;
  schema: z.core.$ZodType;
}

/** A value to send. If `mustRefuse` is true, every request with it must be refused. */
export interface Hostile {
  value: unknown;
  mustRefuse: boolean;
}

/** Lists every field of a schema, including arrays and objects. The schema itself has the empty path. */
export const fieldsOf = (schema: z.core.$ZodType): Field[] => {
  const fields: Field[] = [];
  walkSchema(schema, (inner, path) => {
    if (!isWrapper(inner)) fields.push({ path, schema: inner });
  });
  return fields;
};

const isWrapper = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodPipe ||
  schema instanceof z.ZodUnion;

export const hostileFor = (schema: z.core.$ZodType): Hostile[] => [
  ...anything.map(maybe),
  ...(schema === day ? days : schema instanceof z.ZodString ? texts(schema) : []),
  ...(schema instanceof z.ZodNumber ? numbers(schema) : []),
  ...(schema instanceof z.ZodArray ? arrays() : []),
  ...(schema instanceof z.ZodObject ? objects() : []),
];

const maybe = (value: unknown): Hostile => ({ value, mustRefuse: false });
const never = (value: unknown): Hostile => ({ value, mustRefuse: true });

/** Values to try in every field. */
const anything: unknown[] = ["", " ", "0", "x", 0, -1, 1.5, true, false, null, [], {}, [[]], [null], { "": 0 }];

const days: Hostile[] = [
  ...["0000-01-01", "0000-00-00", "1999-12-31", "2026-02-30", "2031-12-31", "2100-01-01", "9999-12-31"].map(never),
  ...["+010000-01-01", "-000001-01-01", "2026-11-27T00:00", "٢٠٢٦-١١-٢٧"].map(never),
  ...["2000-01-01", "2028-02-29", "2031-11-24"].map(maybe),
];

const texts = ({ minLength, maxLength }: z.ZodString): Hostile[] => [
  ...["\u200b", "\ud800", "\u0000", "../../settings.json", "%00", "<script>", "' OR 1=1 --", "\u202eabc"].map(maybe),
  ...[minLength ?? 0, maxLength ?? 0].flatMap((length) => [
    maybe("x".repeat(length)),
    maybe("x".repeat(Math.max(0, length - 1))),
    maybe("🚚".repeat(Math.min(length, 10_000))),
  ]),
  // Longer than a person types into any field.
  ...[(maxLength ?? 20_000) + 1, 20_000].map((length) => never("x".repeat(length))),
];

const numbers = ({ minValue, maxValue }: z.ZodNumber): Hostile[] => [
  ...[minValue, maxValue].filter((bound) => bound !== null && Number.isFinite(bound)).map(maybe),
  ...[(minValue ?? 0) - 1, (maxValue ?? 0) + 1, 0.1, 1e-308, -0].map(maybe),
  ...[1e308, -1e308, Number.MIN_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER + 1, "1e999", "NaN", "0x10"].map(never),
];

const arrays = (): Hostile[] => [
  never(Array.from({ length: 10_000 }, () => 0)),
  never(Array.from({ length: 6_000 }, () => ({}))),
  maybe(nested(15)),
];

const objects = (): Hostile[] => [
  never(Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`k${index}`, index]))),
  never({ ["k".repeat(40_000)]: 1 }),
  maybe(JSON.parse('{"__proto__":{"admin":true}}')),
  maybe({ constructor: { prototype: {} } }),
  maybe({ unknown: nested(12) }),
];

const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);

/** Copies `body` with the field at a path replaced. Missing objects and arrays along the path are created. */
export const replaced = (body: unknown, [name, ...rest]: SchemaPath, value: unknown): unknown => {
  if (name === undefined) return value;
  if (name === "*") {
    const [first, ...others]: unknown[] = Array.isArray(body) ? body : [];
    return [replaced(first, rest, value), ...others];
  }
  const fields = typeof body === "object" && body !== null ? body : {};
  return { ...fields, [name]: replaced(Reflect.get(fields, name), rest, value) };
};
