import { usualService, type Settings, type WindowCapacity } from "../../domain/settings.ts";
import { UsageError } from "../command-error.ts";
import * as message from "../message/settings.ts";
import { readHours } from "./when.ts";

/**
 * Settings as lines of `path=value`, the form that `settings show` prints and `settings set` takes. Services and options
 * are named by id: `services.trailer-15.price.amount_cents=60000`; parts without an id by their number, from 0. A value
 * in braces or brackets is JSON, for changes that one line cannot express, such as a new service or another kind of
 * price. `none` removes a part that may be missing, such as a rental.
 */
export interface SettingPaths {
  /** All settings, in the order of the schema. */
  lines(settings: Settings): [path: string, value: string][];
  /** A copy of the settings with one line applied. Throws `UsageError` for an unknown path or an unreadable value. */
  assign(settings: Settings, line: string): Settings;
}

/** Derives the paths from the API's schema of the settings, so that every setting has a path. Loads the schema on demand. */
export const openSettingPaths = async (): Promise<SettingPaths> => {
  const [{ z }, { settingsInput }] = await Promise.all([import("zod"), import("../../http/schema/settings.ts")]);
  // `currency_change` is an instruction to the API and not a setting.
  const schema = z.toJSONSchema(settingsInput.omit({ currency_change: true }), { io: "input", unrepresentable: "any" });
  return settingPathsOf(schema as JsonSchema);
};

