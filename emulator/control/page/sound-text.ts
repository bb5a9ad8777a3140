import type { Sound } from '../../telephony/endpoint.ts'
import { word } from './words.ts'
import type { World } from './world.ts'

/** What is heard, in words. */
export function soundText(sound: Sound, world: World): string {
  switch (sound.kind) {
    case 'say':
      return sound.text
    case 'play':
      return `♪ ${word('playing')} ${fileName(sound.url)}`
    case 'hold-music':
      return `♪ ${word('holdMusic')}`
    case 'tones':
      return `${word('tones')} ${sound.digits}`
    case 'bridge':
      return `${word('joined')} ${otherEnd(sound.peer, world)}`
    case 'ringback':
      return word('ringback')
    default:
      return word('silence')
  }
}

/** The number or name at the far end of a leg: who dialled, or who was dialled. */
function otherEnd(callSid: string, world: World): string {
  const line = world.lines.get(callSid)
  if (!line) return callSid
  return line.direction === 'inbound' ? line.from : line.to
}

function fileName(url: string): string {
  return decodeURIComponent(url.split(/[?#]/)[0]!.split('/').at(-1) ?? url)
}
