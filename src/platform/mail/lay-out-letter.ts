import { dark, escaped, font, type LaidOut, light, onAccent, wrapped } from "./lay-out-mail.ts";
import type { LetterContent } from "./mail-content.ts";

/** Where a letter's links lead: its reader's own form, if it has one, and the page that ends such mails for them. */
export type LetterLinks = { form: string | null; stop: string };

/** A letter from a person, as plain text and as HTML: it looks like one, and fetches nothing when it is opened. */
export function layOutLetter(content: LetterContent, links: LetterLinks): LaidOut {
  return { text: asText(content, links), html: asHtml(content, links) };
}

function asText({ paragraphs, formLabel, because, stopLabel }: LetterContent, { form, stop }: LetterLinks): string {
  const parts = paragraphs.flatMap((paragraph) => [
    paragraph
      .split("\n")
      .map((line) => wrapped(line))
      .join("\n"),
    "",
  ]);
  if (form && formLabel) parts.push(`${formLabel}:`, form, "");
  // The line by which mail programs know where the message itself ends.
  parts.push("-- ", wrapped(because), `${stopLabel}: ${stop}`);
  return `${parts.join("\n")}\n`;
}

function asHtml({ language, paragraphs, formLabel, because, stopLabel }: LetterContent, links: LetterLinks): string {
  const written = paragraphs.map(
    (paragraph) =>
      `<p class="i" style="margin:0 0 16px;color:${light.ink};font-size:16px;line-height:25px">${paragraph
        .split("\n")
        .map(escaped)
        .join("<br>")}</p>`,
  );
  const button =
    links.form && formLabel
      ? `<p style="margin:8px 0 28px"><a class="b" href="${escaped(links.form)}" style="display:inline-block;padding:13px 22px;border-radius:6px;background-color:${light.accent};color:${onAccent.light};font-size:16px;line-height:22px;font-weight:600;text-decoration:none">${escaped(formLabel)}</a></p>`
      : "";
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="referrer" content="no-referrer">
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.p{background-color:${dark.page}!important}
.i{color:${dark.ink}!important}
.s{color:${dark.ink2}!important}
.a{color:${dark.accent}!important}
.l{border-color:${dark.line}!important}
.b{background-color:${dark.accent}!important;color:${onAccent.dark}!important}
}
</style>
</head>
<body class="p" style="margin:0;padding:0;background-color:${light.card}">
<table role="presentation" class="p" width="100%" cellpadding="0" cellspacing="0" style="background-color:${light.card};${font}">
<tr><td style="padding:24px 20px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td>${written.join("\n")}
${button}</td></tr>
<tr><td class="s l" style="padding:14px 0 0;border-top:1px solid ${light.line};color:${light.ink2};font-size:13px;line-height:20px">${escaped(because)}<br>
<a class="a" href="${escaped(links.stop)}" style="color:${light.accent};text-decoration:underline">${escaped(stopLabel)}</a></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
