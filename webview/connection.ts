import type {
  HostEvent,
  HostMessage,
  PageMessage,
  PartOf,
  RequestKind,
  Requests,
} from "../src/shared/protocol";

/** The host's refusal of a request, in words for the user. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";

  constructor(
    message: string,
    /** True where the request ended because somebody asked it to. */
    readonly cancelled: boolean,
  ) {
    super(message);
  }
}

/** A request that the host has yet to answer. */
export interface PendingRequest<Reply> {
  readonly id: number;
  /** Rejects with a `RequestFailure`. */
  readonly reply: Promise<Reply>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(failure: RequestFailure): void;
  take(part: PartOf<RequestKind>): void;
}

/** The page's end of the protocol: matches answers with requests, passes events on. */
export class Connection {
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();

  constructor(
    private readonly post: (message: PageMessage) => void,
    private readonly onEvent: (event: HostEvent) => void,
  ) {}

  /** @param onPart takes the pieces of the answer that come before the reply */
  request<Kind extends RequestKind>(
    kind: Kind,
    request: Requests[Kind]["request"],
    onPart?: (part: PartOf<Kind>) => void,
  ): PendingRequest<Requests[Kind]["reply"]> {
    const id = this.#nextId++;
    const reply = new Promise<Requests[Kind]["reply"]>((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: (value) => resolve(value as Requests[Kind]["reply"]),
        reject,
        take: (part) => onPart?.(part as PartOf<Kind>),
      });
    });
    this.post({ kind, id, ...request } as PageMessage);
    return { id, reply };
  }

  /** Takes a message of the host. Answers and parts to unknown requests are dropped. */
  receive(message: HostMessage): void {
    switch (message.kind) {
      case "reply":
        this.#settle(message.id)?.resolve(message.value);
        break;
      case "failure":
        this.#settle(message.id)?.reject(new RequestFailure(message.message, message.cancelled));
        break;
      case "part":
        this.#waiting.get(message.id)?.take(message.part);
        break;
      case "progress":
      case "result":
      case "reloaded":
      case "second":
      case "broken":
      case "show":
      case "run":
      case "showResults":
      case "drawImage":
      case "setView":
        this.onEvent(message);
        break;
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
