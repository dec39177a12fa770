import { basename } from "node:path";
import type * as vscode from "vscode";
import { EventEmitter } from "./events";
import type { FakeFiles } from "./files";
import { Uri } from "./uri";
import { Position, Range, type WorkspaceEdit } from "./values";

/** An open text. A test changes it with `type`. */
export class FakeDocument {
  version = 1;
  isClosed = false;
  isDirty = false;
  readonly eol = 1;
  readonly encoding = "utf8";
  #text: string;

  constructor(
    readonly uri: Uri,
    text: string,
    readonly languageId: string,
    private readonly files: FakeFiles,
  ) {
    this.#text = text;
  }

  get fileName(): string {
    return this.uri.fsPath;
  }

  get isUntitled(): boolean {
    return this.uri.scheme === "untitled";
  }

  get lineCount(): number {
    return this.#text.split("\n").length;
  }

  getText(range?: Range): string {
    if (!range) return this.#text;
    return this.#text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  /** For the fake alone. */
  replace(text: string): void {
    this.#text = text;
    this.version++;
    this.isDirty = true;
  }

  positionAt(offset: number): Position {
    const before = this.#text.slice(0, Math.max(0, offset)).split("\n");
    return new Position(before.length - 1, before[before.length - 1].length);
  }

  offsetAt({ line, character }: Pick<vscode.Position, "line" | "character">): number {
    const lines = this.#text.split("\n").slice(0, line);
    return lines.reduce((sum, { length }) => sum + length + 1, 0) + character;
  }

  lineAt(given: number | Pick<vscode.Position, "line">): vscode.TextLine {
    const lineNumber = typeof given === "number" ? given : given.line;
    const lines = this.#text.split("\n");
    if (lineNumber < 0 || lineNumber >= lines.length) throw new Error("Illegal value for `line`");
    const text = lines[lineNumber];
    const start = text.length - text.trimStart().length;
    const range = new Range(lineNumber, 0, lineNumber, text.length);
    return {
      lineNumber,
      text,
      range: range as vscode.Range,
      rangeIncludingLineBreak: range as vscode.Range,
      firstNonWhitespaceCharacterIndex: start,
      isEmptyOrWhitespace: start === text.length,
    };
  }

  async save(): Promise<boolean> {
    await this.files.fs.writeFile(this.uri, new TextEncoder().encode(this.#text));
    this.isDirty = false;
    return true;
  }
}

/** The texts that are open. */
export class FakeDocuments {
  readonly opened = new EventEmitter<FakeDocument>();
  readonly changed = new EventEmitter<{
    readonly document: FakeDocument;
    readonly contentChanges: readonly { readonly text: string }[];
  }>();
  readonly closed = new EventEmitter<FakeDocument>();
  readonly #open: FakeDocument[] = [];
  #untitled = 0;

  constructor(private readonly files: FakeFiles) {}

  get all(): readonly FakeDocument[] {
    return this.#open;
  }

  find(uri: vscode.Uri): FakeDocument | undefined {
    return this.#open.find((document) => document.uri.toString() === uri.toString());
  }

  async open(given: Uri | { language?: string; content?: string }): Promise<FakeDocument> {
    if (!("scheme" in given)) {
      const uri = Uri.from({ scheme: "untitled", path: `Untitled-${++this.#untitled}` });
      return this.#add(uri, given.content ?? "", given.language ?? "plaintext");
    }
    const known = this.find(given);
    if (known) return known;
    const bytes =
      given.scheme === "untitled" ? new Uint8Array() : await this.files.fs.readFile(given);
    const isJson = basename(given.path).endsWith(".json");
    return this.#add(given, new TextDecoder().decode(bytes), isJson ? "jsonc" : "plaintext");
  }

  /** As if the user made this the whole text. */
  type(document: FakeDocument, text: string): void {
    document.replace(text);
    this.changed.fire({ document, contentChanges: [{ text }] });
  }

  close(document: FakeDocument): void {
    document.isClosed = true;
    this.#open.splice(this.#open.indexOf(document), 1);
    this.closed.fire(document);
  }

  apply({ replacements }: WorkspaceEdit): boolean {
    for (const { uri, range, text } of replacements) {
      const document = this.find(uri);
      if (!document) return false;
      const before = document.getText();
      const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      this.type(document, before.slice(0, from) + text + before.slice(to));
    }
    return true;
  }

  #add(uri: Uri, text: string, language: string): FakeDocument {
    const document = new FakeDocument(uri, text, language, this.files);
    this.#open.push(document);
    this.opened.fire(document);
    return document;
  }
}
