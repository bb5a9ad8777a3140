import { expect, test } from 'vitest'
import { narrowed, withOneCandidate } from './sdp.ts'

test('of an offer, PCMU and the keys at its rate are left', () => {
  const offer = [
    'm=audio 9 UDP/TLS/RTP/SAVPF 0 111 110 126',
    'a=mid:0',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:111 opus/48000/2',
    'a=fmtp:111 minptime=10',
    'a=rtpmap:110 telephone-event/48000',
    'a=rtpmap:126 telephone-event/8000',
  ].join('\r\n')
  expect(narrowed(offer).split('\r\n')).toEqual([
    'm=audio 9 UDP/TLS/RTP/SAVPF 0 126',
    'a=mid:0',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:126 telephone-event/8000',
  ])
})

test('one candidate is named, that of the media address', () => {
  const other = 'a=candidate:1 1 udp 1 10.0.0.5 4000 typ host'
  const ours = 'a=candidate:2 1 udp 1 127.0.0.1 4001 typ host'
  expect(withOneCandidate(['a=mid:0', other, ours].join('\r\n'), '127.0.0.1')).toBe(`a=mid:0\r\n${ours}`)
  expect(withOneCandidate(['a=mid:0', other].join('\r\n'), '127.0.0.1')).toBe(`a=mid:0\r\n${other}`)
})
