import type { Picked } from "../../../../src/shared/protocol";
import type { DetailContent } from "../detail-content";
import { waiting, type DetailNeeds } from "./needs";

/** A command of the shown step: what it does, when, and to which bank and row. */
export function commandContent(
  { channel, index }: Extract<Picked, { readonly kind: "command" }>,
  { state }: DetailNeeds,
): DetailContent {
  const { command, view } = state;
  const path = `channel ${channel} · step ${view.step}`;
  if (command?.index !== index) return waiting(`Command ${index + 1}`, path, "");
  const { title, lines, bank } = command;
  return {
    ...waiting(title, path, lines.join(". ")),
    isBusy: false,
    chips:
      bank === undefined
        ? []
        : [
            {
              title: "Bank",
              chips: [
                {
                  text: `bank ${bank}`,
                  meaning: `Channel ${channel}, bank ${bank}, to which it is addressed`,
                  picks: { kind: "bank", channel, bank },
                },
              ],
            },
          ],
    links: ["timeline", "banks"],
  };
}
