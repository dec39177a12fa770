import { posix } from "node:path";
import type * as vscode from "vscode";

type Parts = Pick<vscode.Uri, "scheme" | "authority" | "path" | "query" | "fragment">;

const form = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/;

export class Uri implements vscode.Uri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;

  private constructor(parts: Parts) {
    this.scheme = parts.scheme;
    this.authority = parts.authority;
    this.path = parts.path;
    this.query = parts.query;
    this.fragment = parts.fragment;
  }

  static file(path: string): Uri {
    const absolute = path.startsWith("/") ? path : `/${path}`;
    return new Uri({ scheme: "file", authority: "", path: absolute, query: "", fragment: "" });
  }

  static parse(text: string): Uri {
    const [, scheme = "file", authority = "", path = "", query = "", fragment = ""] =
      form.exec(text) ?? [];
    return new Uri({
      scheme,
      authority: decodeURIComponent(authority),
      path: decodeURIComponent(path),
      query: decodeURIComponent(query),
      fragment: decodeURIComponent(fragment),
    });
  }

  static from(parts: Partial<Parts> & { readonly scheme: string }): Uri {
    return new Uri({ authority: "", path: "", query: "", fragment: "", ...parts });
  }

  static joinPath(base: Uri, ...segments: string[]): Uri {
    return base.with({ path: posix.join(base.path, ...segments) });
  }

  get fsPath(): string {
    return this.path;
  }

  with(change: Partial<Parts>): Uri {
    const { scheme, authority, path, query, fragment } = this;
    return new Uri({ scheme, authority, path, query, fragment, ...change });
  }

  toString(skipEncoding = false): string {
    const encode = (text: string) =>
      skipEncoding ? text : text.split("/").map(encodeURIComponent).join("/");
    const authority = this.authority || this.scheme === "file" ? `//${encode(this.authority)}` : "";
    const query = this.query ? `?${encode(this.query)}` : "";
    const fragment = this.fragment ? `#${encode(this.fragment)}` : "";
    return `${this.scheme}:${authority}${encode(this.path)}${query}${fragment}`;
  }

  toJSON(): Parts & { readonly fsPath: string } {
    const { scheme, authority, path, query, fragment, fsPath } = this;
    return { scheme, authority, path, query, fragment, fsPath };
  }
}
