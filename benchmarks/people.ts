/** The owner of every workspace that is measured. It exists on this machine only, for as long as a measurement takes. */
export const owner = {
  name: "Olga Owner",
  email: "olga@bench.example",
  password: "a bench is not a vault",
  workspaceName: "Bench",
  timeZone: "Europe/Berlin",
  currency: "EUR",
};

/** Of everybody else. */
export const password = "everybody has the same";
