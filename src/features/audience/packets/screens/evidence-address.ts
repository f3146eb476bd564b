import { type EvidenceAsked, evidenceAsked } from "../contract.ts";

/**
 * What is to be sent, as the address of the form says it: `of` names the evidence, its other words stand beside it under their
 * own names, and a report's filter under those of the report. Null: nothing that can be sent.
 */
export function readEvidence(search: string): EvidenceAsked[] | null {
  const { of, person: _person, teamOf: _teamOf, ...said } = Object.fromEntries(new URLSearchParams(search));
  const read = evidenceAsked.array().min(1).safeParse(wantedBy(of, said));
  return read.success ? read.data : null;
}

function wantedBy(of: string | undefined, said: Record<string, string>): unknown[] {
  switch (of) {
    case "finding":
      return [
        { kind: "finding", ...said },
        { kind: "finding-deals", ...said },
      ];
    case "reason":
      return [{ kind: "reason", ...said }];
    case "figure": {
      const { figure, stageId, ...filter } = said;
      const stage = stageId === undefined ? {} : { stageId };
      return [
        { kind: "figure", filter },
        ...(figure === undefined ? [] : [{ kind: "figure-deals", filter, figure, ...stage }]),
      ];
    }
    case "early-losses": {
      const { by, key, ...filter } = said;
      return [
        { kind: "early-losses", filter, by, key },
        { kind: "early-loss-deals", filter, by, key },
      ];
    }
    case "over-time": {
      const { personaId, ...filter } = said;
      return [{ kind: "over-time", filter, personaId }];
    }
    default:
      return [];
  }
}

/** One person's figures, or one team's, are not sent: of everybody the sender sees they are. */
export function isOfSomebody(search: string): boolean {
  const said = new URLSearchParams(search);
  return said.has("person") || said.has("teamOf");
}
