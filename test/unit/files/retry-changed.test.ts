import assert from "node:assert/strict";
import { Cancelled } from "../../../src/core/cancelled";
import { InputError } from "../../../src/core/errors";
import { FileChanged } from "../../../src/core/files/file-changed";
import { retryChanged } from "../../../src/core/files/retry-changed";
import { packError, unpackError } from "../../../src/core/threads/pack-error";

const pauses = [0, 0, 0];

/** Work that finds its file changed some times, and then succeeds. */
function workAfter(changes: number) {
  let tries = 0;
  return () => {
    tries++;
    return tries > changes
      ? Promise.resolve(tries)
      : Promise.reject(new FileChanged("changed", "a file"));
  };
}

describe("work on a file that changes meanwhile", () => {
  it("is done once more, and gives what the last try gave", async () => {
    for (const changes of [0, 1, 2, 3]) {
      const told: string[] = [];
      const onRetry = ({ file }: FileChanged) => void told.push(file);
      assert.equal(await retryChanged(workAfter(changes), { pauses, onRetry }), changes + 1);
      assert.deepEqual(told, Array<string>(changes).fill("a file"));
    }
  });

  it("is given up with one message where the file changes every time", async () => {
    await assert.rejects(retryChanged(workAfter(4), { pauses }), (error) => {
      assert.ok(error instanceof InputError && !(error instanceof FileChanged));
      assert.equal(error.field, "file");
      assert.match(error.reason, /^changed each of the 4 times/);
      assert.equal(error.place.file, "a file");
      return true;
    });
  });

  it("is not done once more where it fails for another reason, or nobody wants it", async () => {
    let tries = 0;
    const fail = () => {
      tries++;
      return Promise.reject(new InputError("keys", "are wrong"));
    };
    await assert.rejects(retryChanged(fail, { pauses }), /keys: are wrong/);
    assert.equal(tries, 1);
    const signal = AbortSignal.abort();
    await assert.rejects(retryChanged(workAfter(1), { pauses, signal }), Cancelled);
  });

  it("knows the change that another thread found", () => {
    const change = new FileChanged("changed while open", "a file");
    const unpacked = unpackError(structuredClone(packError(change)));
    assert.ok(unpacked instanceof FileChanged);
    assert.equal(unpacked.file, "a file");
    assert.equal(unpacked.message, change.message);
  });
});
