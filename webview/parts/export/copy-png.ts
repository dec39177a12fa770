/** Puts a PNG into the clipboard. @param png its bytes in base64 */
export async function copyPng(png: string): Promise<void> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes], { type: "image/png" });
  await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
}
