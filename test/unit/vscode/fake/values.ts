/** Plain values of the editor's API: places in a text, what is wrong there, items of trees. */
import type * as vscode from "vscode";
import type { Uri } from "./uri";

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}

  isBefore(other: Position): boolean {
    return this.line < other.line || (this.line === other.line && this.character < other.character);
  }

  isEqual(other: Position): boolean {
    return this.line === other.line && this.character === other.character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(start: Position, end: Position);
  constructor(startLine: number, start: number, endLine: number, end: number);
  constructor(...given: [Position, Position] | [number, number, number, number]) {
    if (given.length === 2) {
      [this.start, this.end] = given;
    } else {
      this.start = new Position(given[0], given[1]);
      this.end = new Position(given[2], given[3]);
    }
  }

  intersection(other: Range): Range | undefined {
    const start = other.start.isBefore(this.start) ? this.start : other.start;
    const end = other.end.isBefore(this.end) ? other.end : this.end;
    return end.isBefore(start) ? undefined : new Range(start, end);
  }
}

interface Replacement {
  readonly uri: Uri;
  readonly range: Range;
  readonly text: string;
}

export class WorkspaceEdit {
  readonly replacements: Replacement[] = [];

  insert(uri: Uri, place: Position, text: string): void {
    this.replace(uri, new Range(place, place), text);
  }

  replace(uri: Uri, range: Range, text: string): void {
    this.replacements.push({ uri, range, text });
  }
}

export class CodeActionKind {
  static readonly QuickFix = new CodeActionKind("quickfix");

  private constructor(readonly value: string) {}
}

export class CodeAction {
  edit = new WorkspaceEdit();
  isPreferred = false;
  diagnostics: readonly Diagnostic[] = [];

  constructor(
    readonly title: string,
    readonly kind: CodeActionKind,
  ) {}
}

export enum DiagnosticSeverity {
  Error,
  Warning,
  Information,
  Hint,
}

export class Diagnostic {
  source?: string;
  code?: string | number;

  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: DiagnosticSeverity = DiagnosticSeverity.Error,
  ) {}
}

export class CodeLens {
  constructor(
    readonly range: Range,
    public command?: vscode.Command,
  ) {}

  get isResolved(): boolean {
    return this.command !== undefined;
  }
}

export enum TreeItemCollapsibleState {
  None,
  Collapsed,
  Expanded,
}

export class TreeItem {
  label?: string | vscode.TreeItemLabel;
  description?: string | boolean;
  resourceUri?: Uri;

  constructor(
    given: string | vscode.TreeItemLabel | Uri,
    readonly collapsibleState: TreeItemCollapsibleState = TreeItemCollapsibleState.None,
  ) {
    if (typeof given === "object" && "scheme" in given) this.resourceUri = given;
    else this.label = given;
  }
}

export class ThemeIcon {
  constructor(readonly id: string) {}
}

export class RelativePattern {
  readonly baseUri: Uri;
  readonly base: string;

  constructor(
    base: Uri | vscode.WorkspaceFolder,
    readonly pattern: string,
  ) {
    this.baseUri = "uri" in base ? base.uri : base;
    this.base = this.baseUri.fsPath;
  }
}

export enum FileType {
  Unknown = 0,
  File = 1,
  Directory = 2,
  SymbolicLink = 64,
}

export enum ProgressLocation {
  SourceControl = 1,
  Window = 10,
  Notification = 15,
}

export enum StatusBarAlignment {
  Left = 1,
  Right = 2,
}

export enum ViewColumn {
  Active = -1,
  Beside = -2,
  One = 1,
  Two = 2,
}
