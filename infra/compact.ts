/**
 * Replaces `Fn::Join` without a separator, and `Fn::GetAtt`, by `Fn::Sub`, which needs a third of the lines. The template is
 * sent inside the API call, which allows at most 51,200 bytes. An alias stays as it is: a changed property would make
 * CloudFormation set it back to its first version.
 */
export const compact = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(compact);
  if (typeof value !== "object" || value === null) return value;
  if (Reflect.get(value, "Type") === "AWS::Lambda::Alias") return value;
  return (
    substitution(value) ??
    Object.fromEntries(Object.entries(value).map(([name, inner]: [string, unknown]) => [name, compact(inner)]))
  );
};

/** Returns null unless the value is an attribute, or a join of texts, references and attributes. */
const substitution = (value: object): { "Fn::Sub": string } | null => {
  if ("Fn::GetAtt" in value) return subOf([value]);
  const join: unknown = Reflect.get(value, "Fn::Join");
  if (!Array.isArray(join) || join[0] !== "" || !Array.isArray(join[1])) return null;
  return subOf(join[1]);
};

const subOf = (joined: readonly unknown[]): { "Fn::Sub": string } | null => {
  const parts = joined.map(partOf);
  return parts.includes(null) ? null : { "Fn::Sub": parts.join("") };
};

const partOf = (part: unknown): string | null => {
  if (typeof part === "string") return part.replaceAll("${", "${!");
  if (typeof part !== "object" || part === null) return null;
  if ("Ref" in part && typeof part.Ref === "string") return `\${${part.Ref}}`;
  const got: unknown = Reflect.get(part, "Fn::GetAtt");
  return Array.isArray(got) ? `\${${got.join(".")}}` : null;
};
