/** The lists that save as a view, by their address. What a list shows stands in it, so a view is a name for an address. */
const savablePlaces: ReadonlySet<string> = new Set([
  "/deals",
  "/pipeline-check",
  "/check-ups",
  "/team/post-mortems",
  "/team/head-to-head",
  "/team/playbook",
  "/team/meetings",
  "/insights/deals",
  "/insights/figures",
  "/insights/figures/work",
  "/insights/figures/deals",
  "/insights/weekly",
  "/audience",
  "/audience/early-losses/deals",
  "/audience/over-time",
  "/audience/ideal-customer",
  "/audience/ideal-customer/deals",
  "/audience/packets",
  "/comeback/stories",
  "/comeback/quota",
  "/settings/mail",
]);

export const isSavable = (path: string): boolean => savablePlaces.has(path);

/** What is only open in front of a list, and how far it was walked, are no part of its view. */
const passing = new Set(["open", "use", "after"]);

/** The filter in an address: `status=lost&search=acme`, in an order that is the same for the same view. */
export function filterIn(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name, value]) => !passing.has(name) && value !== "");
  return new URLSearchParams(kept.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))).toString();
}
