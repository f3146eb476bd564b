/** What the door says when it stays shut; null: signed in, the cookie is set. */
export function signIn(email: string, password: string): Promise<string | null> {
  return askTheDoor("sign-in/email", { email, password }, "Signing in did not work. Try again in a moment.");
}

/** Why the password stays as it is; null: it is changed, and every other session has ended. */
export function changePassword(currentPassword: string, newPassword: string): Promise<string | null> {
  const failed = "The password could not be changed. Try again in a moment.";
  return askTheDoor("change-password", { currentPassword, newPassword }, failed);
}

async function askTheDoor(path: string, body: object, failed: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    const problem: unknown = await answer.json().catch(() => null);
    if (typeof problem === "object" && problem && "detail" in problem && typeof problem.detail === "string")
      return problem.detail;
    return failed;
  } catch {
    return "Comeback cannot be reached right now. Check the connection and try again.";
  }
}
