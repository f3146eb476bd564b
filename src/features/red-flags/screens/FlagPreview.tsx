import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { FlagMark } from "../../../ui/Flag.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { RedFlagShape, redFlagsContract } from "../contract.ts";
import classes from "./FlagSettings.module.css";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

/** So long nothing is changed before it is looked at. */
const restMs = 500;

/** On how many open deals the flag would be up, were it saved like this. */
export function FlagPreview({ thresholds, stepId }: Pick<RedFlagShape, "thresholds" | "stepId">) {
  const reader = useReader();
  const [asked, setAsked] = useState({ thresholds, stepId });
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked({ thresholds, stepId }), restMs);
    return () => window.clearTimeout(timer);
  }, [thresholds, stepId]);
  const preview = useQuery(
    redFlags.previewFlag.queryOptions({
      input: asked,
      placeholderData: keepPreviousData,
      staleTime: 60_000,
      retry: false,
    }),
  );
  const { up, down, unknown, onAll } = preview.data ?? { up: 0, down: 0, unknown: 0, onAll: true };
  const read = up + down + unknown;
  const of = `${onAll ? "" : "the newest "}${countWords(read, "open deal", "open deals", reader)}`;
  return (
    <p className={classes.preview} aria-live="polite" data-stale={preview.isPlaceholderData || undefined}>
      <FlagMark state={!preview.data ? "unknown" : up > 0 ? "up" : "down"} />
      <span>
        {preview.isPending && "Looking at your open deals."}
        {preview.isError && "Your open deals could not be looked at just now."}
        {preview.data && read === 0 && "No deal is open to try it on."}
        {preview.data && read > 0 && (
          <>
            It would be up on {numberWords(up, reader)} of {of}
            {unknown > 0 && ` and unknown on ${numberWords(unknown, reader)}`}.
          </>
        )}
      </span>
    </p>
  );
}
