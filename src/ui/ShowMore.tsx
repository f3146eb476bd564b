import { Button } from "@mantine/core";
import type { Paged } from "./paged.ts";
import classes from "./ShowMore.module.css";

/** Below a list that comes page by page, while there is another page. */
export function ShowMore({ list }: { list: Paged }) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      className={classes.more}
      variant="default"
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      Show more
    </Button>
  );
}
