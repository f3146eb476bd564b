import { expect, test } from "vitest";
import { refusalsIn, shapeInWords } from "./shape-in-words.ts";

const text = { type: "string" };

test("an object is its fields, one a line, those that may be left out marked", () => {
  const member = {
    type: "object",
    properties: {
      id: { type: "string", format: "uuid" },
      managerId: { anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] },
      role: { enum: ["rep", "manager"], type: "string" },
      deals: {
        type: "array",
        items: { type: "object", properties: { days: { type: "integer" } }, required: ["days"] },
      },
      values: { type: "object", additionalProperties: text },
    },
    required: ["id", "managerId", "deals"],
  };
  expect(shapeInWords(member)).toBe(
    [
      "{",
      "  id: uuid",
      "  managerId: uuid | null",
      '  role?: "rep" | "manager"',
      "  deals: {",
      "    days: whole number",
      "  }[]",
      "  values?: {",
      "    [any name]: text",
      "  }",
      "}",
    ].join("\n"),
  );
});

test("a list of one of several says so; what is not said is anything", () => {
  expect(shapeInWords({ type: "array", items: { anyOf: [text, { type: "number" }] } })).toBe("(text | number)[]");
  expect(shapeInWords({})).toBe("anything");
  expect(shapeInWords({ $ref: "#/components/schemas/Condition" })).toBe("Condition");
});

test("what a route refuses with is its codes and their sentences, not the shape they travel in", () => {
  const refusal = (code: object, message: object) => ({ type: "object", properties: { code, message } });
  expect(
    refusalsIn({
      oneOf: [refusal({ const: "NOT_FOUND" }, { type: "string", default: "It is not here." }), refusal(text, text)],
    }),
  ).toEqual([{ code: "NOT_FOUND", message: "It is not here." }]);
});
