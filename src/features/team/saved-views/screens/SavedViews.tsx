import { BookmarkIcon, ChevronDownIcon } from "@lucide/icons";
import { Button, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { SavedView, savedViewsContract } from "../contract.ts";
import { filterIn, isSavable } from "../rules.ts";
import classes from "./SavedViews.module.css";
import { ViewForm } from "./ViewForm.tsx";

const savedViews = apiOf<typeof savedViewsContract>("savedViews");

/** Views of the list that is open, on every list that has them; nothing on any other page. */
export default function SavedViews() {
  const place = useLocation({ select: ({ pathname }) => pathname });
  return isSavable(place) ? <ViewsOf key={place} place={place} /> : null;
}

function ViewsOf({ place }: { place: string }) {
  const known = useQueryClient();
  const filter = filterIn(useLocation({ select: ({ searchStr }) => searchStr }));
  const list = useQuery(savedViews.listViews.queryOptions({ input: { place, limit: 200 }, staleTime: 60_000 }));
  const [editing, setEditing] = useState<SavedView | "new" | null>(null);
  const rows = list.data?.rows ?? [];
  const current = rows.find(({ search }) => search === filter && (filter !== "" || search !== ""));
  const changed = () => known.invalidateQueries({ queryKey: savedViews.listViews.key() });
  const keep = useMutation({
    mutationFn: (view: Omit<SavedView, "madeByName" | "mayRemove">) => savedViews.saveView.call(view),
    onSuccess: changed,
  });
  const remove = useMutation({
    mutationFn: ({ id }: SavedView) => savedViews.removeView.call({ id }),
    onSuccess: async (_, { madeByName, mayRemove: __, ...view }) => {
      await changed();
      // A colleague's is not ours to make again.
      if (madeByName === null) showUndo(`The view ${view.name} is removed.`, () => keep.mutate(view));
      else showNotice({ message: `The view ${view.name} is removed.` });
    },
    onError: (error) => showNotice({ tone: "refused", message: told(error).title }),
  });
  const mine = rows.filter(({ madeByName }) => madeByName === null);
  const shared = rows.filter(({ madeByName }) => madeByName !== null);
  const item = (view: SavedView) => (
    <Menu.Item
      key={view.id}
      component={UiLink}
      href={view.search === "" ? place : `${place}?${view.search}`}
      aria-current={view.id === current?.id ? "page" : undefined}
    >
      <span className={classes.name}>{view.name}</span>
      {(view.isShared || view.madeByName) && (
        <span className={classes.by}>{view.madeByName ?? "shared with the team"}</span>
      )}
    </Menu.Item>
  );
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.button}
            leftSection={<Icon of={BookmarkIcon} size={16} strokeWidth={1.5} />}
            rightSection={<Icon of={ChevronDownIcon} size={14} strokeWidth={1.5} />}
          >
            {current ? (
              <>
                <span className="only-for-screen-readers">Views: </span>
                {current.name}
              </>
            ) : (
              "Views"
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mine.length > 0 && <Menu.Label>Yours</Menu.Label>}
          {mine.map(item)}
          {shared.length > 0 && <Menu.Label>Shared by colleagues</Menu.Label>}
          {shared.map(item)}
          {rows.length > 0 && <Menu.Divider />}
          {current === undefined && (
            <Menu.Item disabled={filter === ""} onClick={() => setEditing("new")}>
              Save this view …{filter === "" && <span className={classes.by}>Filter the list first.</span>}
            </Menu.Item>
          )}
          {current?.madeByName === null && (
            <Menu.Item onClick={() => setEditing(current)}>Rename or share it …</Menu.Item>
          )}
          {current?.mayRemove && <Menu.Item onClick={() => remove.mutate(current)}>Remove this view</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" || editing === null ? "Save this view" : `The view ${editing.name}`}
        size="sm"
      >
        {editing && (
          <ViewForm
            place={place}
            search={editing === "new" ? filter : editing.search}
            before={editing === "new" ? undefined : editing}
            onDone={() => setEditing(null)}
          />
        )}
      </Dialog>
    </>
  );
}