/** The parts of JSON Schema that describe settings. */
export interface JsonSchema {
  type?: string;
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

export const settingPathsOf = (schema: JsonSchema): SettingPaths => ({
  lines: (settings) =>
    leavesOf(schema, settings, []).flatMap(({ path, type, value }) =>
      value === undefined ? [] : [[path.join("."), writeValue(value, type)]],
    ),
  assign: (settings, line) => assign(schema, settings, line),
});

const assign = (schema: JsonSchema, settings: Settings, line: string): Settings => {
  const at = line.indexOf("=");
  if (at < 1) throw new UsageError(message.lineFormat(line));
  const [path, text] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  const json = /^[{[]/.test(text) ? readJson(path, text) : undefined;
  const parts = withoutAlias(settings, path.split("."));
  const [root, id, ...rest] = parts;
  if (root === "services" && id !== undefined && rest.length === 0) return withService(settings, id, json, text);
  const next = structuredClone(settings);
  const place = find(schema, next, parts);
  const type = place === null ? null : valueType(place.schema, text === "none" ? null : undefined);
  if (place === null || (type === null && json === undefined)) throw new UsageError(message.unknownSetting(path));
  place.holder[place.key] = json ?? (type === null ? text : readValue(path, text, type));
  return next;
};

/** `services.<id>.items.<option>` is the path that an option had before groups. */
const withoutAlias = (settings: Settings, parts: string[]): string[] => {
  const [root, id, list, option, ...rest] = parts;
  if (root !== "services" || list !== "items" || id === undefined || option === undefined) return parts;
  const groups = settings.services.find((service) => service.id === id)?.groups ?? [];
  const group = groups.find(({ options }) => options.some((one) => one.id === option));
  return group === undefined ? parts : [root, id, "groups", group.id, "options", option, ...rest];
};

/** How the value of one line is written. */
interface ValueType {
  kind: "text" | "count" | "number" | "flag" | "list" | "hours" | "json";
  /** True if `none` stands for null. */
  optional: boolean;
}

type JsonObject = Record<string, unknown>;

/** The type of a schema that fits on one line; null for objects and for lists of objects, unless they are empty. */
const valueType = (schema: JsonSchema, value?: unknown): ValueType | null => {
  const { inner, optional } = withoutNull(schema);
  const isEmpty = (value === null && optional) || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return valueType(schema) ?? { kind: "json", optional };
  if (inner.type === "array") {
    if (inner.items?.type === "string") return { kind: "list", optional };
    return inner.items?.properties?.["capacity"] === undefined ? null : { kind: "hours", optional };
  }
  const kind = inner.type === undefined ? undefined : scalarKinds[inner.type];
  return kind === undefined ? null : { kind, optional };
};

const scalarKinds: Partial<Record<string, ValueType["kind"]>> = {
  string: "text",
  integer: "count",
  number: "number",
  boolean: "flag",
};

const withoutNull = (schema: JsonSchema): { inner: JsonSchema; optional: boolean } => {
  const others = schema.anyOf?.filter(({ type }) => type !== "null");
  const [only] = others ?? [];
  return others?.length === 1 && only !== undefined
    ? { inner: only, optional: others.length < (schema.anyOf?.length ?? 0) }
    : { inner: schema, optional: false };
};

/** The properties of an object. Of alternatives, such as the kinds of price, the one that `value` has. */
const propertiesOf = (schema: JsonSchema, value: JsonObject): Record<string, JsonSchema> => {
  const { inner } = withoutNull(schema);
  const variants = inner.oneOf ?? inner.anyOf ?? [inner];
  const fits = ({ properties = {} }: JsonSchema) =>
    Object.entries(properties).every(([name, each]) => each.const === undefined || each.const === value[name]);
  const hasAll = ({ properties = {} }: JsonSchema) =>
    Object.keys(value).every((name) => Object.hasOwn(properties, name));
  const fitting = variants.filter(fits);
  return (fitting.find(hasAll) ?? fitting[0])?.properties ?? {};
};

interface Leaf {
  path: string[];
  type: ValueType;
  /** Undefined if the settings lack it, because an older version saved them. */
  value: unknown;
}

const leavesOf = (schema: JsonSchema, value: unknown, path: string[]): Leaf[] => {
  const type = valueType(schema, value);
  if (type !== null) return [{ path, type, value }];
  if (Array.isArray(value)) {
    return value.flatMap((item: { id?: string }, at) =>
      leavesOf(schema.items ?? {}, item, [...path, item.id ?? String(at)]),
    );
  }
  if (!isObject(value)) return [];
  return Object.entries(propertiesOf(schema, value)).flatMap(([name, property]) =>
    // The id of an item is part of its path, and the kind of an alternative changes only with the whole alternative.
    name === "id" || property.const !== undefined ? [] : leavesOf(property, value[name], [...path, name]),
  );
};

/** The object that holds a path's value. Null if the schema has no such path, or the settings no such service or item. */
const find = (
  schema: JsonSchema,
  settings: unknown,
  parts: string[],
): { holder: JsonObject; key: string; schema: JsonSchema } | null => {
  let [value, current] = [settings, schema];
  for (const [index, part] of parts.entries()) {
    if (Array.isArray(value)) {
      value = value.find((item: { id?: string }, at) => (item.id ?? String(at)) === part);
      current = current.items ?? {};
    } else {
      if (!isObject(value)) return null;
      const properties = propertiesOf(current, value);
      const property = Object.hasOwn(properties, part) ? properties[part] : undefined;
      if (property === undefined || property.const !== undefined) return null;
      if (index === parts.length - 1) return { holder: value, key: part, schema: property };
      value = value[part];
      current = property;
    }
  }
  return null;
};

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null;

/** Adds or replaces a whole service, or removes it with `none`. The API checks the service. */
const withService = (settings: Settings, id: string, json: unknown, text: string): Settings => {
  const others = settings.services.filter((service) => service.id !== id);
  if (text === "none") return { ...settings, services: others };
  if (typeof json !== "object") throw new UsageError(message.serviceFormat(id));
  const at = settings.services.findIndex((service) => service.id === id);
  const service = { ...usualService, ...json, id };
  const services = others.toSpliced(at < 0 ? others.length : at, 0, service as unknown as Settings["services"][number]);
  return { ...settings, services };
};

const readJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(message.notJson(path));
  }
};

const readValue = (path: string, text: string, { kind, optional }: ValueType): unknown => {
  if (optional && (text === "none" || text === "")) return null;
  switch (kind) {
    case "text":
      return text;
    case "json":
      throw new UsageError(message.notJson(path));
    case "number":
      if (!/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) throw new UsageError(message.decimal(path, text));
      return Number(text);
    case "count":
      if (!/^\d{1,12}$/.test(text)) throw new UsageError(message.wholeNumber(path, text, optional));
      return Number(text);
    case "flag":
      if (/^(?:yes|true|on)$/i.test(text)) return true;
      if (/^(?:no|false|off)$/i.test(text)) return false;
      throw new UsageError(message.yesOrNo(path, text));
    case "list":
      return text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
    case "hours":
      return readHours(text);
    default:
      return kind satisfies never;
  }
};

const writeValue = (value: unknown, { kind }: ValueType): string => {
  if (value === null) return "none";
  switch (kind) {
    case "flag":
      return value === true ? "yes" : "no";
    case "list":
      return (value as string[]).join(",");
    case "hours":
      return (
        (value as WindowCapacity[]).map(({ start, end, capacity }) => `${start}-${end}x${capacity}`).join(",") ||
        "closed"
      );
    case "json":
      return JSON.stringify(value);
    case "text":
    case "number":
    case "count":
      return typeof value === "number" ? String(value) : (value as string);
    default:
      return kind satisfies never;
  }
};
