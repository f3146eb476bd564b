import { ArrowDownIcon, ArrowUpIcon } from "@lucide/icons";
import { Button } from "@mantine/core";
import { type MouseEvent, type ReactNode, useRef } from "react";
import classes from "./DataTable.module.css";
import { ExportMenu, type Files } from "./ExportMenu.tsx";
import { Icon } from "./Icon.tsx";
import { useReader } from "./ReaderContext.tsx";
import { useShortcut } from "./shortcuts.ts";
import { useSideways } from "./sideways.ts";
import { UiLink, useNavigateTo } from "./UiLink.tsx";
import { numberWords } from "./words.ts";

export type Column<Row> = {
  id: string;
  /** Empty over buttons, which name themselves. */
  heading: string;
  cell: (row: Row) => ReactNode;
  /** "right" for numbers. */
  align?: "left" | "right" | undefined;
  /** Any CSS width. */
  width?: string | undefined;
  /** True for sentences; other cells after the first keep to one line. */
  wrap?: boolean | undefined;
  /** On a phone: top left of the card, top right, below with its heading ("line", unless told) or without, or not at all. */
  onPhone?: "title" | "value" | "line" | "plain" | "hidden" | undefined;
  /** Left out where the table is narrower than a desk's, so that names keep to one line. */
  needsRoom?: boolean | undefined;
  sortable?: boolean | undefined;
};

export type Sort = { column: string; direction: "up" | "down" };

type Props<Row> = {
  /** Says what the table holds, for a screen reader: "Lost deals, newest first". */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link, and a click anywhere on the row follows it. */
  hrefOf?: ((row: Row) => string) | undefined;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  /** More rows than these: how many in all if known, and how to get the next ones. */
  more?: { total?: number | undefined; loading: boolean; load: () => void } | undefined;
  /** All of it as a file, of which the table may show only the first rows. */
  files?: Files | undefined;
  /** True while the first rows are on their way: their room is kept. */
  loading?: boolean | undefined;
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode;
  /** False when a second table on the screen should leave J and K to the first. */
  keys?: boolean | undefined;
  /** Called with the row in focus, so that the screen's own keys (D, E) know which one is meant. */
  onCurrent?: ((row: Row) => void) | undefined;
};

/**
 * Rows of 36 pixels, numbers at the right; J and K walk the rows, Enter opens. On narrow room every row becomes a small
 * card of the same cells.
 */
export function DataTable<Row>(props: Props<Row>) {
  const {
    caption,
    columns,
    rows,
    keyOf,
    hrefOf,
    sort,
    onSort,
    more,
    files,
    loading = false,
    empty,
    keys = true,
  } = props;
  const reader = useReader();
  const navigate = useNavigateTo();
  const body = useRef<HTMLTableSectionElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const reachesOut = useSideways(frame);

  const step = (by: 1 | -1) => () => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>("[data-row-focus]") ?? [])];
    const here = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    links[here === -1 ? 0 : here + by]?.focus();
  };
  useShortcut("j", step(1), "Next row", { enabled: keys && rows.length > 0, group: "In a list" });
  useShortcut("k", step(-1), "Previous row", { enabled: keys && rows.length > 0, group: "In a list" });
  // Enter is the link's own; this line only names it in the list of keys.
  useShortcut("Enter", () => undefined, "Open the row", { enabled: keys && Boolean(hrefOf), group: "In a list" });

  const onRowClick = (row: Row) => (event: MouseEvent) => {
    const onControl = event.target instanceof Element && event.target.closest("a, button, input, label, select");
    const selecting = window.getSelection()?.isCollapsed === false;
    if (!hrefOf || onControl || selecting || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey) window.open(hrefOf(row), "_blank", "noopener");
    else navigate(hrefOf(row));
  };

  if (!loading && rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div
      ref={frame}
      className={classes.frame}
      aria-busy={loading}
      {...(reachesOut ? { tabIndex: 0, role: "region", "aria-label": caption } : {})}
    >
      <table className={classes.table}>
        <caption className="only-for-screen-readers">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-align={column.align}
                data-needs-room={column.needsRoom || undefined}
                style={column.width ? { width: column.width } : undefined}
                aria-sort={ariaSort(column, sort)}
              >
                {column.sortable && onSort ? (
                  <SortButton column={column} sort={sort} onSort={onSort} />
                ) : (
                  column.heading || <span className="only-for-screen-readers">What can be done</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {loading &&
            rows.length === 0 &&
            Array.from({ length: 8 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity, never reordered
              <tr key={index} className={classes.waiting}>
                {columns.map((column, place) => (
                  <td key={column.id} data-phone={place < 3 ? undefined : "hidden"}>
                    <span />
                  </td>
                ))}
              </tr>
            ))}
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              data-opens={hrefOf !== undefined || undefined}
              onClick={onRowClick(row)}
              onFocus={() => props.onCurrent?.(row)}
            >
              {columns.map((column, index) => {
                const content = column.cell(row);
                return (
                  <td
                    key={column.id}
                    data-align={column.align}
                    data-needs-room={column.needsRoom || undefined}
                    data-wrap={column.wrap || index === 0 || undefined}
                    data-phone={isNothing(content) ? "hidden" : (column.onPhone ?? (index ? "line" : "title"))}
                  >
                    {index > 0 && (column.onPhone ?? "line") === "line" && (
                      <span className={classes.label} aria-hidden="true">
                        {column.heading}
                      </span>
                    )}
                    {index === 0 && hrefOf && (
                      <UiLink className={classes.link} href={hrefOf(row)} data-row-focus="">
                        {content}
                      </UiLink>
                    )}
                    {index === 0 && !hrefOf && (
                      <span tabIndex={-1} data-row-focus="">
                        {content}
                      </span>
                    )}
                    {index > 0 && content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {(more || (files && rows.length > 0)) && (
        <div className={classes.more}>
          {more && (
            <Button variant="default" loading={more.loading} onClick={more.load}>
              Show more
            </Button>
          )}
          {more?.total !== undefined && (
            <span>
              {numberWords(rows.length, reader)} of {numberWords(more.total, reader)}
            </span>
          )}
          {files && (
            <div className={classes.files}>
              <ExportMenu files={files} what={caption} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** A cell that says nothing takes no line of a card. */
const isNothing = (content: ReactNode) => content === null || content === undefined || content === "";

function ariaSort<Row>(column: Column<Row>, sort: Sort | undefined): "ascending" | "descending" | undefined {
  if (sort?.column !== column.id) return undefined;
  return sort.direction === "up" ? "ascending" : "descending";
}

type SortButtonProps<Row> = { column: Column<Row>; sort: Sort | undefined; onSort: (sort: Sort) => void };

function SortButton<Row>({ column, sort, onSort }: SortButtonProps<Row>) {
  const direction = sort?.column === column.id ? sort.direction : null;
  const arrow = direction === "up" ? ArrowUpIcon : ArrowDownIcon;
  return (
    <button
      type="button"
      className={classes.sort}
      data-sorted={direction !== null || undefined}
      onClick={() => onSort({ column: column.id, direction: direction === "down" ? "up" : "down" })}
    >
      {column.heading}
      <Icon of={arrow} size={14} />
    </button>
  );
}
