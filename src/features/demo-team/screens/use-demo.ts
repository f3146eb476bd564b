import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import type { teamContract } from "../../team/contract.ts";
import type { demoTeamContract } from "../contract.ts";

const demo = apiOf<typeof demoTeamContract>("demoTeam");
const team = apiOf<typeof teamContract>("team");

/** The demo team as it stands, and what moves it in and out. `onMoved` is called when a move that was watched is over. */
export function useDemo(onMoved: (state: "loaded" | "none") => void) {
  const known = useQueryClient();
  const shown = useQuery(
    demo.showDemo.queryOptions({ refetchInterval: ({ state: { data } }) => (goesOn(data?.state) ? 500 : false) }),
  );
  const keep = { onSuccess: (answer: Demo) => known.setQueryData(demo.showDemo.queryKey(), answer) };
  const load = useMutation({
    mutationFn: () => demo.loadDemo.call(),
    onSuccess: (answer) => {
      keep.onSuccess(answer);
      // The workspace is the demo team's from now on: known before Today is shown, its note does not push Today down.
      void known.invalidateQueries({ queryKey: team.whoIsHere.queryKey() });
    },
  });
  const clear = useMutation({ mutationFn: () => demo.clearDemo.call(), ...keep });

  const state = shown.data?.state;
  const before = useRef(state);
  useEffect(() => {
    const wasMoving = goesOn(before.current);
    before.current = state;
    if (!wasMoving || (state !== "loaded" && state !== "none")) return;
    void known.invalidateQueries();
    onMoved(state);
  }, [state, known, onMoved]);

  const refusal = load.error ?? clear.error;
  const failed = state === "failed" && shown.data ? { title: shown.data.message } : undefined;
  return { shown, load, clear, isMoving: goesOn(state), problem: refusal ? told(refusal) : failed };
}

type Demo = Awaited<ReturnType<typeof demo.showDemo.call>>;
const goesOn = (state: Demo["state"] | undefined) => state === "loading" || state === "clearing";
