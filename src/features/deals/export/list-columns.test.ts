import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Column } from "../../../platform/export/columns.ts";
import { writeCsv } from "../../../platform/export/write-csv.ts";
import { keepsAttributes } from "../import/list-fields.ts";
import { knownHeadings } from "../import/list-headings.ts";
import { mapColumns } from "../import/map-headings.ts";
import {
  accountColumns,
  activityColumns,
  attributeColumns,
  contactColumns,
  type DealToWrite,
  dealColumns,
  stageColumns,
} from "./list-columns.ts";

const deal: DealToWrite = {
  ...{
    id: "006A1",
    accountId: "A-7",
    name: "Acme, “big” one",
    accountName: "Acme",
  },
  ...{ ownerName: "Ria", ownerEmail: "ria@example.com", pipelineName: "Sales", stageName: "Lost", status: "lost" },
  ...{ lossKind: "competitor", amountCents: -1_234_50, currency: "EUR", expectedCloseOn: "2026-06-30" },
  ...{ createdAt: new Date("2026-03-02T09:00:00Z"), closedAt: new Date("2026-04-02T09:00:00Z"), pitchedOn: null },
  ...{ offeredTermMonths: 12, competitor: "Globex", leadSource: null, crmReason: "Price\nand timing" },
  ...{ wonBackFrom: "005X", callOn: "2026-12-01" },
  attributes: { Region: "=EMEA", Employees: "49" },
};

async function row(changes: Partial<DealToWrite> = {}) {
  const columns: Column<DealToWrite>[] = [
    ...dealColumns,
    ...attributeColumns<DealToWrite>(["Employees", "Region", "Team"]),
  ];
  const cells = columns.map(({ of }) => of({ ...deal, ...changes }));
  const pages = async function* () {
    yield [cells];
  };
  let file = "";
  for await (const piece of writeCsv({ columns, pages: pages() }, { withMark: false })) file += piece;
  const [read] = z.array(z.record(z.string(), z.string())).parse(parse(file, { columns: true }));
  return read ?? {};
}

test("a deal is one line, with its names, its decimals and its attributes", async () => {
  expect(await row()).toEqual({
    "Record ID": "006A1",
    "Deal name": "Acme, “big” one",
    "Account ID": "A-7",
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

test("amounts have the decimals of their currency, to the last cent", async () => {
  const amount = async (amountCents: number, currency: string) => (await row({ amountCents, currency })).Amount;
  expect(await amount(5, "EUR")).toBe("0.05");
  expect(await amount(12_000, "JPY")).toBe("12000");
  expect(await amount(1_234, "KWD")).toBe("1.2340");
  expect(await amount(999_999_999_999_999, "USD")).toBe("9999999999999.99");
});

test("what a person typed is never run as a formula", async () => {
  expect(await row({ name: '=HYPERLINK("http://x")', competitor: "+Globex" })).toMatchObject({
    "Deal name": '\'=HYPERLINK("http://x")',
    Competitor: "'+Globex",
  });
});

test.each([
  [
    "deals" as const,
    dealColumns,
    {
      ...{ "Record ID": "id", "Deal name": "name", "Account ID": "accountId", "Account name": "account" },
      ...{ "Deal owner": "owner", "Deal owner email": "ownerEmail", "Deal pipeline": "pipeline" },
      ...{ "Deal stage": "stage", "Deal status": "status", "Loss kind": "lossKind", Amount: "amount" },
      ...{ "Deal currency of value": "currency", "Create date": "created", "Expected close date": "expectedClose" },
      ...{ "Actual close date": "closed", "Pitch date": "pitched", "Contract term months": "termMonths" },
      ...{ Competitor: "competitor", "Lead source": "leadSource", "Closed lost reason": "lossReason" },
      ...{ "Closed won reason": "wonReason", "Won back from": "wonBackFrom", "Next check-up": "callOn" },
    },
  ],
  ["accounts" as const, accountColumns, { "Account ID": "id", "Account name": "name" }],
  [
    "contacts" as const,
    contactColumns,
    {
      ...{ "Contact ID": "id", "Full name": "name", Email: "email", Phone: "phone", "Job title": "jobTitle" },
      ...{ "Account ID": "accountId", "Account name": "account", "Deal ID": "dealId", "Deal name": "dealName" },
      ...{ "Buying role": "role", "Role since": "roleSince" },
    },
  ],
  [
    "stages" as const,
    stageColumns,
    {
      ...{ "Deal ID": "dealId", "Deal name": "dealName", Pipeline: "pipeline", "To stage": "stage" },
      ...{ "Entered at": "enteredAt", "Assigned to": "member", "Owner email": "memberEmail" },
    },
  ],
  [
    "activities" as const,
    activityColumns,
    {
      ...{ "Activity ID": "id", "Deal ID": "dealId", "Deal name": "dealName", "Activity type": "activityKind" },
      ...{ "Activity date": "happenedAt", Direction: "direction", Answered: "answered", Subject: "subject" },
      ...{ Description: "body", "Contact name": "contact", "Contact email": "contactEmail" },
      ...{ "Assigned to": "member", "Owner email": "memberEmail" },
    },
  ],
])("our import finds every column of %s by its heading, whatever stands beside it", (kind, columns, fields) => {
  const ours = columns.map(({ heading }) => heading);
  const everyHeading = Object.values(knownHeadings[kind]).flatMap((headings) => headings.split("|"));
  // Of the other kinds, no column is kept that has no field.
  const beside = keepsAttributes.has(kind) ? everyHeading : [];
  const attributes = beside.filter((heading) => !ours.some((our) => our.toLowerCase() === heading));
  const mapped = mapColumns(kind, [...ours, ...attributes], [], []).slice(0, ours.length);
  expect(Object.fromEntries(mapped.map(({ heading, target }) => [heading, target]))).toEqual(fields);
});
