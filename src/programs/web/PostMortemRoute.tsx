import { DraftPractice } from "../../features/playbook/screens/DraftPractice.tsx";
import { PostMortemScreen } from "../../features/post-mortems/conversations/screens/PostMortemScreen.tsx";
import { InvitationPanel } from "../../features/post-mortems/invitations/screens/InvitationPanel.tsx";

/** A conversation with a lost customer, with what other features make of it. */
export default function PostMortemRoute() {
  return (
    <PostMortemScreen
      invite={({ postMortem }) => <InvitationPanel postMortemId={postMortem.id} />}
      afterRecommendation={({ id }) => <DraftPractice source="recommendation" sourceId={id} />}
    />
  );
}
