import type { Board, BoardQueue } from '../../../src/http/desk-actions.ts'

const names = [
  'サポート',
  '営業',
  '料金・お支払い',
  '名前がとても長いキューの折り返しを確かめるための三十二文字です',
  '解約',
  '技術',
  '法人窓口',
  '配送',
  '予約',
  '英語',
  '緊急',
  '夜間',
]
const waiting = [2, 11, 0, 6, 1, 0, 0, 3, 0, 0, 0, 0]
const longest = [28, 204, 0, 75, 12, 0, 0, 41, 0, 0, 0, 0]
const levels = [92, 64, 88, 77, 100, null, 95, 83, 90, 98, null, 86]

/** A board in a busy hour, for pictures: what would take a dozen calls to make. */
export function busyBoard(): Board {
  const now = Date.now()
  return {
    now: new Date(now).toISOString(),
    refreshedAt: new Date(now - 2_000).toISOString(),
    timeZone: 'Asia/Tokyo',
    queues: names.map((queueName, index) => busyQueue(queueName, index, now)),
  }
}

function busyQueue(queueName: string, index: number, now: number): BoardQueue {
  const since = longest[index] ? new Date(now - longest[index] * 1000).toISOString() : null
  const quiet = levels[index] === null
  return {
    queueId: `queue-${index}`,
    queueName,
    waiting: waiting[index]!,
    maxSize: index % 3 === 0 ? 100 : 20,
    longestWaitSince: since,
    averageWaitSeconds: Math.round(longest[index]! / 2),
    operatorsWaiting: [1, 0, 3, 0, 2][index % 5]!,
    operatorsTalking: [4, 2, 0, 3, 1][index % 5]!,
    operatorsDoubtful: index % 4 === 1 ? 1 : 0,
    today: {
      // From thousands down to hundreds.
      offered: quiet ? 0 : 2099 - index * 171,
      answered: quiet ? 0 : 2090 - index * 171,
      abandoned: quiet ? 0 : 9,
      shortAbandoned: quiet ? 0 : 2,
      serviceLevelPercent: levels[index]!,
      serviceLevelSeconds: 20,
    },
    thresholds: {
      waitingCaution: 5,
      waitingCritical: 10,
      longestWaitCautionSeconds: 60,
      longestWaitCriticalSeconds: 180,
      serviceLevelCautionPercent: 80,
      serviceLevelCriticalPercent: 70,
    },
    disagrees: index === 7,
  }
}
