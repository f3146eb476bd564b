import { wearLight } from "../light-scheme.ts";
import { linesInRoom } from "./text-room.ts";

/** What stands around a chart in its picture: it is looked at far from the screen that it was made on. */
export type Caption = { title: string; source: string };
export type PictureKind = "svg" | "png";

const namespace = "http://www.w3.org/2000/svg";
const edge = 24;
/** Whoever opens it may not have our letters: the next best are named. */
const letters = "Inter, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** How a part looks is written down with it, because outside the page there is no style sheet; what is usual is not. */
const looks = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
};
const looksOfText = { "font-size": "", "font-weight": "400", "text-anchor": "start" };

/** The chart as a picture that stands alone: in light colours, with its title and where it comes from. */
function drawAlone(chart: SVGSVGElement, { title, source }: Caption): { text: string; width: number; height: number } {
  const { width: room, height: tall } = chart.viewBox.baseVal;
  const width = room + 2 * edge;
  const head = linesInRoom(title, room, 4, 18, true);
  const top = edge + head.length * 25 + 12;
  const foot = linesInRoom(source, room, 3, 12);
  const height = top + tall + 16 + foot.length * 17 + edge;

  const picture = document.createElementNS(namespace, "svg");
  const told = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": letters, role: "img" };
  for (const [name, value] of Object.entries(told)) picture.setAttribute(name, String(value));
  const name = document.createElementNS(namespace, "title");
  name.textContent = title;
  const paper = part("rect", { width, height, fill: "#ffffff" });
  const body = part("g", { transform: `translate(${edge} ${top})` });
  for (const child of chart.children) {
    const copied = copyPart(child);
    if (copied) body.append(copied);
  }
  picture.append(
    name,
    paper,
    ...head.map((line, place) =>
      text(line, edge + 18 + place * 25, { "font-size": 18, "font-weight": 600, fill: "#262320" }),
    ),
    body,
    ...foot.map((line, place) => text(line, top + tall + 28 + place * 17, { "font-size": 12, fill: "#57524b" })),
  );
  return { text: new XMLSerializer().serializeToString(picture), width, height };
}

function part(kind: string, told: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(namespace, kind);
  for (const [name, value] of Object.entries(told)) made.setAttribute(name, String(value));
  return made;
}

function text(line: string, y: number, told: Record<string, string | number>): SVGElement {
  const made = part("text", { x: edge, y, ...told });
  made.textContent = line;
  return made;
}

/** What only the page needs stays behind: places to point at, names for screen readers, links into the program. */
function copyPart(from: Element): Element | null {
  const style = getComputedStyle(from);
  if (from.hasAttribute("data-only-on-screen") || style.display === "none") return null;
  const copy = part(from.localName === "a" ? "g" : from.localName, {});
  for (const { name, value } of from.attributes)
    if (!/^(?:class|style|href|role|tabindex|aria-.*|data-.*)$/.test(name)) copy.setAttribute(name, value);
  for (const [look, usual] of Object.entries({ ...looks, ...(from.localName === "text" ? looksOfText : {}) })) {
    const value = style.getPropertyValue(look);
    if (value !== usual) copy.setAttribute(look, value);
    else copy.removeAttribute(look);
  }
  for (const child of from.childNodes) {
    if (child instanceof Element) {
      const copied = copyPart(child);
      if (copied) copy.append(copied);
    } else if (child.nodeType === Node.TEXT_NODE) copy.append(child.cloneNode());
  }
  return copy;
}

/** The chart's picture in light colours, as the text of a file that stands alone. */
function asPicture(chart: SVGSVGElement, caption: Caption) {
  const giveBack = wearLight();
  try {
    return drawAlone(chart, caption);
  } finally {
    giveBack();
  }
}

/** Reads the chart as it is drawn at this moment; the file follows. */
export function savePicture(chart: SVGSVGElement, caption: Caption, kind: PictureKind): Promise<void> {
  const picture = asPicture(chart, caption);
  const name = `${fileName(caption.title)}.${kind}`;
  return kind === "svg"
    ? Promise.resolve(keep(new Blob([picture.text], { type: "image/svg+xml" }), name))
    : paint(picture, name);
}

async function paint({ text: drawn, width, height }: ReturnType<typeof drawAlone>, name: string): Promise<void> {
  const image = new Image();
  // The page lets in pictures that are addresses of data, and no others.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const sharp = 2;
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const painted = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!painted) throw new Error("The browser made no picture of this chart.");
  keep(painted, name);
}

/** Hands a file to the browser's downloads. */
function keep(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The finding, as a file may be called: "most-lost-deals-left-at-demo". */
const fileName = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60) || "chart";
