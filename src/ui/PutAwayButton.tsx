import { Button } from "@mantine/core";

type Props = {
  isAway: boolean;
  saving: boolean;
  onToggle: () => void;
  /** What brings it back: "Use it again", "Watch it again". */
  back?: string | undefined;
};

/** Beside a form's main button: takes a thing out of use, or back into it. Nothing is ever deleted. */
export function PutAwayButton({ isAway, saving, onToggle, back = "Use it again" }: Props) {
  return (
    <Button variant="subtle" disabled={saving} onClick={onToggle}>
      {isAway ? back : "Put it away"}
    </Button>
  );
}
