import { usualService, type Settings, type WindowCapacity } from "../../domain/settings.ts";
import { weekdays } from "../../domain/day.ts";
import { UsageError } from "../failure.ts";
import { readHours } from "./window.ts";

/**
 * Settings as lines of `path=value`: what `settings show` prints, `settings set` takes. Services and items go by
 * their id: `services.trailer-15.price.amount_cents=60000`. A value in braces or brackets is JSON, for what no line
 * can say: a whole new service, another kind of price.
 */
export const settingLines = (settings: Settings): [path: string, value: string][] =>
  pathsOf(settings).flatMap(([path, kind]) => {
    const found = find(settings, path.split("."));
    return found === undefined ? [] : [[path, writeValue(found.holder[found.key], kind)]];
  });

/** The settings with one line applied; nothing else is touched. */
export const assignSetting = (settings: Settings, line: string): Settings => {
  const at = line.indexOf("=");
  if (at < 1)
    throw new UsageError(
      `"${line}" is not understood. Write it as path=value, as in business.name="Coastline Hauling".`,
    );
  const [path, text] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  const next = structuredClone(settings);
  const parts = path.split(".");
  const kind = pathsOf(settings).find(([known]) => known === path)?.[1];
  const json = /^[{[]/.test(text) ? readJson(path, text) : undefined;
  const [root, id, ...rest] = parts;
  if (root === "services" && id !== undefined && rest.length === 0) return withService(next, id, json, text);
  const found = find(next, parts);
  if (found === undefined || (kind === undefined && json === undefined) || ["rev", "crews"].includes(root ?? "")) {
    throw new UsageError(`There is no setting "${path}". tailboard settings show lists them.`);
  }
  found.holder[found.key] = json ?? (kind === undefined ? text : readValue(path, text, kind));
  return next;
};

type Kind = "text" | "text?" | "count" | "count?" | "flag" | "list" | "list?" | "hours";

const pathsOf = (settings: Settings): [path: string, kind: Kind][] => [
  ["business.name", "text"],
  ["business.phone", "text?"],
  ["business.time_zone", "text"],
  ["business.currency", "text"],
  ["business.locale", "text"],
  ["booking.open", "flag"],
  ["booking.lead_time_hours", "count"],
  ["booking.days_ahead", "count"],
  ["booking.postal_codes", "list?"],
  ["booking.cutoff_hours", "count"],
  ["booking.requests_past_per_hour", "count?"],
  ["booking.requests_past_per_address", "count?"],
  ["booking.link_days", "count"],
  ["booking.crews_see_prices", "flag"],
  ...weekdays.map((day): [string, Kind] => [`hours.${day}`, "hours"]),
  ["closed_days", "list"],
  ...settings.services.flatMap(({ id, price, items }): [string, Kind][] =>
    [
      ["name", "text"],
      ["description", "text"],
      [price.kind === "flat" ? "price.amount_cents" : "price.minimum_cents", "count"],
      ...items.flatMap((item) => [
        [`items.${item.id}.label`, "text"],
        [`items.${item.id}.unit_cents`, "count"],
      ]),
      ["needs_window", "flag"],
      ["visits", "list"],
      ["stock", "count?"],
      ["active", "flag"],
    ].map(([path, kind]): [string, Kind] => [`services.${id}.${path}`, kind as Kind]),
  ),
  ["terms.version", "text"],
  ["terms.text", "text"],
  ["sample", "flag"],
];

type Holder = Record<string, unknown>;

/** Where a path ends; in a list, a part is the id of what is meant. */
const find = (settings: Settings, parts: string[]): { holder: Holder; key: string } | undefined => {
  let holder: unknown = settings;
  for (const part of parts.slice(0, -1)) {
    if (Array.isArray(holder)) holder = holder.find((one: { id?: string }) => one.id === part);
    else holder = Object.hasOwn(holder as Holder, part) ? (holder as Holder)[part] : undefined;
    if (typeof holder !== "object" || holder === null) return undefined;
  }
  const key = parts.at(-1) ?? "";
  return Array.isArray(holder) || !Object.hasOwn(holder as Holder, key) ? undefined : { holder: holder as Holder, key };
};

/** A whole service: a new one, another in its place, or `none` to take it away. The API judges what is in it. */
const withService = (settings: Settings, id: string, json: unknown, text: string): Settings => {
  const others = settings.services.filter((service) => service.id !== id);
  if (text === "none") return { ...settings, services: others };
  if (typeof json !== "object") throw new UsageError(`Give services.${id} as JSON in braces, or none to take it away.`);
  const at = settings.services.findIndex((service) => service.id === id);
  const service = { ...usualService, ...json, id };
  // Sent to the API, which refuses what is not a service.
  const services = others.toSpliced(at < 0 ? others.length : at, 0, service as unknown as Settings["services"][number]);
  return { ...settings, services };
};

const readJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`The value of ${path} is not JSON.`);
  }
};

const readValue = (path: string, text: string, kind: Kind): unknown => {
  if (kind.endsWith("?") && (text === "none" || text === "")) return null;
  switch (kind) {
    case "text":
    case "text?":
      return text;
    case "count":
    case "count?":
      if (!/^\d{1,12}$/.test(text))
        throw new UsageError(`${path} is a whole number${kind === "count?" ? ", or none" : ""}; "${text}" is not.`);
      return Number(text);
    case "flag":
      if (/^(?:yes|true|on)$/i.test(text)) return true;
      if (/^(?:no|false|off)$/i.test(text)) return false;
      throw new UsageError(`${path} is yes or no; "${text}" is neither.`);
    case "list":
    case "list?":
      return text
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== "");
    case "hours":
      return readHours(text);
    default:
      return kind satisfies never;
  }
};

const writeValue = (value: unknown, kind: Kind): string => {
  if (value === null) return "none";
  switch (kind) {
    case "flag":
      return value === true ? "yes" : "no";
    case "list":
    case "list?":
      return (value as string[]).join(",");
    case "hours":
      return (
        (value as WindowCapacity[]).map(({ start, end, capacity }) => `${start}-${end}x${capacity}`).join(",") ||
        "closed"
      );
    case "text":
    case "text?":
    case "count":
    case "count?":
      return typeof value === "number" ? String(value) : (value as string);
    default:
      return kind satisfies never;
  }
};
