/**
 * A message that the editor shows as it is. In its notifications `[text](command:…)` is a link that
 * runs a command, and names of files and of what is in them come from anybody.
 */
export function plainMessage(message: string): string {
  return message.replaceAll("](", "] (");
}
