import type { HostEvent, Requests } from "../../src/shared/protocol";
import type {
  Answer,
  AnswerPart,
  PartIn,
  RequestMessage,
  RequestTable,
} from "../../src/shared/protocol/requests";

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
  take(part: unknown): void;
}

/** The page's end of a protocol: matches answers with requests, passes events on. */
export class Connection<
  Table extends RequestTable<Table> = Requests,
  Event extends { readonly kind: string } = HostEvent,
> {
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();

  constructor(
    private readonly post: (message: RequestMessage<Table>) => void,
    private readonly onEvent: (event: Event) => void,
  ) {}

  /** @param onPart takes the pieces of the answer that come before the reply */
  request<Kind extends keyof Table>(
    kind: Kind,
    request: Table[Kind]["request"],
    onPart?: (part: PartIn<Table[Kind]>) => void,
  ): PendingRequest<Table[Kind]["reply"]> {
    const id = this.#nextId++;
    const reply = new Promise<Table[Kind]["reply"]>((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: (value) => resolve(value),
        reject,
        take: (part) => onPart?.(part as PartIn<Table[Kind]>),
      });
    });
    this.post({ kind, id, ...request });
    return { id, reply };
  }

  /** Takes a message of the host. Answers and parts to unknown requests are dropped. */
  receive(message: Answer | AnswerPart | Event): void {
    if (isAnswer(message)) {
      const waiting = this.#settle(message.id);
      if (message.kind === "reply") waiting?.resolve(message.value);
      else waiting?.reject(new RequestFailure(message.message, message.cancelled));
    } else if (isPart(message)) this.#waiting.get(message.id)?.take(message.part);
    else this.onEvent(message);
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}

function isAnswer(message: { readonly kind: string }): message is Answer {
  return message.kind === "reply" || message.kind === "failure";
}

function isPart(message: { readonly kind: string }): message is AnswerPart {
  return message.kind === "part";
}
