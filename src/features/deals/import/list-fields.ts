import type { ImportKind } from "./contract.ts";

/** How a field's cells are read. `day-or-instant` keeps a time of day where the file has one; `day` drops it. */
export type FieldType = "text" | "instant" | "day" | "amount" | "number" | "flag" | "duration";

/**
 * A field of ours that a column can fill. `keep`: the column also stays as an attribute, because we only use it to
 * understand the row. `many`: several columns may fill it.
 */
export type Field = {
  field: string;
  name: string;
  type: FieldType;
  required?: true;
  keep?: true;
  many?: true;
};

const text = (field: string, name: string, more: Partial<Field> = {}): Field => ({
  field,
  name,
  type: "text",
  ...more,
});
const instant = (field: string, name: string, more: Partial<Field> = {}): Field => ({
  ...{ field, name, type: "instant" },
  ...more,
});
const flag = (field: string, name: string): Field => ({ field, name, type: "flag" });

const dealOf: Field[] = [text("dealId", "Deal's id"), text("dealName", "Deal's name")];
const memberOf: Field[] = [text("member", "Who did it"), text("memberEmail", "Who did it (e-mail)")];

export const fieldsOf: Record<ImportKind, Field[]> = {
  deals: [
    text("id", "Deal's id"),
    text("name", "Deal's name"),
    text("account", "Account"),
    text("accountId", "Account's id"),
    text("owner", "Owner"),
    text("ownerEmail", "Owner's e-mail"),
    text("pipeline", "Pipeline"),
    text("stage", "Stage"),
    text("status", "Status (open, won, lost)"),
    flag("isWon", "Is won"),
    flag("isLost", "Is lost"),
    flag("isClosed", "Is closed"),
    flag("active", "Active"),
    { field: "probability", name: "Probability", type: "number", keep: true },
    { field: "amount", name: "Amount", type: "amount" },
    { field: "wonAmount", name: "Amount when won", type: "amount", keep: true },
    text("currency", "Currency"),
    instant("created", "Created"),
    instant("closeDate", "Close date (expected while open)"),
    { field: "expectedClose", name: "Expected close", type: "day" },
    instant("closed", "Closed"),
    instant("wonAt", "Won on"),
    instant("lostAt", "Lost on"),
    instant("stageSince", "In its stage since"),
    instant("stageEntered", "Entered the stage named in the heading", { many: true }),
    { field: "pitched", name: "Pitched on", type: "day" },
    { field: "termMonths", name: "Offered term in months", type: "number" },
    text("lossKind", "How it was lost (competitor, no decision, disqualified)"),
    text("lossReason", "Reason for the loss"),
    text("wonReason", "Reason for the win"),
    text("competitor", "Competitor"),
    text("leadSource", "Lead source"),
    text("product", "Product", { keep: true }),
    text("persona", "Persona (whom it was aimed at)", { keep: true }),
    text("campaign", "Campaign", { keep: true }),
    text("message", "Message of the campaign", { keep: true }),
    text("segment", "Segment", { keep: true }),
    text("wonBackFrom", "Won back from (the earlier deal's id)"),
    { field: "callOn", name: "Call again on (a lost deal)", type: "day" },
  ],
  accounts: [text("id", "Account's id"), text("name", "Name", { required: true })],
  contacts: [
    text("id", "Contact's id"),
    text("name", "Name"),
    text("firstName", "First name"),
    text("lastName", "Last name"),
    text("email", "E-mail"),
    text("phone", "Phone"),
    text("jobTitle", "Job title"),
    text("account", "Account"),
    text("accountId", "Account's id"),
    ...dealOf,
    text("role", "Buying role"),
    instant("roleSince", "Buying role known since"),
  ],
  stages: [
    ...dealOf,
    text("stage", "Stage entered", { required: true }),
    text("pipeline", "Pipeline"),
    instant("enteredAt", "Entered at", { required: true }),
    { field: "amount", name: "Amount from then on", type: "amount" },
    text("currency", "Currency"),
    { field: "expectedClose", name: "Expected close from then on", type: "day" },
    ...memberOf,
  ],
  activities: [
    text("id", "Activity's id"),
    ...dealOf,
    text("activityKind", "Kind (call, e-mail, meeting, note)"),
    instant("happenedAt", "When", { required: true }),
    text("direction", "Incoming or outgoing"),
    text("answered", "Answered, or the outcome"),
    text("subject", "Subject"),
    text("body", "Text"),
    text("contact", "Contact's name"),
    text("contactEmail", "Contact's e-mail"),
    ...memberOf,
  ],
  members: [
    text("id", "Person's id"),
    text("name", "Name"),
    text("firstName", "First name"),
    text("lastName", "Last name"),
    text("email", "E-mail"),
    text("manager", "Manager"),
  ],
  steps: [
    text("id", "Answer's id"),
    ...dealOf,
    text("step", "Step", { required: true }),
    text("done", "Done"),
    text("answer", "Answer"),
    text("saidBy", "Who said it"),
    instant("happenedAt", "When", { required: true }),
    ...memberOf,
  ],
};

/** Kinds whose unmapped columns are kept as attributes; of the others they are left out. */
export const keepsAttributes: ReadonlySet<ImportKind> = new Set(["deals", "accounts", "contacts"]);

/** One of each of these must be mapped before a file of the kind can be imported. */
export const neededOf: Record<ImportKind, { fields: string[]; question: string }[]> = {
  deals: [
    {
      fields: ["stage", "status", "isWon", "isLost", "isClosed", "active"],
      question: "Which column says where a deal stands: its stage, or whether it is open, won or lost?",
    },
  ],
  accounts: [{ fields: ["name"], question: "Which column holds the account's name?" }],
  contacts: [
    {
      fields: ["name", "lastName", "firstName", "email"],
      question: "Which column holds the contact's name or e-mail?",
    },
  ],
  stages: [
    { fields: ["dealId", "dealName"], question: "Which column says which deal it was: the deal's id or name?" },
    { fields: ["stage"], question: "Which column names the stage?" },
    { fields: ["enteredAt"], question: "Which column says when the stage was entered?" },
  ],
  activities: [
    { fields: ["dealId", "dealName"], question: "Which column says which deal it was: the deal's id or name?" },
    { fields: ["happenedAt"], question: "Which column says when it happened?" },
  ],
  members: [{ fields: ["name", "lastName", "email"], question: "Which column holds the person's name or e-mail?" }],
  steps: [
    { fields: ["dealId", "dealName"], question: "Which column says which deal it was: the deal's id or name?" },
    { fields: ["step"], question: "Which column names the step?" },
    { fields: ["happenedAt"], question: "Which column says when?" },
  ],
};
