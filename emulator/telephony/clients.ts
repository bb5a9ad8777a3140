import type { ClientDevice } from './endpoint.ts'

const MOST_DEVICES = 10

/** Which devices are registered under which identity. */
export class Clients {
  private devices = new Map<string, ClientDevice[]>()

  of(identity: string): readonly ClientDevice[] {
    return this.devices.get(identity) ?? []
  }

  identities(): string[] {
    return [...this.devices.keys()]
  }

  /** The newest ten win. */
  register(identity: string, device: ClientDevice): void {
    const devices = [...this.of(identity).filter((other) => other !== device), device]
    if (devices.length > MOST_DEVICES) devices.shift()?.displaced?.()
    this.devices.set(identity, devices)
  }

  unregister(identity: string, device: ClientDevice): void {
    const devices = this.of(identity).filter((other) => other !== device)
    if (devices.length) this.devices.set(identity, devices)
    else this.devices.delete(identity)
  }

  forgetTemporary(): void {
    for (const [identity, devices] of [...this.devices])
      for (const device of devices) if (device.isTemporary) this.unregister(identity, device)
  }
}
