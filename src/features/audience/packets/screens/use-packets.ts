import { useQueryClient } from "@tanstack/react-query";
import { apiOf } from "../../../../platform/browser/api.ts";
import type { PacketShape, packetsContract } from "../contract.ts";

export const packets = apiOf<typeof packetsContract>("packets");

/** What a write answered is shown at once; lists are asked again, and so is Today when somebody goes there. */
export function usePutPacket(): (packet: PacketShape) => void {
  const known = useQueryClient();
  return (packet) => {
    known.setQueryData(packets.showPacket.queryKey({ input: { id: packet.id } }), packet);
    void known.invalidateQueries({ queryKey: packets.listPackets.key() });
    void known.invalidateQueries({ queryKey: [["today"]] });
  };
}
