import type { Emulator } from '../../emulator/server.ts'
import { newSid, type Environment, type Service } from '../../emulator/serverless/resources.ts'
import { serviceName } from '../../scripts/live/deployments.ts'

/** Lines in Twilio's logs, as functions of production would have printed them. */
export function printAtTwilio({ serverless }: Emulator, lines: { at: number; message: string }[]): void {
  const { services, environments, logs } = serverless.state
  const service = aService()
  const environment = anEnvironment(service)
  services.push(service)
  environments.push(environment)
  for (const { at, message } of lines)
    logs.push({
      ...{
        sid: newSid('NO'),
        request_sid: newSid('RQ'),
        function_sid: newSid('ZH'),
        deployment_sid: newSid('ZD'),
      },
      ...{ service_sid: service.sid, environment_sid: environment.sid, build_sid: environment.build_sid! },
      ...{ level: 'error', message, at, date_created: inSeconds(at) },
    })
}

const inSeconds = (at: number) => new Date(at).toISOString().replace(/\.\d+/, '')
const dates = { date_created: inSeconds(0), date_updated: inSeconds(0) }

function aService(): Service {
  return {
    ...{
      sid: newSid('ZS'),
      unique_name: serviceName(),
      friendly_name: serviceName(),
      domain_base: 'runa-cca-1000',
    },
    ...{ include_credentials: true, ui_editable: false, ...dates },
  }
}

/** Production's has no suffix. */
function anEnvironment({ sid, domain_base }: Service): Environment {
  return {
    ...{ sid: newSid('ZE'), service_sid: sid, unique_name: 'production', build_sid: newSid('ZB') },
    ...{ domain_suffix: null, domain_name: `${domain_base}.twil.io`, ...dates },
  }
}
