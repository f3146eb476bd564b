import { expect, test } from "vitest";
import { printedReports } from "./printed-reports.ts";

test("a page that is printed may ask whatever reads, and nothing that writes", () => {
  for (const reads of ["team/whoIsHere", "insights/showFunnels", "deals/listDeals", "recovery/showComebackRecord"])
    expect.soft(printedReports.isReading(`/api/rpc/${reads}`), reads).toBe(true);
  for (const other of ["deals/closeDeal", "team/saveMember", "deals/none", "deals/closeDeal?x=1", "../auth/sign-out"])
    expect.soft(printedReports.isReading(`/api/rpc/${other}`), other).toBe(false);
  expect(printedReports.isReading("/api/auth/sign-out")).toBe(false);
  expect(printedReports.isReading("/api/prints/pdf")).toBe(false);
});

test("reports have names for their files; other pages are none", () => {
  expect(printedReports.nameOf("/insights")).toBe("why-we-lose");
  expect(printedReports.nameOf("/team/meetings/2fea4fce-e394-43c1-97ff-e91a210cf7f6/record")).toBe("meeting");
  for (const page of ["/", "/settings/api-keys", "/comeback/feelings", "/insights/", "/api/deals", "/sign-in-link"])
    expect.soft(printedReports.nameOf(page), page).toBeNull();
});
