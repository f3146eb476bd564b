import { readdirSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";

/** The machine and how busy it is: without it no figure here means anything. */
export function describeMachine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}, ${process.platform}`;
}

export const describeLoad = () =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(" ");

/** The most memory this process ever held. A child's own count on Linux begins with its parent's, so the kernel's is read. */
export function peakMemoryBytes(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return Number(peak) * 1024;
}

const ticksPerSecond = 100;

/** Processor time used so far by a process alone, and with those it started; undefined where the system does not say. */
export function processorSeconds(pid: number): { own: number; all: number } | undefined {
  if (process.platform !== "linux") return undefined;
  const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readProcess(name) ?? []) : []));
  const family = new Set([pid]);
  // A child may stand before its parent in the list: until no new one is found.
  for (let known = 0; known < family.size; ) {
    known = family.size;
    for (const each of processes) if (family.has(each.parent)) family.add(each.pid);
  }
  const secondsOf = (among: typeof processes) => among.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
  return {
    own: secondsOf(processes.filter((each) => each.pid === pid)),
    all: secondsOf(processes.filter((each) => family.has(each.pid))),
  };
}

function readProcess(name: string): { pid: number; parent: number; ticks: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "utf8");
    // The program's name stands in brackets and may hold spaces.
    const [, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid: Number(name), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) };
  } catch {
    return undefined;
  }
}
