import { ProgressBar } from "../../../ui/ProgressBar.tsx";

type Props = { state: string; progress: number; message: string };

/** The demo team on its way in or out. */
export function DemoProgress({ state, progress, message }: Props) {
  return (
    <ProgressBar
      label={state === "loading" ? "The demo team is moving in" : "The demo team is moving out"}
      value={progress}
      detail={`${message}. You may leave this page; it goes on.`}
    />
  );
}
