/** A list that comes page by page, as its query tells of it. */
export type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** For a table: how its next page is fetched; undefined once all of it is there. */
export const moreOf = (list: Paged) =>
  list.hasNextPage ? { loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() } : undefined;
