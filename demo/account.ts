import { rollDice, the } from "./dice.ts";
import { drawSegment, type Segment } from "./market.ts";
import { countries, drawCompany, drawJobTitle, drawPerson, industries, webNameOf } from "./names.ts";

export type SimulatedAccount = {
  number: number;
  id: string;
  name: string;
  segment: Segment;
  industry: string;
  country: string;
  employees: number;
  repNumber: number;
};

export type SimulatedPerson = { id: string; name: string; email: string; phone: string; jobTitle: string };

const accountDice = 7;
const personDice = 8;

/** One company; the same for the same seed and number, whoever asks and when. */
export function simulateAccount(seed: number, number: number, repShares: readonly number[]): SimulatedAccount {
  const dice = rollDice(seed, accountDice, number);
  const segment = drawSegment(dice);
  const industry = dice.pick(industries);
  const usualStaff = segment.name === "Enterprise" ? 2_400 : segment.name === "Mid-market" ? 280 : 35;
  return {
    number,
    id: `A-${pad(number + 1)}`,
    name: drawCompany(dice, industry.words),
    segment,
    industry: industry.name,
    country: dice.pick(countries),
    employees: Math.max(3, Math.round(usualStaff * Math.exp(0.6 * dice.normal()))),
    repNumber: dice.weighted(repShares),
  };
}

/** One person at a company. Number 0 and 1 have a say, the others may. */
export function simulatePerson(seed: number, account: SimulatedAccount, number: number): SimulatedPerson {
  const dice = rollDice(seed, personDice, account.number, number);
  const name = drawPerson(dice);
  return {
    id: `C-${pad(account.number + 1)}-${number + 1}`,
    name,
    email: `${webNameOf(name).replace("-", ".")}@${webNameOf(account.name)}.example`,
    // 555 01.. is set aside for invented people.
    phone: `+1 555 01${pad(dice.whole(0, 99)).slice(-2)}`,
    jobTitle: drawJobTitle(dice, number < 2),
  };
}

export function pad(number: number): string {
  return String(number).padStart(6, "0");
}

/** Most deals come from a few accounts: the first ones in the list come back more often. */
export function accountOfDeal(share: number, accounts: number): number {
  return Math.floor(share ** 1.4 * accounts);
}

export function repOf<Rep>(reps: readonly Rep[], account: SimulatedAccount): Rep {
  return the(reps, account.repNumber);
}
