import { AimsScreen } from "./AimsScreen.tsx";

export default function PersonasScreen() {
  return <AimsScreen kind="persona" current="/audience/personas" />;
}
