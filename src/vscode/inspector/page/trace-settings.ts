import * as vscode from "vscode";
import { messageOf } from "../../../core/errors";
import type { DevicePreset } from "../../../core/memory/device-preset";
import { noUserSettings, readUserSettings, withDevices, type UserSettings } from "./user-settings";
import { plainMessage } from "../../base/plain-message";

/** What the user's settings say about one trace, with the devices of runs that were shown on it. */
export class TraceSettings {
  #brought: readonly DevicePreset[] = [];
  /** What the user was last warned of; undefined where the settings were right since. */
  #warned: string | undefined;

  constructor(private readonly trace: vscode.Uri) {}

  /**
   * Adds the devices that shown runs name, in place of those brought before.
   * @returns whether the product has not all of them
   */
  bring(devices: readonly DevicePreset[] = []): boolean {
    this.#brought = devices;
    return withDevices(noUserSettings, devices).devices.length > 0;
  }

  /** @throws InputError naming the setting and what is wrong with it */
  async read(): Promise<UserSettings> {
    return withDevices(await readUserSettings(this.trace), this.#brought);
  }

  /** As `read`; where the settings are wrong the user is warned once, and goes on without them. */
  async readOrWarn(): Promise<UserSettings> {
    try {
      const settings = await this.read();
      this.#warned = undefined;
      return settings;
    } catch (error) {
      const message = messageOf(error);
      if (message !== this.#warned) {
        void vscode.window.showWarningMessage(plainMessage(message));
      }
      this.#warned = message;
      return withDevices(noUserSettings, this.#brought);
    }
  }
}
