import type { ActivityKind, BuyingRole, DealStatus, LossKind } from "../contract.ts";

/** Words compare without case, accents, punctuation and doubled spaces: "Gagné " and "gagne" are one. */
export function plainWord(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s_.,:;()[\]"'’/&-]+/g, " ")
    .trim();
}

/** Yes, no, or neither. */
export function readFlag(text: string): boolean | null {
  const word = plainWord(text);
  if (
    ["true", "t", "yes", "y", "1", "1 0", "x", "✓", "ja", "j", "wahr", "oui", "vrai", "si", "verdadero"].includes(word)
  )
    return true;
  if (["false", "f", "no", "n", "0", "0 0", "nein", "falsch", "non", "faux", "falso"].includes(word)) return false;
  return null;
}

const lostWords =
  /^(?:closed )?loss$|\blost\b|closedlost|verloren|verlust|\bperdu|\bperdid|\bpersa\b|disqualif|unqualified|rejected|abgelehnt|refuse[de]?\b|\bdead\b|cancell?ed|abandon|\bdeclined\b|no decision|out ?sold|closed no\b|annule/;
const wonWords =
  /^(?:closed )?win$|\bwon\b|closedwon|gewonnen|\bgagn|\bganad|\bvint[ao]\b|\bganho\b|(?:contract|deal|vertrag) (?:signed|unterschrieben)|auftrag (?:erhalten|erteilt)|beauftragt/;

/** What a stage means, from its name alone. It is only the first guess: a team sets the type of its stages itself. */
export function guessStageType(name: string): DealStatus {
  const word = plainWord(name);
  if (lostWords.test(word)) return "lost";
  return wonWords.test(word) && !/\bwon t\b|almost|not won/.test(word) ? "won" : "open";
}

const openWords = new Set(
  [
    ...["open", "offen", "ouvert", "ouverte", "abierto", "abierta", "aperto", "in progress", "in arbeit", "en cours"],
    ...["en curso", "en proceso", "active", "aktiv", "actif", "activo", "pending", "ongoing", "working", "new", "neu"],
    ...["on hold", "running", "laufend", "0"],
  ].map(plainWord),
);

const wonStatuses = new Set(["1", "success", "successful", "erfolgreich", "sold", "converted"]);
const lostStatuses = new Set(["2", "lose", "fail", "failed", "failure", "unsuccessful", "erfolglos", "not converted"]);

/** How a deal ended, from a status column's word. Dynamics writes 0, 1, 2 for open, won, lost. */
export function readStatus(text: string): DealStatus | "deleted" | null {
  const word = plainWord(text);
  if (openWords.has(word)) return "open";
  if (word === "deleted") return "deleted";
  if (wonStatuses.has(word)) return "won";
  if (lostStatuses.has(word)) return "lost";
  const type = guessStageType(text);
  return type === "open" ? null : type;
}

/** Who it went to, from the words of a loss reason; null when they do not say. */
export function guessLossKind(reason: string): LossKind | null {
  const word = plainWord(reason);
  if (/compet|konkurren|wettbewerb|concurren|rival|other (?:vendor|supplier)|anderer anbieter/.test(word))
    return "competitor";
  if (/disqualif|unqualif|not qualified|not a fit|bad fit|duplicate|\bspam\b|doublon|doppelt/.test(word))
    return "disqualified";
  if (
    /no decision|keine entscheidung|status quo|on hold|postpon|verschoben|ghost|went dark|unresponsive|no response/.test(
      word,
    )
  )
    return "no-decision";
  return null;
}

export function readBuyingRole(text: string): BuyingRole {
  const word = plainWord(text);
  if (/decision|entscheid|decideur|decisor|economic|budget|approver|signatory|\bbuyer\b(?<!technical buyer)/.test(word))
    return "decision-maker";
  if (/champion|sponsor|advocate|coach|fursprecher|promoter/.test(word)) return "champion";
  if (/gather|informant|information|researcher/.test(word)) return "information-gatherer";
  if (/block|gatekeeper|gegner|detractor|opponent/.test(word)) return "blocker";
  if (/influen|evaluat|technical|user|recommend|einfluss|anwender/.test(word)) return "influencer";
  return "unknown";
}

export function readActivityKind(text: string): ActivityKind {
  const word = plainWord(text);
  if (/call|phone|anruf|telefon|llamada|appel/.test(word)) return "call";
  if (/mail|correo|courriel/.test(word)) return "email";
  if (/meet|demo|appointment|event|termin|besprech|reunion|visit|lunch|presentation|besuch/.test(word))
    return "meeting";
  return "note";
}

export function readDirection(text: string): "incoming" | "outgoing" | null {
  const word = plainWord(text);
  if (/\bin\b|incoming|inbound|received|eingehend|entrant/.test(word)) return "incoming";
  if (/\bout\b|outgoing|outbound|\bsent\b|ausgehend|sortant|salient|^email$/.test(word)) return "outgoing";
  return null;
}

/** Whether somebody answered, from a yes or no or from a call's outcome. */
export function readAnswered(text: string): boolean | null {
  const flag = readFlag(text);
  if (flag !== null) return flag;
  const word = plainWord(text);
  if (
    /no answer|not answer|unanswered|missed|busy|voicemail|wrong number|nicht erreicht|no show|left (?:live )?message/.test(
      word,
    )
  )
    return false;
  return /connected|answered|completed|held|reached|erreicht|replied/.test(word) ? true : null;
}

// Where a stage usually stands on the way, by a word in its name. Later lines win.
const usualPlaces: [RegExp, number][] = [
  [/lead|new|neu|nouveau|nuevo|prospect|inbox|interess/, 10],
  [/contact|kontakt|outreach|connect|engag/, 15],
  [/qualif|discover|bedarf|appointment/, 20],
  [/need|analys|scop/, 30],
  [/decision ?maker|perception/, 45],
  [/demo|presentation|prasent|pitch|meeting/, 40],
  [/value|solution|trial|pilot|proof|poc|evaluat/, 50],
  [/propos|quote|angebot|offer|offre|propuesta|devis/, 60],
  [/negoti|verhandl|review|legal/, 80],
  [/contract|commit|verbal|signature|vertrag/, 85],
  [/on hold|parked/, 5],
];

/** A place between 0 and 100 for putting new stages in order; 50 when the name says nothing. */
export function usualStagePlace(name: string): number {
  const type = guessStageType(name);
  if (type !== "open") return type === "won" ? 200 : 201;
  const word = plainWord(name);
  return usualPlaces.reduce((place, [words, at]) => (words.test(word) ? at : place), 50);
}
