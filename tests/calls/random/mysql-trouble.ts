import type { Timer } from '../../../emulator/clock.ts'
import type { Telephony } from '../../../emulator/telephony/telephony.ts'
import type { Road } from '../../support/road.ts'
import type { Dice } from './dice.ts'

export interface MysqlServer {
  /** The functions' way to the server. */
  road: Road
  /** Starts the server anew. Where it cannot be, and mostly where it can, its connections break. */
  restart?: () => Promise<void>
}

const everyMs = 15_000
/**
 * Functions wait by a real clock, a write that alone carries its row for two seconds of about ten tries, and a server
 * starts in real time: so long are few, and short in what is asked of MySQL.
 */
const troubles = { hangs: 1, refuses: 12, 'refuses for long': 4, restarts: 40, 'loses an answer': 43 }
const mostUnanswered = 2
const mostRefused = 3
const mostRefusedForLong = 30
const realRestarts = 0.1

/** What goes wrong with MySQL, every 15 s of the emulator's time, as a seed has it. */
export class MysqlTrouble {
  /** What has happened to MySQL so far, and when. */
  readonly happened: { at: number; what: string }[] = []
  private readonly timers = new Map<'next' | 'well', Timer>()
  private readonly telephony: Telephony
  private readonly dice: Dice
  private readonly server: MysqlServer

  constructor(telephony: Telephony, dice: Dice, server: MysqlServer) {
    this.telephony = telephony
    this.dice = dice
    this.server = server
    this.after('next', everyMs, () => this.begin())
  }

  stop(): void {
    for (const timer of this.timers.values()) timer.cancel()
    this.server.road.open()
  }

  private begin(): void {
    this.after('next', everyMs, () => this.begin())
    const dice = this.dice.for(this.happened.length)
    const lastsMs = dice.between(500, everyMs - 1000)
    const what = dice.weighted(troubles)
    if (what === 'refuses') this.server.road.cut(dice.between(1, mostRefused))
    if (what === 'refuses for long') this.server.road.cut(dice.between(mostRefused, mostRefusedForLong))
    if (what === 'hangs') this.server.road.silence(mostUnanswered)
    if (what === 'loses an answer') this.server.road.loseNextAnswer()
    if (what === 'restarts') this.restart(dice.chance(realRestarts))
    else this.after('well', lastsMs, () => this.server.road.open())
    this.happened.push({ at: this.telephony.clock.now(), what })
  }

  private restart(isReal: boolean): void {
    const { road, restart } = this.server
    road.breakConnections()
    if (restart && isReal) void this.telephony.activity.track(restart())
  }

  private after(which: 'next' | 'well', milliseconds: number, run: () => void): void {
    this.timers.set(which, this.telephony.clock.setTimeout(run, milliseconds))
  }
}
