import type { Peer } from './peer.ts'

export interface MediaHandlers {
  /** 20 ms of μ-law from the browser. */
  audio(frame: Buffer): void
  key(key: string): void
}

/** A browser's audio. What carries it is heavy to load, and most emulators never hear a browser: loaded at the first call. */
export class Media {
  private readonly opening: Promise<Peer>
  private peer?: Peer

  constructor(address: string, handlers: MediaHandlers) {
    this.opening = import('./peer.ts').then(({ Peer }) => (this.peer = new Peer(address, handlers)))
  }

  get isConnected(): boolean {
    return this.peer?.isConnected ?? false
  }

  /** Answers the browser's offer; also one in the middle of a call, when its network has changed. */
  async answer(offer: string): Promise<string> {
    return (await this.opening).answer(offer)
  }

  async offer(): Promise<string> {
    return (await this.opening).offer()
  }

  async accept(answer: string): Promise<void> {
    return (await this.opening).accept(answer)
  }

  /** 20 ms of μ-law for the browser. */
  send(frame: Buffer) {
    this.peer?.send(frame)
  }

  async close(): Promise<void> {
    return (await this.opening).close()
  }
}
