import { ask } from './api.ts'
import { isSilenced, onSilence } from './listening.ts'

/** A browser's microphone and speaker as one end of a call: real audio, answered by the emulator. */
export class Microphone {
  private readonly callSid: string
  private readonly peer = new RTCPeerConnection()
  private readonly speaker = new Audio()
  private stream?: MediaStream
  private stopListening: () => void

  constructor(callSid: string) {
    this.callSid = callSid
    this.speaker.autoplay = true
    this.speaker.muted = isSilenced()
    this.stopListening = onSilence((on) => (this.speaker.muted = on))
    this.peer.addEventListener('track', ({ streams }) => (this.speaker.srcObject = streams[0] ?? null))
  }

  /** Throws when the microphone is refused or there is none. `readsAloud`: the page says the sentences itself. */
  async open({ readsAloud }: { readsAloud: boolean }) {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    for (const track of this.stream.getTracks()) this.peer.addTrack(track, this.stream)
    await this.peer.setLocalDescription(await this.peer.createOffer())
    const { sdp } = await ask<{ sdp: string }>('POST', `/calls/${this.callSid}/audio`, {
      sdp: this.peer.localDescription?.sdp,
      readsAloud,
    })
    await this.peer.setRemoteDescription({ type: 'answer', sdp })
  }

  close() {
    this.stopListening()
    this.peer.close()
    for (const track of this.stream?.getTracks() ?? []) track.stop()
    this.speaker.srcObject = null
  }
}
