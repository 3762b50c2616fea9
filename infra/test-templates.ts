import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseInfraConfig, type InfraConfig } from "../main/infra-config.ts";
import { stackNames, type StackPart } from "./stack-names.ts";
import { readTemplate, synthesize } from "./synthesize.ts";

/** Synthesizes the templates of a config, as CloudFormation receives them. */
export const templatesOf = (change: Partial<InfraConfig> = {}): Templates => {
  const config = parseInfraConfig({ ...plain, ...change }, "the test");
  const folder = mkdtempSync(join(tmpdir(), "tailboard-infra-"));
  try {
    const stacks = synthesize(config, folder);
    const names = stackNames(config);
    const find = (part: StackPart): TemplateJson =>
      stacks.includes(names[part]) ? (readTemplate(folder, names[part]) as TemplateJson) : { Resources: {} };
    return { firewall: find("firewall"), main: find("main"), watch: find("watch") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const plain: InfraConfig = {
  name: "acme",
  region: "eu-central-1",
  store: "s3",
  domains: null,
  alarm_email: "ana@example.com",
  budget_dollars: 20,
  firewall: true,
  secret_generation: 1,
};

/** Each option with a value other than in `plain`. */
export const full: Partial<InfraConfig> = {
  region: "us-east-1",
  store: "dynamodb",
  secret_generation: 2,
  domains: {
    site: "book.example.com",
    dashboard: "office.example.com",
    staging: "staging.example.com",
    certificate_arn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d",
  },
};

export type Templates = Record<StackPart, TemplateJson>;

export interface TemplateJson {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, { Value: unknown }>;
  Parameters?: Record<string, unknown>;
}

export interface Resource {
  Type: string;
  // Any JSON that CloudFormation accepts; each test states what it expects.
  Properties: Record<string, Json>;
  DependsOn?: string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Returns the value at a path of names and indexes, or undefined. */
export const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, name) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );

/** Returns the text or number at a path as text. @throws TypeError if the path leads to neither. */
export const wordAt = (value: unknown, ...path: (string | number)[]): string => {
  const found = at(value, ...path);
  if (typeof found === "string" || typeof found === "number") return String(found);
  throw new TypeError(`No text at ${path.join(".")} in ${JSON.stringify(value)}`);
};

export const resources = ({ Resources }: TemplateJson, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/** Returns the resource with that logical id. */
export const resource = ({ Resources }: TemplateJson, id: string): Resource => {
  const found = Resources[id];
  if (found === undefined) throw new TypeError(`No ${id} among ${Object.keys(Resources).join(" ")}`);
  return found;
};

/** Returns every statement of every policy with the logical id of its resource. */
export const statements = (template: TemplateJson): { where: string; statement: Record<string, unknown> }[] =>
  Object.entries(template.Resources).flatMap(([id, { Properties }]) =>
    documentsIn(Properties).flatMap((document) =>
      listOf(at(document, "Statement")).map((statement) => ({
        where: id,
        statement: statement as Record<string, unknown>,
      })),
    ),
  );

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Returns the policy documents in a value. A resource may have no properties. */
const documentsIn = (value: unknown): unknown[] => {
  if (typeof value !== "object" || value === null) return [];
  if ("Statement" in value) return [value];
  if ("Fn::Join" in value || "Fn::Sub" in value) {
    // A policy in the form of text with references.
    const text = JSON.stringify(value).includes('\\"Statement\\"') ? textOf(value) : null;
    return text === null ? [] : [JSON.parse(text) as unknown];
  }
  return Object.values(value).flatMap(documentsIn);
};

/** Returns a template's text with `${name}` for each reference. */
export const textOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  const joined = at(value, "Fn::Join");
  if (Array.isArray(joined)) return listOf(joined[1]).map(textOf).join(String(joined[0]));
  const sub = at(value, "Fn::Sub");
  if (typeof sub === "string") return sub;
  const got = at(value, "Fn::GetAtt");
  if (Array.isArray(got)) return `\${${got.join(".")}}`;
  const ref = at(value, "Ref");
  if (typeof ref === "string") return `\${${ref}}`;
  throw new TypeError(`Not text: ${JSON.stringify(value)}`);
};
