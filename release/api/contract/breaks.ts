/** An OpenAPI 3.1 document, as far as it is read here. */
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
 * Why an API with the contract `after` does not serve pages that were made for `before`: each in words; none is none. Pages
 * may rely on every call, on every field that was promised, and on being allowed to send what they were. More calls, more
 * fields in answers and more that may be sent break nothing.
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
  if (is.requestBody?.required === true && sentThen === undefined) found.push(`${call} asks for a body`);
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
  seen: Set<string>,
): string[] => {
  const pair = `${was.$ref ?? ""} ${is.$ref ?? ""}`;
  if (was.$ref !== undefined && is.$ref !== undefined) {
    // A schema may hold itself.
    if (seen.has(pair)) return [];
    seen.add(pair);
  }
  const [a, b] = [resolved(was, documents.before), resolved(is, documents.after)];
  const found: string[] = [];
  // What must fit into what: what pages send into what is taken now, what is answered into what they can read.
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
    found.push(...compare(property, now, field, way, documents, seen));
  }
  if (way === "sent")
    for (const name of b.required ?? [])
      if (a.required?.includes(name) !== true) found.push(`${at}: ${name} is asked for`);
  if (a.items !== undefined && b.items !== undefined)
    found.push(...compare(a.items, b.items, `${at}, each`, way, documents, seen));
  const [choicesThen, choicesNow] = [a.anyOf ?? a.oneOf ?? [], b.anyOf ?? b.oneOf ?? []];
  // By their order, which the same schema keeps.
  for (const [index, choice] of choicesThen.entries()) {
    const now = choicesNow[index];
    if (now !== undefined) found.push(...compare(choice, now, at, way, documents, seen));
    else if (way === "sent") found.push(`${at} has fewer shapes`);
  }
  for (const [index, part] of (a.allOf ?? []).entries()) {
    const now = b.allOf?.[index];
    if (now !== undefined) found.push(...compare(part, now, at, way, documents, seen));
  }
  return found;
};

const resolved = (schema: Schema, { components }: Contract): Schema => {
  const name = schema.$ref?.split("/").at(-1);
  if (name === undefined) return schema;
  const { $ref: _, ...beside } = schema;
  return { ...components?.schemas?.[name], ...beside };
};

/** An integer can be read where a number was. */
const typesOf = ({ type }: Schema): string[] =>
  (type === undefined ? [] : [type].flat()).map((each) => (each === "integer" ? "number" : each));

const valuesOf = (schema: Schema): unknown[] | null =>
  schema.enum ?? (schema.const === undefined ? null : [schema.const]);
