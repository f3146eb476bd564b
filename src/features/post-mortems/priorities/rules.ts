/** A customer is asked about so many at most: a form takes four minutes. */
export const mostAsked = 12;

/** What a new workspace asks its customers about; each team changes it. */
export const prioritySeeds = [
  { key: "price", name: "Price" },
  { key: "fit", name: "Does what we need" },
  { key: "ease", name: "Easy to use" },
  { key: "support", name: "Support and service" },
  { key: "start", name: "Quick to get going" },
  { key: "trust", name: "Trust in the supplier" },
  { key: "integration", name: "Works with what we have" },
  { key: "terms", name: "Contract and terms" },
] as const;
