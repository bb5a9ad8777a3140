import { badParameter } from '../rest/rest-error.ts'

export interface Upload {
  path: string
  visibility: string
  contentType: string
  content: Buffer
}

/** Form fields; a repeated one keeps all its values. */
export class Form {
  private readonly fields: URLSearchParams

  constructor(body: Buffer) {
    this.fields = new URLSearchParams(body.toString())
  }

  get(name: string): string | undefined {
    return this.fields.get(name) ?? undefined
  }

  all(name: string): string[] {
    return this.fields.getAll(name)
  }

  need(name: string): string {
    const value = this.get(name)
    if (value === undefined) throw badParameter(`Missing required parameter ${name} in the post body`)
    return value
  }
}

/** The multipart body of a version upload: Path, Visibility and the file Content. */
export async function readUpload(contentType: string, body: Buffer): Promise<Upload> {
  const headers = { 'content-type': contentType }
  const form = await new Response(new Uint8Array(body), { headers }).formData()
  const content = form.get('Content')
  if (!(content instanceof File)) throw badParameter('Missing required parameter Content in the post body')
  return {
    path: String(form.get('Path')),
    visibility: String(form.get('Visibility')),
    contentType: content.type,
    content: Buffer.from(await content.arrayBuffer()),
  }
}
