// Calls an endpoint of the contract. A refusal becomes a ProblemError with the server's problem
// details; a lost connection becomes one as well, so that a form has a single way to fail.
import type { Address } from '@sulh/contract/addresses'
import type { Endpoint, InputOf, OutputOf } from '@sulh/contract/endpoint'
import type { ProblemCode, ProblemDetails, Said } from '@sulh/contract/problem'
import { getSettings } from './settings.ts'

export class ProblemError extends Error {
  readonly details: ProblemDetails
  constructor(details: ProblemDetails) {
    super(details.detail)
    this.name = 'ProblemError'
    this.details = details
  }
}

/** A refusal in the reader's language. */
export function refusalIn(
  details: ProblemDetails,
  lang: 'en' | 'ar',
): {
  readonly detail: string
  readonly errors: NonNullable<ProblemDetails['errors']>
} {
  const { arabic, detail, errors = [] } = details
  if (lang === 'en') return { detail, errors }
  const said = errors.map((fault, i) => ({ ...fault, ...arabic.errors?.[i] }))
  return { detail: arabic.detail, errors: said }
}

type In<E> = { readonly [K in keyof InputOf<E>]?: unknown }

export function call<E extends Endpoint>(
  endpoint: E,
  input: In<E>,
  seat?: string,
): Promise<OutputOf<E>> {
  return callAt<E>(endpoint, input, seat)
}

/** The same for an address that stands apart from its schemas; E is the endpoint's type. */
export async function callAt<E extends Endpoint>(
  endpoint: Address,
  input: In<E>,
  seat: string | undefined = getSettings().seat,
): Promise<OutputOf<E>> {
  const fields: Record<string, unknown> = { ...(input as Record<string, unknown>) }
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(fields[name])
    delete fields[name]
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams()
  if (endpoint.method === 'GET') {
    for (const [key, value] of Object.entries(fields)) {
      if (value !== undefined) query.set(key, String(value))
    }
  }
  const search = query.size > 0 ? `?${query.toString()}` : ''
  const answer = await asked(`/api${path}${search}`, {
    method: endpoint.method,
    headers: {
      ...(seat ? { 'Sulh-Seat': seat } : {}),
      ...(endpoint.method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(endpoint.method === 'POST' ? { body: JSON.stringify(fields) } : {}),
  })
  return answer as OutputOf<E>
}

/** A file as the whole body; everything else of the input stands in the address. */
export async function sendFile<E extends Endpoint>(
  endpoint: E,
  input: Readonly<Record<string, string>>,
  { file, seat }: { readonly file: Blob; readonly seat: string | undefined },
): Promise<OutputOf<E>> {
  const fields = { ...input }
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields[name] ?? ''
    delete fields[name]
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams(fields)
  const answer = await asked(`/api${path}?${query.toString()}`, {
    method: endpoint.method,
    headers: {
      ...(seat ? { 'Sulh-Seat': seat } : {}),
      'Content-Type': endpoint.upload?.media_type ?? 'application/octet-stream',
    },
    body: file,
  })
  return answer as OutputOf<E>
}

async function asked(address: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(address, request).catch(() => undefined)
  if (!response) throw unreachable()
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw isDetails(body) ? new ProblemError(body) : unreachable()
  return body
}

/** What stands between may answer as well, in words of its own. */
export function isDetails(body: unknown): body is ProblemDetails {
  return typeof body === 'object' && body !== null && 'code' in body && 'arabic' in body
}

/** What this page refuses itself, or cannot do, in the form of the server's own refusals. */
export function refusedHere(code: ProblemCode, { en, ar }: Said): ProblemError {
  const type = `urn:sulh:problem:${code}`
  const title = code.replaceAll('-', ' ')
  return new ProblemError({ type, title, status: 0, code, detail: en, arabic: { detail: ar } })
}

export const unreachable = (): ProblemError =>
  refusedHere('busy', {
    en: 'The server does not answer. What you typed is still here: try again in a moment.',
    ar: 'لا يجيب الخادم. ما كتبته ما زال هنا: أعد المحاولة بعد لحظة.',
  })
