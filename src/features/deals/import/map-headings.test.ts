import { describe, expect, test } from "vitest";
import { detectKind, mapColumns, plainHeading, recogniseCrm, stageNamedIn } from "./map-headings.ts";

const targets = (kind: Parameters<typeof mapColumns>[0], headings: string, sample: string[][] = []) =>
  Object.fromEntries(mapColumns(kind, headings.split(","), sample, []).map(({ heading, target }) => [heading, target]));

describe("headings of the CRMs", () => {
  test("HubSpot, stage history included", () => {
    const headings =
      'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Amount in company currency,Close Date,Create Date,Deal owner,Is Closed Won,Is closed lost,Original Traffic Source,Associated Company (Primary),Closed Lost Reason,Closed Won Reason,Date entered "Demo (Sales)",Cumulative time in "Demo (Sales)" (HH:mm:ss)';
    expect(recogniseCrm(headings.split(","))).toBe("HubSpot");
    expect(targets("deals", headings)).toEqual({
      "Record ID": "id",
      "Deal Name": "name",
      "Deal Stage": "stage",
      Pipeline: "pipeline",
      Amount: "amount",
      "Amount in company currency": "attribute",
      "Close Date": "closeDate",
      "Create Date": "created",
      "Deal owner": "owner",
      "Is Closed Won": "isWon",
      "Is closed lost": "isLost",
      "Original Traffic Source": "leadSource",
      "Associated Company (Primary)": "account",
      "Closed Lost Reason": "lossReason",
      "Closed Won Reason": "wonReason",
      'Date entered "Demo (Sales)"': "stageEntered",
      'Cumulative time in "Demo (Sales)" (HH:mm:ss)': "attribute",
    });
    expect(stageNamedIn('Date entered "Demo (Sales)"')).toEqual({ stage: "Demo", pipeline: "Sales" });
    expect(stageNamedIn("hs_v2_date_entered_closedwon")).toEqual({ stage: "closedwon", pipeline: null });
  });

  test("tables of outcomes: the column that says who won is known by its values, or by a heading that asks yes or no", () => {
    const said = (heading: string, values: string[]) =>
      targets(
        "deals",
        `No,${heading}`,
        values.map((value, line) => [String(line), value]),
      )[heading];
    expect(said("Opportunity Result", ["Won", "Loss", "Won"])).toBe("status");
    expect(said("How it went", ["Win", "Loss", ""])).toBe("status");
    expect(said("Ausgang", ["gewonnen", "verloren"])).toBe("status");
    expect(said("Converted", ["0", "1", "1"])).toBe("isWon");
    expect(said("Outcome", ["1", "0"])).toBe("isWon");
    expect(said("Status", ["1", "0"])).toBe("isWon");
    expect(said("StateCode", ["1", "0"])).toBe("status");
    // Nobody won in the rows that were looked at, or a number says something nobody named: a person is asked.
    expect(said("How it went", ["lost", "lost"])).toBe("attribute");
    expect(said("Class", ["1", "2"])).toBe("attribute");
  });

  test("Salesforce: labels, API names and the history of stages", () => {
    const labels =
      "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Expected Revenue,Close Date,Created Date,Lead Source,Type,Opportunity Owner,Closed,Won";
    expect(recogniseCrm(labels.split(","))).toBe("Salesforce");
    const flags = [["006", "A", "B", "Closed Won", "1", "1", "1/2/2021", "1/1/2021", "Web", "New", "Ann", "1", "1"]];
    expect(targets("deals", labels, flags)).toMatchObject({
      "Opportunity ID": "id",
      Closed: "isClosed",
      Won: "isWon",
      "Expected Revenue": "attribute",
    });
    expect(
      targets(
        "deals",
        "Id,Name,AccountId,OwnerId,Amount,CloseDate,StageName,IsClosed,IsWon,Loss_Reason__c,CreatedDate,LastStageChangeDate",
      ),
    ).toEqual({
      Id: "id",
      Name: "name",
      AccountId: "accountId",
      OwnerId: "owner",
      Amount: "amount",
      CloseDate: "closeDate",
      StageName: "stage",
      IsClosed: "isClosed",
      IsWon: "isWon",
      Loss_Reason__c: "lossReason",
      CreatedDate: "created",
      LastStageChangeDate: "stageSince",
    });
    const history = "OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,PrevAmount,PrevCloseDate";
    expect(detectKind(history.split(","), "OpportunityHistory.csv", [])).toBe("stages");
    expect(targets("stages", history)).toMatchObject({
      OpportunityId: "dealId",
      CreatedDate: "enteredAt",
      StageName: "stage",
    });
  });

  test("Pipedrive, Zoho, Odoo, Dynamics and Zendesk Sell", () => {
    const pipedrive =
      "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Expected close date";
    expect(recogniseCrm(pipedrive.split(","))).toBe("Pipedrive");
    expect(Object.values(targets("deals", pipedrive))).toEqual(
      "id,name,owner,amount,currency,account,pipeline,stage,status,created,wonAt,lostAt,lossReason,expectedClose".split(
        ",",
      ),
    );
    const zoho =
      "Deal Owner,Deal Name,Account Name,Lead Source,Amount,Closing Date,Stage,Created Time,Modified By,Reason For Loss";
    expect(recogniseCrm(zoho.split(","))).toBe("Zoho");
    expect(Object.values(targets("deals", zoho))).toEqual(
      "owner,name,account,leadSource,amount,closeDate,stage,created,attribute,lossReason".split(","),
    );
    const odoo =
      "id,name,stage_id,user_id,partner_id,expected_revenue,probability,date_deadline,date_closed,lost_reason_id,active,create_date";
    expect(recogniseCrm(odoo.split(","))).toBe("Odoo");
    expect(Object.values(targets("deals", odoo))).toEqual(
      "id,name,stage,owner,account,amount,probability,expectedClose,closed,lossReason,active,created".split(","),
    );
    const dynamics =
      "name,estimatedvalue,estimatedclosedate,actualvalue,actualclosedate,statecode,stepname,closeprobability";
    expect(recogniseCrm(dynamics.split(","))).toBe("Dynamics 365");
    expect(Object.values(targets("deals", dynamics))).toEqual(
      "name,amount,expectedClose,wonAmount,closed,status,stage,probability".split(","),
    );
    const zendesk =
      "id,name,value,currency,stage_id,source_id,loss_reason_id,last_stage_change_at,estimated_close_date,created_at";
    expect(recogniseCrm(zendesk.split(","))).toBe("Zendesk Sell");
    expect(Object.values(targets("deals", zendesk))).toEqual(
      "id,name,amount,currency,stage,leadSource,lossReason,stageSince,expectedClose,created".split(","),
    );
  });

  test("people's own spreadsheets, in their own words", () => {
    expect(
      Object.values(targets("deals", "Kunde,Verkäufer,Betrag,Phase,Erstellt am,Abschlussdatum,Verlustgrund")),
    ).toEqual("account,owner,amount,stage,created,closeDate,lossReason".split(","));
    expect(Object.values(targets("deals", "Société,Vendeur,Montant,Étape,Date de création"))).toEqual(
      "account,owner,amount,stage,created".split(","),
    );
    expect(Object.values(targets("deals", "Cliente,Vendedor,Importe,Etapa,Fecha de creación"))).toEqual(
      "account,owner,amount,stage,created".split(","),
    );
    expect(recogniseCrm(["Kunde", "Betrag", "Phase"])).toBeNull();
  });

  test("each kind is told from its headings", () => {
    const kindOf = (headings: string, name = "export.csv") => detectKind(headings.split(","), name, []);
    expect(kindOf("account,sector,revenue,employees")).toBe("accounts");
    expect(kindOf("sales_agent,manager,regional_office")).toBe("members");
    expect(kindOf("Contact ID,First Name,Last Name,Email,Job Title,Buying role,Deal ID")).toBe("contacts");
    expect(kindOf("Deal ID,Activity type,Direction,Outcome,Date,Subject")).toBe("activities");
    expect(kindOf("deal_id,step,done,answer,said_by,date")).toBe("steps");
    expect(kindOf("deal_id,stage,entered_at")).toBe("stages");
    expect(kindOf("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value")).toBe(
      "deals",
    );
  });

  test("values decide where a heading could mean two things", () => {
    expect(targets("deals", "Deal,Stage,Closed", [["A", "Won", "2021-04-15"]])).toMatchObject({ Closed: "closed" });
    expect(targets("deals", "Deal,Stage,Closed", [["A", "Won", "yes"]])).toMatchObject({ Closed: "isClosed" });
    expect(
      targets("deals", "Deal,Status", [
        ["A", "Negotiation"],
        ["B", "Won"],
      ]),
    ).toMatchObject({ Status: "stage" });
    expect(
      targets("deals", "Deal,Status", [
        ["A", "open"],
        ["B", "Won"],
      ]),
    ).toMatchObject({ Status: "status" });
    expect(
      targets("deals", "Deal,Stage,Competitors", [
        ["A", "x", "Yes"],
        ["B", "y", "Unknown"],
      ]),
    ).toMatchObject({ Competitors: "attribute" });
  });

  test("what a person planned goes first, and finds its column though it moved", () => {
    const plan = [
      { column: 0, heading: "Worth", target: "amount" },
      { column: 1, heading: "Deal", target: "skip" },
    ];
    const columns = mapColumns("deals", ["Deal", "Amount", "Worth"], [], plan);
    expect(columns.map(({ target }) => target)).toEqual(["skip", "attribute", "amount"]);
  });

  test("spelling varies", () => {
    expect(plainHeading("\uFEFFDeal  Stage".replace("\uFEFF", ""))).toBe("deal stage");
    expect(plainHeading("LastStageChangeDate")).toBe("last stage change date");
    expect(plainHeading("Closed_Lost_Reason__c")).toBe("closed lost reason");
    expect(plainHeading("Probability (%)")).toBe("probability");
  });
});
