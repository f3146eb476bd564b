import { type ComponentType, createContext, type ReactNode, useContext } from "react";

const Tools = createContext<ComponentType | null>(null);

/** What the program puts beside every page's title: ui knows no product, and a page knows nothing of it. */
export function PageToolsProvider({ tools, children }: { tools: ComponentType | null; children: ReactNode }) {
  return <Tools.Provider value={tools}>{children}</Tools.Provider>;
}

export function PageTools() {
  const Given = useContext(Tools);
  return Given && <Given />;
}
