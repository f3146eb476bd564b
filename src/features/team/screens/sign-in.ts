/** What the door says when it stays shut; null: signed in, the cookie is set. */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    const answer = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (answer.ok) return null;
    const problem: unknown = await answer.json().catch(() => null);
    if (typeof problem === "object" && problem && "detail" in problem && typeof problem.detail === "string")
      return problem.detail;
    return "Signing in did not work. Try again in a moment.";
  } catch {
    return "Comeback cannot be reached right now. Check the connection and try again.";
  }
}
