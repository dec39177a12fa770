/** @typedef {import("playwright-core").Page} Page */

/**
 * @typedef {object} Notification
 * @property {"error" | "warning" | "info"} severity
 * @property {string} text
 * @property {string[]} actions labels of its buttons
 */

/**
 * Reads all notifications not yet dismissed, newest first, in the list behind the bell: pop-ups
 * vanish by themselves.
 *
 * @param {Page} page
 * @returns {Promise<Notification[]>}
 */
export async function readNotifications(page) {
  const bell = page.locator('[id="status.notifications"]');
  const list = page.locator(".notifications-center.visible");
  if (!(await list.isVisible())) await bell.click();
  await list.waitFor();
  const items = await list.locator(".notification-list-item").all();
  const notifications = await Promise.all(items.map(readItem));
  await bell.click();
  await list.waitFor({ state: "hidden" });
  return notifications;
}

/**
 * @param {import("playwright-core").Locator} item
 * @returns {Promise<Notification>}
 */
async function readItem(item) {
  const icon = await item.locator(".notification-list-item-icon").getAttribute("class");
  const text = await item.locator(".notification-list-item-message").textContent();
  const buttons = item.locator(".notification-list-item-buttons-container .monaco-button");
  const severity = /codicon-(error|warning)/.exec(icon ?? "")?.[1] ?? "info";
  return {
    severity: /** @type {Notification["severity"]} */ (severity),
    text: text ?? "",
    actions: await buttons.allTextContents(),
  };
}
