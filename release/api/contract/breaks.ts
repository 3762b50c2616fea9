/** The parts of an OpenAPI 3.1 document that this file reads. */
export interface Contract {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { required?: boolean; content?: Content };
  responses?: Record<string, { content?: Content }>;
}

type Content = Record<string, { schema?: Schema }>;

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/**
 * Lists the breaking changes from `before` to `after`, one sentence each. Empty if compatible. Pages built for `before` rely
 * on every call, every required response field and every allowed input. New calls, new response fields and new optional
 * inputs break nothing.
 */
export const breaks = (before: Contract, after: Contract): string[] => {
  const found: string[] = [];
  for (const [path, operations] of Object.entries(before.paths))
    for (const [method, operation] of Object.entries(operations)) {
      const call = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      if (now === undefined) found.push(`${call} is gone`);
      else found.push(...operationBreaks(operation, now, { before, after, call }));
    }
  return [...new Set(found)];
};

interface Documents {
  before: Contract;
  after: Contract;
  call: string;
}

const operationBreaks = (was: Operation, is: Operation, documents: Documents): string[] => {
  const { call } = documents;
  const found: string[] = [];
  for (const { name, in: place, required } of is.parameters ?? []) {
    const known = was.parameters?.find((each) => each.name === name && each.in === place);
    if (required === true && known?.required !== true) found.push(`${call} asks for the ${place} parameter ${name}`);
  }
  for (const { name, in: place } of was.parameters ?? [])
    if (place === "query" && is.parameters?.some((each) => each.name === name && each.in === place) !== true)
      found.push(`${call} no longer takes the query parameter ${name}`);
  const [sentThen, sentNow] = [json(was.requestBody?.content), json(is.requestBody?.content)];
  if (sentThen !== undefined && sentNow !== undefined)
    found.push(...compare(sentThen, sentNow, `${call}, sent`, "sent", documents, new Set()));
  // A body of another kind than JSON, such as a form of a vendor, is a body too.
  if (is.requestBody?.required === true && was.requestBody === undefined) found.push(`${call} asks for a body`);
  for (const [status, response] of Object.entries(was.responses ?? {})) {
    if (!status.startsWith("2")) continue;
    const [answerThen, answerNow] = [json(response.content), json(is.responses?.[status]?.content)];
    if (is.responses?.[status] === undefined) found.push(`${call} no longer answers ${status}`);
    else if (answerThen !== undefined && answerNow === undefined)
      found.push(`${call} answers ${status} without a body`);
    else if (answerThen !== undefined && answerNow !== undefined)
      found.push(...compare(answerThen, answerNow, `${call}, answered`, "answered", documents, new Set()));
  }
  return found;
};

const json = (content: Content | undefined): Schema | undefined => content?.["application/json"]?.schema;

const compare = (
  was: Schema,
  is: Schema,
  at: string,
  way: "sent" | "answered",
  documents: Documents,
  compared: Set<string>,
): string[] => {
  const pair = `${was.$ref ?? ""} ${is.$ref ?? ""}`;
  if (was.$ref !== undefined && is.$ref !== undefined) {
    // A schema may refer to itself.
    if (compared.has(pair)) return [];
    compared.add(pair);
  }
  const [a, b] = [resolved(was, documents.before), resolved(is, documents.after)];
  const found: string[] = [];
  // What pages send must fit what the API accepts now. What the API returns must fit what pages can read.
  const [narrow, wide] = way === "sent" ? [a, b] : [b, a];
  const lost = typesOf(narrow).filter((type) => typesOf(wide).length > 0 && !typesOf(wide).includes(type));
  if (lost.length > 0) found.push(`${at} ${way === "sent" ? "may no longer be" : "may now be"} ${lost.join(" or ")}`);
  if (way === "sent") {
    const allowed = valuesOf(b);
    const gone = allowed === null ? [] : (valuesOf(a) ?? []).filter((value) => !allowed.includes(value));
    if (gone.length > 0) found.push(`${at} may no longer be ${gone.map(String).join(", ")}`);
    else if (allowed !== null && valuesOf(a) === null)
      found.push(`${at} may only be ${allowed.map(String).join(", ")}`);
  }
  for (const [name, property] of Object.entries(a.properties ?? {})) {
    const now = b.properties?.[name];
    const field = `${at}: ${name}`;
    if (now === undefined) {
      if (way === "sent" ? b.additionalProperties === false : a.required?.includes(name) === true)
        found.push(way === "sent" ? `${field} is refused` : `${field} is gone`);
      continue;
    }
    if (way === "answered" && a.required?.includes(name) === true && b.required?.includes(name) !== true)
      found.push(`${field} may be missing`);
    found.push(...compare(property, now, field, way, documents, compared));
  }
  if (way === "sent")
    for (const name of b.required ?? [])
      if (a.required?.includes(name) !== true) found.push(`${at}: ${name} is required`);
  if (a.items !== undefined && b.items !== undefined)
    found.push(...compare(a.items, b.items, `${at}, each`, way, documents, compared));
  const [choicesThen, choicesNow] = [a.anyOf ?? a.oneOf ?? [], b.anyOf ?? b.oneOf ?? []];
  // Compares alternatives by their order, which an unchanged schema keeps.
  for (const [index, choice] of choicesThen.entries()) {
    const now = choicesNow[index];
    if (now !== undefined) found.push(...compare(choice, now, at, way, documents, compared));
    else if (way === "sent") found.push(`${at} has fewer shapes`);
  }
  for (const [index, part] of (a.allOf ?? []).entries()) {
    const now = b.allOf?.[index];
    if (now !== undefined) found.push(...compare(part, now, at, way, documents, compared));
  }
  return found;
};

const resolved = (schema: Schema, { components }: Contract): Schema => {
  const name = schema.$ref?.split("/").at(-1);
  if (name === undefined) return schema;
  const { $ref: _, ...beside } = schema;
  return { ...components?.schemas?.[name], ...beside };
};

/** Returns the types of a schema. An integer counts as a number. */
const typesOf = ({ type }: Schema): string[] =>
  (type === undefined ? [] : [type].flat()).map((each) => (each === "integer" ? "number" : each));

const valuesOf = (schema: Schema): unknown[] | null =>
  schema.enum ?? (schema.const === undefined ? null : [schema.const]);
