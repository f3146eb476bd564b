import { useMemo } from "react";
import classes from "./QrCode.module.css";
import { qrCode } from "./qr-code.ts";

type Props = {
  /** The address a phone reads. */
  text: string;
  /** What it leads to, for whoever doesn't see it: "The way into this meeting, to be read by a phone". */
  label: string;
};

/** The quiet edge that a reader needs around it. */
const edge = 4;

/** An address to be read from a screen by a phone's camera. Too long for a code, it is nothing. */
export function QrCode({ text, label }: Props) {
  const modules = useMemo(() => qrCode(text), [text]);
  if (!modules) return null;
  const size = modules.length + 2 * edge;
  const path = modules
    .flatMap((line, row) => line.map((dark, column) => (dark ? `M${column + edge} ${row + edge}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className={classes.code} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}
