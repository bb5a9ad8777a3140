import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** The way to MySQL, with everything that can happen on it. */
export class Road {
  /** The database's address by this road. */
  readonly url: string
  /** Statements that went to the server: packets that begin a command. */
  commands = 0
  /** Connections that were made. */
  connections = 0
  /** Connections that were asked for, even of a server that has gone. */
  attempts = 0
  private state: 'open' | 'closed' | 'silent' = 'open'
  private losesCommit = false
  private failover: (() => Promise<unknown>) | undefined
  private losesAnswer = false
  private failuresLeft = Infinity
  private readonly pairs = new Set<[Socket, Socket | undefined]>()
  private readonly server: Server

  private constructor(server: Server, url: string) {
    this.server = server
    this.url = url
  }

  static async to(databaseUrl: string): Promise<Road> {
    const target = new URL(databaseUrl)
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const url = new URL(databaseUrl)
    url.hostname = '127.0.0.1'
    url.port = String((server.address() as AddressInfo).port)
    const road = new Road(server, url.href)
    server.on('connection', (near) => road.join(near, target))
    return road
  }

  /** The database's address by this road, for another user of it. */
  urlFor(username: string, password: string): string {
    const url = new URL(this.url)
    return Object.assign(url, { username, password }).href
  }

  /** The server has gone: connections break, new ones are refused; after so many of these it is back. */
  cut(most = Infinity): void {
    this.state = 'closed'
    this.failuresLeft = most
    this.breakConnections()
  }

  /** The server hangs: whatever is sent, nothing comes back, on old connections and on new ones; after so many, it is well. */
  silence(most = Infinity): void {
    this.state = 'silent'
    this.failuresLeft = most
  }

  /** As after a container was frozen for long: old connections are dead without knowing it, new ones work. */
  forgetConnections(): void {
    for (const [near, far] of this.pairs) {
      near.removeAllListeners('data')
      far?.destroy()
    }
  }

  /** Connections break, new ones work. */
  breakConnections(): void {
    for (const [near, far] of this.pairs) {
      near.destroy()
      far?.destroy()
    }
    this.pairs.clear()
  }

  /** The next commit goes through; its answer and the connection are lost. */
  loseNextCommit(): void {
    this.losesCommit = true
  }

  /** What is made of the server before the next connection gets there: by then the road leads to another. */
  switchBefore(work: () => Promise<unknown>): void {
    this.failover = work
  }

  /** The next procedure is carried out; its answer and the connection are lost. */
  loseNextAnswer(): void {
    this.losesAnswer = true
  }

  /** All is well, and stays so. */
  open(): void {
    this.state = 'open'
    this.losesCommit = this.losesAnswer = false
  }

  async close(): Promise<void> {
    this.breakConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private join(near: Socket, target: URL): void {
    near.on('error', () => undefined)
    this.attempts++
    if (this.state === 'closed') {
      near.destroy()
      return this.fail()
    }
    if (this.state === 'silent') {
      this.fail()
      return void this.pairs.add([near, undefined])
    }
    this.connections++
    const failover = this.failover
    this.failover = undefined
    if (failover) void failover().then(() => this.lead(near, target))
    else this.lead(near, target)
  }

  private lead(near: Socket, target: URL): void {
    const far = connect(Number(target.port || 3306), target.hostname)
    this.pairs.add([near, far])
    far.on('error', () => near.destroy()).on('end', () => near.destroy())
    near.on('data', (chunk: Buffer) => {
      if (this.state === 'silent') return this.fail()
      // A command begins a new sequence: the packet's fourth byte is 0.
      if (chunk[3] === 0) this.commands++
      if (this.losesAnswerTo(chunk.subarray(5).toString('latin1')))
        far.removeAllListeners('data').once('data', () => near.destroy())
      far.write(chunk)
    })
    near.on('close', () => far.destroy())
    far.on('data', (chunk) => this.state !== 'silent' && near.write(chunk))
  }

  private losesAnswerTo(sql: string): boolean {
    const isLost = (this.losesCommit && sql === 'commit') || (this.losesAnswer && sql.startsWith('call '))
    if (isLost) this.losesCommit = this.losesAnswer = false
    return isLost
  }

  private fail(): void {
    if (--this.failuresLeft <= 0) this.open()
  }
}
