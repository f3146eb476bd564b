import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import { showNotice } from "../../ui/notices.tsx";

const papers = [
  { paper: "a4", label: "PDF on A4" },
  { paper: "letter", label: "PDF on Letter" },
] as const;

/**
 * Takes the report that is open to paper: by the person's own printer, or as a PDF that the server makes. Where the server
 * cannot, it says so in words, and the person's own browser can.
 */
export function PrintReport() {
  const [isMaking, setMaking] = useState(false);
  const make = async (paper: string) => {
    setMaking(true);
    try {
      const { pathname, search } = window.location;
      const answer = await fetch(`/api/prints/pdf?${new URLSearchParams({ path: pathname + search, paper })}`);
      if (answer.ok) keep(await answer.blob(), nameIn(answer.headers.get("Content-Disposition")));
      else offerOwn(detailOf(await answer.json().catch(() => null)));
    } catch {
      offerOwn("Comeback cannot be reached right now.");
    } finally {
      setMaking(false);
    }
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button className="not-in-print" variant="default" loading={isMaking}>
          Print
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setTimeout(() => window.print())}>Print from here</Menu.Item>
        {papers.map(({ paper, label }) => (
          <Menu.Item key={paper} onClick={() => void make(paper)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const offerOwn = (message: string) =>
  showNotice({ tone: "refused", message, action: { label: "Print from here", run: () => window.print() } });

function detailOf(problem: unknown): string {
  const told = typeof problem === "object" && problem !== null && "detail" in problem ? problem.detail : null;
  return typeof told === "string" ? told : "No PDF was made.";
}

const nameIn = (header: string | null): string => /filename="([^"]+)"/.exec(header ?? "")?.[1] ?? "report.pdf";

function keep(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
