/** An answer that may have been kept: of when it is, and whether it, or a newer one, is still to come. */
export type Kept = { report: unknown; madeAt: string | null; isOnItsWay: boolean };

const soonMs = 1_500;
const laterMs = 5_000;

type Asked = { state: { data?: Kept | undefined } };

/** For the query of a report: the one before stays until the next is there, and what is on its way is asked for again. */
export const whileKept = {
  placeholderData: <Data>(before: Data | undefined) => before,
  refetchInterval: ({ state: { data } }: Asked) => data?.isOnItsWay && (data.report === null ? soonMs : laterMs),
};
