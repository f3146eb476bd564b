// npm starts a script through a shell. A signal sent to npm alone ends npm and that shell and would leave us running
// with nobody to stop us, so losing the shell counts as the signal.
if (process.env.npm_lifecycle_event && process.platform !== "win32") {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM");
  }, 250).unref();
}
