import { type EvidenceAsked, evidenceAsked } from "../contract.ts";

/**
 * What is to be sent, as the address of the form says it: `of=finding&key=…`, `of=reason&reasonId=…`, or a report's own
 * filter with `of=figure`, and `figure` where it is about the deals behind one. Null: nothing that can be sent.
 */
export function readEvidence(search: string): EvidenceAsked[] | null {
  const {
    of,
    figure,
    stageId,
    person: _person,
    teamOf: _teamOf,
    ...said
  } = Object.fromEntries(new URLSearchParams(search));
  const { key } = said;
  const wanted: unknown[] =
    of === "finding"
      ? [
          { kind: "finding", key },
          { kind: "finding-deals", key },
        ]
      : of === "reason"
        ? [{ kind: "reason", ...said }]
        : [
            { kind: "figure", filter: said },
            ...(figure === undefined
              ? []
              : [{ kind: "figure-deals", filter: said, figure, ...(stageId === undefined ? {} : { stageId }) }]),
          ];
  if (of === undefined) return null;
  const read = evidenceAsked.array().safeParse(wanted);
  return read.success ? read.data : null;
}

/** One person's figures, or one team's, are not sent: of everybody the sender sees they are. */
export const isOfSomebody = (search: string): boolean => {
  const said = new URLSearchParams(search);
  return said.has("person") || said.has("teamOf");
};
