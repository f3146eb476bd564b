const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const density = (x: number) => Math.exp(-0.5 * x * x - halfLogTwoPi);

/**
 * Question: how probable is a standard normal value above x?
 *
 * Formula: from |x| = 2 on, Laplace's continued fraction φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))); nearer the middle
 * ½ − φ(x)·Σ x^(2k+1) / (1·3·5…(2k+1)), whose terms all have one sign. Both to double precision, also far out, where
 * one less the other tail would be nothing but rounding.
 *
 * Assumptions: none. Units: x in standard deviations. Failure values: none; beyond ±38 the answer is exactly 0 or 1.
 * Source: Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.2.11 and 26.2.14.
 * Example: normalUpperTail(1.959963984540054) = 0.025.
 */
export function normalUpperTail(x: number): number {
  if (x >= 2) return farTail(x);
  if (x <= -2) return 1 - farTail(-x);
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 - density(x) * sum;
}

function farTail(x: number): number {
  if (x > 38.6) return 0;
  // Evaluated from its far end; this many levels leave less than the rounding of a double, more are needed near 2.
  let level = x;
  for (let k = Math.ceil(20 + 500 / (x * x)); k >= 1; k -= 1) level = x + k / level;
  return density(x) / level;
}

/** How probable a standard normal value at or below x is. See `normalUpperTail`. */
export const normalLowerTail = (x: number): number => normalUpperTail(-x);

/** The p-value of a test whose statistic is standard normal where nothing is the matter: both tails beyond |z|. */
export const twoSidedP = (z: number): number => Math.min(1, 2 * normalUpperTail(Math.abs(z)));

/**
 * Question: below which value does a standard normal value lie with probability p?
 *
 * Formula: rational approximations in three ranges of p, good to about 1 part in 10^16.
 *
 * Units: p strictly between 0 and 1. Failure values: none; another p throws a RangeError, for it is a fault in the
 * program and not in anybody's data.
 * Source: Wichura (1988), Algorithm AS 241, Applied Statistics 37, 477–484 (routine PPND16); R's qnorm is the same.
 * Example: normalQuantile(0.975) = 1.959963984540054.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A probability between 0 and 1 was expected, not ${p}.`);
  const fromMiddle = p - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    const r = 0.180625 - fromMiddle * fromMiddle;
    return (fromMiddle * polynomial(middle.above, r)) / polynomial(middle.below, r);
  }
  const r = Math.sqrt(-Math.log(fromMiddle < 0 ? p : 1 - p));
  const part = r <= 5 ? tail : farOut;
  const size = polynomial(part.above, r - part.from) / polynomial(part.below, r - part.from);
  return fromMiddle < 0 ? -size : size;
}

/** How many standard errors a two-sided interval of this level reaches to each side: 1.96 for 0.95. */
export const intervalReach = (level: number): number => (level === 0.95 ? reachOf95 : normalQuantile(0.5 + level / 2));

const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

const middle = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
};
const tail = {
  from: 1.6,
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const farOut = {
  from: 5,
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};
const reachOf95 = normalQuantile(0.975);
