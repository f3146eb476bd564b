const unreachable = "Comeback cannot be reached right now. Check the connection and try again.";

/** Asks the sign-in's own routes. Null: done; else what the door says, in its words or in `otherwise`. */
async function ask(path: string, body: object, otherwise: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    const problem: unknown = await answer.json().catch(() => null);
    const isTold = typeof problem === "object" && problem && "detail" in problem && typeof problem.detail === "string";
    return isTold ? String(problem.detail) : otherwise;
  } catch {
    return unreachable;
  }
}

/** Null: signed in, the cookie is set. */
export function signIn(email: string, password: string): Promise<string | null> {
  return ask("sign-in/email", { email, password }, "Signing in did not work. Try again in a moment.");
}

/** Null: the new password holds, and every other place this person was signed in at is signed out. */
export function changePassword(currentPassword: string, newPassword: string): Promise<string | null> {
  return ask(
    "change-password",
    { currentPassword, newPassword },
    "The password could not be changed. Try again in a moment.",
  );
}
