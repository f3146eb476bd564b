import { useMemo } from "react";
import { encode } from "uqr";
import classes from "./QrCode.module.css";

type Props = {
  /** The address a phone reads. */
  text: string;
  /** What it leads to, for whoever doesn't see it: "The way into this meeting, to be read by a phone". */
  label: string;
};

/** The quiet edge that a reader needs around it. */
const edge = 4;

/** An address to be read from a screen by a phone's camera. */
export function QrCode({ text, label }: Props) {
  const { size, data } = useMemo(() => encode(text, { ecc: "M", border: edge }), [text]);
  const path = data
    .flatMap((line, row) => line.map((dark, column) => (dark ? `M${column} ${row}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className={classes.code} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`}>
      <path d={path} />
    </svg>
  );
}
