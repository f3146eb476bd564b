import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { z } from "zod";
import { knownHeadings } from "../import/list-headings.ts";
import { mapColumns } from "../import/map-headings.ts";
import { type DealToWrite, dealLine, exportHeadings, headingLine } from "./write-lines.ts";

const deal: DealToWrite = {
  ...{
    id: "0b9d8f5e-5f0a-4a6e-9d0e-000000000001",
    sourceKey: "id:006A1",
    name: "Acme, “big” one",
    accountName: "Acme",
  },
  ...{ ownerName: "Ria", ownerEmail: "ria@example.com", pipelineName: "Sales", stageName: "Lost", status: "lost" },
  ...{ lossKind: "competitor", amountCents: -1_234_50, currency: "EUR", expectedCloseOn: "2026-06-30" },
  ...{ createdAt: new Date("2026-03-02T09:00:00Z"), closedAt: new Date("2026-04-02T09:00:00Z"), pitchedOn: null },
  ...{ offeredTermMonths: 12, competitor: "Globex", leadSource: null, crmReason: "Price\nand timing" },
  ...{ wonBackFrom: "id:005X", callOn: "2026-12-01" },
  attributes: { Region: "=EMEA", Employees: "49" },
};

const row = (changes: Partial<DealToWrite> = {}) => {
  const attributes = ["Employees", "Region", "Team"];
  const file = headingLine(attributes) + dealLine({ ...deal, ...changes }, attributes);
  const [read] = z.array(z.record(z.string(), z.string())).parse(parse(file, { columns: true }));
  return read ?? {};
};

test("a deal is one line, with its names, its decimals and its attributes", () => {
  expect(row()).toEqual({
    "Record ID": "006A1",
    "Deal name": "Acme, “big” one",
    "Account name": "Acme",
    "Deal owner": "Ria",
    "Deal owner email": "ria@example.com",
    "Deal pipeline": "Sales",
    "Deal stage": "Lost",
    "Deal status": "lost",
    "Loss kind": "competitor",
    Amount: "-1234.50",
    "Deal currency of value": "EUR",
    "Create date": "2026-03-02T09:00:00.000Z",
    "Expected close date": "2026-06-30",
    "Actual close date": "2026-04-02T09:00:00.000Z",
    "Pitch date": "",
    "Contract term months": "12",
    Competitor: "Globex",
    "Lead source": "",
    "Closed lost reason": "Price\nand timing",
    "Won back from": "005X",
    "Next check-up": "2026-12-01",
    "Closed won reason": "",
    Employees: "49",
    Region: "'=EMEA",
    Team: "",
  });
});

test("amounts have the decimals of their currency, to the last cent", () => {
  const amount = (amountCents: number, currency: string) => row({ amountCents, currency }).Amount;
  expect(amount(5, "EUR")).toBe("0.05");
  expect(amount(12_000, "JPY")).toBe("12000");
  expect(amount(1_234, "KWD")).toBe("1.234");
  expect(amount(999_999_999_999_999, "USD")).toBe("9999999999999.99");
});

test("what a person typed is never run as a formula", () => {
  expect(row({ name: '=HYPERLINK("http://x")', competitor: "+Globex" })).toMatchObject({
    "Deal name": '\'=HYPERLINK("http://x")',
    Competitor: "'+Globex",
  });
});

test("our import finds every column by its heading, whatever the attributes beside it are called", () => {
  const fields = {
    ...{ "Record ID": "id", "Deal name": "name", "Account name": "account", "Deal owner": "owner" },
    ...{
      "Deal owner email": "ownerEmail",
      "Deal pipeline": "pipeline",
      "Deal stage": "stage",
      "Deal status": "status",
    },
    ...{ "Loss kind": "lossKind", Amount: "amount", "Deal currency of value": "currency", "Create date": "created" },
    ...{ "Expected close date": "expectedClose", "Actual close date": "closed", "Pitch date": "pitched" },
    ...{ "Contract term months": "termMonths", Competitor: "competitor", "Lead source": "leadSource" },
    ...{ "Closed lost reason": "lossReason", "Closed won reason": "wonReason" },
    ...{ "Won back from": "wonBackFrom", "Next check-up": "callOn" },
  };
  const everyHeading = Object.values(knownHeadings.deals).flatMap((headings) => headings.split("|"));
  const attributes = everyHeading.filter((heading) => !exportHeadings.some((ours) => ours.toLowerCase() === heading));
  const mapped = mapColumns("deals", [...exportHeadings, ...attributes], [], []).slice(0, exportHeadings.length);
  expect(Object.fromEntries(mapped.map(({ heading, target }) => [heading, target]))).toEqual(fields);
});
