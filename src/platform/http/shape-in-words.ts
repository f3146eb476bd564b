/** A JSON schema as a person reads it: `{ id: uuid, name: text, managerId: uuid | null }`, one field a line. */
export function shapeInWords(schema: unknown, indent = ""): string {
  const of = partsOf(schema);
  if (typeof of.$ref === "string") return of.$ref.split("/").at(-1) ?? of.$ref;
  if ("const" in of) return JSON.stringify(of.const);
  if (Array.isArray(of.enum)) return of.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = [of.anyOf, of.oneOf, of.allOf].find(Array.isArray);
  if (choices) return [...new Set(choices.map((choice) => shapeInWords(choice, indent)))].join(" | ");
  if (of.type === "array") {
    const items = shapeInWords(of.items, indent);
    return items.includes(" | ") && !items.startsWith("{") ? `(${items})[]` : `${items}[]`;
  }
  if (of.type === "object" || of.properties) return objectInWords(of, indent);
  if (of.type === "string") return typeof of.format === "string" ? of.format : "text";
  if (of.type === "integer") return "whole number";
  if (of.type === "boolean") return "true | false";
  return typeof of.type === "string" ? of.type : "anything";
}

function objectInWords(of: Parts, indent: string): string {
  const deeper = `${indent}  `;
  const required = Array.isArray(of.required) ? of.required : [];
  const lines = Object.entries(partsOf(of.properties)).map(
    ([name, shape]) => `${deeper}${name}${required.includes(name) ? "" : "?"}: ${shapeInWords(shape, deeper)}`,
  );
  const others = of.additionalProperties;
  if (typeof others === "object" && others) lines.push(`${deeper}[any name]: ${shapeInWords(others, deeper)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

type Parts = Record<string, unknown>;

export function partsOf(value: unknown): Parts {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Every code that an answer may refuse with, and its sentence. */
export function refusalsIn(schema: unknown): { code: string; message: string }[] {
  const of = partsOf(schema);
  const choices = Array.isArray(of.oneOf) ? of.oneOf : [schema];
  return choices.flatMap((choice) => {
    const { code, message } = partsOf(partsOf(choice).properties);
    const named = partsOf(code).const;
    const said = partsOf(message).default;
    return typeof named === "string" ? [{ code: named, message: typeof said === "string" ? said : "" }] : [];
  });
}
