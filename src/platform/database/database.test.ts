import pg from "pg";
import { expect, test } from "vitest";
import "./database.ts";

const texts: number = 1009;

test.each([
  ["{}", []],
  ["{one}", ["one"]],
  ["{one,two three,NULLs}", ["one", "two three", "NULLs"]],
  ["{one,NULL,three}", ["one", null, "three"]],
  ['{"a, b",c,"say \\"hi\\"","{}","",NULL}', ["a, b", "c", 'say "hi"', "{}", "", null]],
  [
    "{{a,b},{c,d}}",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["[0:1]={a,b}", ["a", "b"]],
])("a list that PostgreSQL writes as %s is read as it was", (text, list) => {
  expect(pg.types.getTypeParser(texts)(text)).toEqual(list);
});
