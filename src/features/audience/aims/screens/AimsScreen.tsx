import { ArrowUpIcon } from "@lucide/icons";
import { ActionIcon, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { useOpened } from "../../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { numberWords } from "../../../../ui/words.ts";
import { AudiencePage } from "../../screens/AudiencePage.tsx";
import { audience, sayRefused } from "../../screens/use-audience.ts";
import type { AimKind, AimShape } from "../contract.ts";
import { AimForm } from "./AimForm.tsx";
import { fitsWords, kindWords } from "./aim-words.ts";
import { TakenOut } from "./TakenOut.tsx";
import { UnknownNames } from "./UnknownNames.tsx";

/** All personas, or all campaigns, in the order in which deals are held against them. */
export function AimsScreen({ kind, current }: { kind: AimKind; current: string }) {
  const reader = useReader();
  const known = useQueryClient();
  const asked = audience.listAims.queryOptions({ input: { kind } });
  const aims = useQuery(asked);
  const { opened, hrefOf, close } = useOpened();
  const move = useMutation({
    mutationFn: (ids: { id: string; beforeId: string }) => audience.moveAim.call(ids),
    onSuccess: ({ rows }) => known.setQueryData(asked.queryKey, (before) => before && { ...before, rows }),
    onError: sayRefused,
  });
  const words = kindWords[kind];
  const rows = aims.data?.rows ?? [];
  const columns: Column<AimShape>[] = [
    { id: "name", heading: kind === "persona" ? "Persona" : "Campaign", width: "22%", cell: ({ name }) => name },
    {
      id: "words",
      heading: kind === "persona" ? "Who they are" : "What it says",
      wrap: true,
      onPhone: "plain",
      cell: (aim) => (kind === "persona" ? aim.words : aim.message),
    },
    { id: "fits", heading: "Its deals", wrap: true, onPhone: "plain", cell: (aim) => fitsWords(aim, reader) },
    { id: "deals", heading: "Deals", align: "right", cell: ({ deals }) => numberWords(deals, reader) },
    {
      id: "move",
      heading: "",
      width: "48px",
      onPhone: "value",
      cell: ({ id, name }) => {
        const before = rows[rows.findIndex((row) => row.id === id) - 1];
        return (
          before && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Look at ${name} before ${before.name}`}
              disabled={move.isPending}
              onClick={(event) => {
                event.stopPropagation();
                move.mutate({ id, beforeId: before.id });
              }}
            >
              <Icon of={ArrowUpIcon} size={16} strokeWidth={1.7} />
            </ActionIcon>
          )
        );
      },
    },
  ];
  const editing = rows.find(({ id }) => id === opened) ?? null;
  const failure = aims.error && !aims.data ? told(aims.error) : undefined;
  return (
    <AudiencePage
      current={current}
      knownBy={asked.queryKey}
      title={words.title}
      lead={words.lead}
      actions={
        rows.length > 0 && (
          <Button component={UiLink} href={hrefOf("new")} variant="default">
            {words.add}
          </Button>
        )
      }
    >
      {failure ? (
        <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void aims.refetch()} />
      ) : (
        <>
          <DataTable
            caption={`${words.title}, in the order in which deals are held against them`}
            columns={columns}
            files={exportLinks(kind === "persona" ? "personas" : "campaigns")}
            rows={rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf(id)}
            empty={
              aims.data && (
                <EmptyState
                  line={words.empty}
                  example={words.example}
                  action={
                    <Button component={UiLink} href={hrefOf("new")}>
                      {words.add}
                    </Button>
                  }
                />
              )
            }
          />
          <UnknownNames kind={kind} />
          <TakenOut aims={aims.data?.takenOut ?? []} />
          <Dialog
            opened={editing !== null || opened === "new"}
            onClose={close}
            title={editing?.name ?? words.addTitle}
            size="lg"
          >
            <AimForm key={opened} kind={kind} aim={editing} onDone={close} />
          </Dialog>
        </>
      )}
    </AudiencePage>
  );
}
