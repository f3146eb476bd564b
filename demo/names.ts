import type { Dice } from "./dice.ts";

const givenNames =
  "Aaliyah Adaeze Agnieszka Ahmed Aiko Alejandro Amara Amina Anders Anjali Aroha Asha Astrid Ayşe Beatriz Benedikt Bilal Björn Camila Chiara Chidi Chloé Dalia Daniel Deepak Dmitri Eero Elena Eleni Emre Esi Fatima Femi Freja Gabriel Giulia Grace Hana Haruto Hassan Hugo Ines Ingrid Ivana Jamal Jelena Jin Joana João Jonas Kavya Kenji Khadija Kofi Lars Leila Lena Liam Linh Lucía Magnus Mai Marek Maria Mateus Mei Milan Minh Nadia Naomi Neha Ngozi Niamh Nikos Noor Nuno Olga Omar Oskar Paloma Pavel Priya Quentin Rafael Rania Ravi Renata Rosa Ruth Samir Sanna Santiago Selin Siobhán Sofia Stefan Sunita Tadeusz Tariq Thandi Tomás Valentina Viktor Wanjiru Wei Yara Yasmin Yuki Zanele Zeynep Zofia".split(
    " ",
  );
const familyNames =
  "Abara Acheampong Adeyemi Aguilar Al-Sayed Andersen Arslan Banerjee Baptiste Bauer Bergström Bianchi Boateng Bouchard Castillo Chaudhry Chen Cho Costa Dahl Demir Diallo Dvořák El-Amin Eriksen Farah Ferreira Fiala Fischer Fofana Fontaine Fujimoto Gallo García Georgiou Ghosh Haddad Hakimi Hansen Hoang Horvat Ibrahim Ito Iyer Jansen Jovanović Kaplan Kariuki Kaur Keller Khan Kim Kowalska Krüger Lindqvist López Maarse Mahlangu Malik Mendes Mensah Moreau Mwangi Nair Nakamura Ndiaye Nguyen Novák O'Brien Okafor Okonkwo Olsen Osei Ozturk Papadaki Park Patel Pereira Petrov Popescu Quispe Rahman Reyes Ricci Rossi Sato Schneider Sharma Silva Suzuki Szabó Tanaka Tran Traoré Vargas Virtanen Vogel Wójcik Yılmaz Zhang Zieliński".split(
    " ",
  );

// Company names are put together from parts that belong to nobody.
const beginnings =
  "Arvo Bel Bryn Cald Cor Dal Dren Eld Esk Fal Fen Gal Gris Hal Harn Ist Jar Kel Kor Lan Lor Mar Mel Nor Ond Osk Pel Quor Ral Rosk Sal Sker Tal Tarn Ul Vel Ver Wes Yar Zel".split(
    " ",
  );
const endings =
  "anta arro avik eldo emar endra enik erra esti evo ibra ikka imont inde isk ister olme ondo orin ovar udra uvia".split(
    " ",
  );
export const industries = [
  { name: "Logistics", words: ["Logistics", "Freight", "Forwarding"] },
  { name: "Manufacturing", words: ["Works", "Components", "Machines"] },
  { name: "Food", words: ["Foods", "Bakeries", "Mills"] },
  { name: "Health care", words: ["Clinics", "Care", "Medical"] },
  { name: "Building", words: ["Building", "Interiors", "Roofing"] },
  { name: "Retail", words: ["Stores", "Retail", "Market"] },
  { name: "Energy", words: ["Energy", "Solar", "Grid"] },
  { name: "Professional services", words: ["Partners", "Engineers", "Advisers"] },
] as const;
export const countries = [
  "Germany",
  "Austria",
  "Switzerland",
  "Netherlands",
  "France",
  "Denmark",
  "Poland",
  "Spain",
] as const;

const titlesOfDeciders = [
  "Managing Director",
  "Head of Operations",
  "Chief Financial Officer",
  "Owner",
  "Plant Director",
];
const titlesOfOthers = [
  "Operations Manager",
  "Project Lead",
  "Purchasing",
  "IT Manager",
  "Team Assistant",
  "Controller",
  "Process Engineer",
  "Quality Manager",
  "Warehouse Lead",
];

export function drawPerson(dice: Dice): string {
  return `${dice.pick(givenNames)} ${dice.pick(familyNames)}`;
}

export function drawJobTitle(dice: Dice, decides: boolean): string {
  return dice.pick(decides ? titlesOfDeciders : titlesOfOthers);
}

/** The account's number is in no name; two companies may share one, as they do. */
export function drawCompany(dice: Dice, words: readonly string[]): string {
  return `${dice.pick(beginnings)}${dice.pick(endings)} ${dice.pick(words)}`;
}

/** Addresses end in .example, which belongs to nobody (RFC 2606). */
export function webNameOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ıŁłøØ]/g, (letter) => ({ ı: "i", Ł: "L", ł: "l", ø: "o", Ø: "O" })[letter] ?? "")
    .replace(/[^a-zA-Z0-9]+/g, " ")
    .trim()
    .toLowerCase()
    .replaceAll(" ", "-");
}

export type TeamMember = {
  id: string;
  name: string;
  email: string;
  role: "rep" | "manager" | "marketing" | "admin";
  managerEmail: string | null;
};

export const managers: readonly TeamMember[] = [
  member("M-01", "Renata Okafor", "manager", null),
  member("M-02", "Henrik Dahl", "manager", null),
];
export const reps: readonly TeamMember[] = [
  member("R-01", "Amina Yılmaz", "rep", 0),
  member("R-02", "Jonas Bergström", "rep", 0),
  member("R-03", "Priya Nair", "rep", 0),
  member("R-04", "Tomás Quispe", "rep", 0),
  member("R-05", "Lena Horvat", "rep", 0),
  member("R-06", "Kofi Mensah", "rep", 1),
  member("R-07", "Mai Hoang", "rep", 1),
  member("R-08", "Gabriel Moreau", "rep", 1),
  member("R-09", "Zofia Wójcik", "rep", 1),
];
export const others: readonly TeamMember[] = [
  member("S-01", "Selin Kaplan", "marketing", null),
  member("S-02", "Ravi Iyer", "admin", null),
];

function member(id: string, name: string, role: TeamMember["role"], manager: number | null): TeamMember {
  const emailOf = (person: string) => `${webNameOf(person).replace("-", ".")}@salesteam.example`;
  const boss = manager === 0 ? "Renata Okafor" : manager === 1 ? "Henrik Dahl" : null;
  return { id, name, email: emailOf(name), role, managerEmail: boss === null ? null : emailOf(boss) };
}
