import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
  type RTCRtpTransceiver,
} from 'werift'
import type { MediaHandlers } from './media.ts'
import { FRAME_BYTES } from './mulaw.ts'
import { narrowed, withOneCandidate } from './sdp.ts'
import { KeyReader } from './telephone-event.ts'

const PCMU = 0
const TELEPHONE_EVENT = 126

/** The audio of one browser's call: DTLS-SRTP, PCMU, by werift. Sequence and time run on without a gap for the whole call. */
export class Peer {
  private readonly peer: RTCPeerConnection
  private readonly track = new MediaStreamTrack({ kind: 'audio' })
  private readonly address: string
  private transceiver?: RTCRtpTransceiver
  private sequence = 0
  private timestamp = 0

  constructor(address: string, handlers: MediaHandlers) {
    this.address = address
    this.peer = new RTCPeerConnection(settings(address))
    const keys = new KeyReader(handlers.key)
    this.peer.onTrack.subscribe((track) =>
      track.onReceiveRtp.subscribe(({ header, payload }) => {
        if (header.payloadType === PCMU) handlers.audio(payload)
        else if (payload.length === 4) keys.read(header.timestamp, payload)
      }),
    )
  }

  get isConnected(): boolean {
    return this.peer.connectionState === 'connected'
  }

  /** Answers the browser's offer; also one that comes in the middle of a call, when its network has changed. */
  async answer(offer: string): Promise<string> {
    const isRestart = this.transceiver !== undefined
    await this.peer.setRemoteDescription({ type: 'offer', sdp: narrowed(offer) })
    this.transceiver ??= this.sendOn(this.peer.getTransceivers()[0]!)
    await this.peer.setLocalDescription(await this.peer.createAnswer())
    if (isRestart) this.nominateAgain()
    return this.localSdp()
  }

  async offer(): Promise<string> {
    this.transceiver = this.peer.addTransceiver(this.track, { direction: 'sendrecv' })
    await this.peer.setLocalDescription(await this.peer.createOffer())
    return this.localSdp()
  }

  async accept(answer: string): Promise<void> {
    await this.peer.setRemoteDescription({ type: 'answer', sdp: answer })
  }

  send(frame: Buffer) {
    if (!this.isConnected || !this.transceiver) return
    this.sequence = (this.sequence + 1) & 0xffff
    this.timestamp = (this.timestamp + FRAME_BYTES) >>> 0
    const { sequence: sequenceNumber, timestamp } = this
    const header = new RtpHeader({
      payloadType: PCMU,
      sequenceNumber,
      timestamp,
      ssrc: this.transceiver.sender.ssrc,
    })
    this.track.writeRtp(new RtpPacket(header, frame))
  }

  async close(): Promise<void> {
    await this.peer.close()
  }

  private sendOn(transceiver: RTCRtpTransceiver): RTCRtpTransceiver {
    void transceiver.sender.replaceTrack(this.track)
    transceiver.setDirection('sendrecv')
    return transceiver
  }

  /** werift's ICE-lite does not look at the new credentials by itself: without this the sound stops for good. */
  private nominateAgain() {
    for (const { connection } of this.peer.iceTransports) void connection.connect().catch(() => undefined)
  }

  private localSdp(): string {
    return withOneCandidate(this.peer.localDescription?.sdp ?? '', this.address)
  }
}

/** ICE-lite is the only mode in which werift asks no public server; both addresses, or it binds to every interface. */
function settings(address: string): ConstructorParameters<typeof RTCPeerConnection>[0] {
  return {
    iceLite: true,
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: [address],
    iceInterfaceAddresses: { udp4: address },
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/PCMU',
          clockRate: 8000,
          channels: 1,
          payloadType: PCMU,
        }),
        new RTCRtpCodecParameters({
          mimeType: 'audio/telephone-event',
          clockRate: 8000,
          channels: 1,
          payloadType: TELEPHONE_EVENT,
        }),
      ],
      video: [],
    },
    headerExtensions: { audio: [], video: [] },
  }
}
