import type { AnyContractRouter } from "@orpc/contract";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { clientOf } from "./ask.ts";

export { type Told, told } from "./ask.ts";

/**
 * A feature's routes in the browser, typed by its contract (imported as a type only, so that no schema is in the
 * bundle): `const deals = apiOf<typeof dealsContract>("deals")`, then `useQuery(deals.showDeal.queryOptions({ input }))`
 * or `await deals.closeDeal.call(input)`.
 */
export function apiOf<Contract extends AnyContractRouter>(name: string) {
  return createTanstackQueryUtils(clientOf<Contract>(name), { path: [name] });
}
