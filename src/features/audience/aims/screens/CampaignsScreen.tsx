import { AimsScreen } from "./AimsScreen.tsx";

export default function CampaignsScreen() {
  return <AimsScreen kind="campaign" current="/audience/campaigns" />;
}
