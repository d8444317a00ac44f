// Puts an endpoint of the contract at its address: seat found, input checked, command or query,
// what it wrote told to the streams, output checked, JSON. A route says only which one it calls.
import type { Endpoint, InputOf, OutputOf } from '@sulh/contract/endpoint'
import { parse } from 'zod/v4/core'
import type { $ZodType } from 'zod/v4/core'
import type { Context } from 'hono'
import type { App, AppEnv, Services } from './context.ts'
import type { Written } from './append.ts'
import { readFileBody, readJsonObject } from './request_body.ts'
import { parseInput, queryOf } from './request_input.ts'
import type { SeatIdentity } from './seats.ts'
import { seatOf } from './session.ts'

export type SeatCall<E> = {
  readonly input: InputOf<E>
  readonly seat: SeatIdentity
  readonly now: Date
  readonly c: Context<AppEnv>
}
/** What a command gives back: its result, and what it committed, for the streams. */
export type Committed<T> = { readonly record: T; readonly wrote: readonly Written[] }
export type OpenCall<E> = { readonly input: InputOf<E>; readonly c: Context<AppEnv> }

/** `/process/records/{id}` -> `/api/process/records/:id`. */
export function routePath(e: Pick<Endpoint, 'path'>): string {
  return `/api${e.path.replaceAll(/\{([a-z_]+)\}/g, ':$1')}`
}

export async function inputOf<E extends Endpoint>(c: Context<AppEnv>, e: E): Promise<InputOf<E>> {
  const inPath: Record<string, unknown> = { ...c.req.param() }
  const fields =
    e.method === 'GET'
      ? queryOf(new URL(c.req.url), [])
      : await readJsonObject(c.req.raw, e.body_bytes)
  return parseInput(e, inPath, fields)
}

function on(app: App, e: Endpoint, handler: (c: Context<AppEnv>) => Promise<Response>): void {
  app.on(e.method, routePath(e), (c) => {
    c.set('place', e.name)
    return handler(c)
  })
}

/** A query under a seat. The handler reaches the database through `asSeat(seat.role, …)` alone. */
export function mount<I extends $ZodType, O extends $ZodType>(
  app: App,
  services: Services,
  e: Endpoint<I, O>,
  handler: (call: SeatCall<Endpoint<I, O>>) => Promise<OutputOf<Endpoint<I, O>>>,
): void {
  on(app, e, async (c) => {
    const seat = await seatOf(c, services)
    const input = await inputOf(c, e)
    const output = await handler({ input, seat, now: services.clock(), c })
    return c.json(parse(e.output, output))
  })
}

/** A command under a seat: once it is committed, the streams of its readers hear of it. */
export function mountCommand<I extends $ZodType, O extends $ZodType>(
  app: App,
  services: Services,
  e: Endpoint<I, O>,
  handler: (call: SeatCall<Endpoint<I, O>>) => Promise<Committed<OutputOf<Endpoint<I, O>>>>,
): void {
  mount(app, services, e, async (call) => {
    const { record, wrote } = await handler(call)
    services.dispatcher.nudge(wrote)
    return record
  })
}

/** A file under a seat: what is asked stands in the address, the body is the file. */
export function mountUpload<I extends $ZodType, O extends $ZodType>(
  app: App,
  services: Services,
  e: Endpoint<I, O>,
  handler: (
    call: SeatCall<Endpoint<I, O>> & { readonly bytes: Uint8Array },
  ) => Promise<Committed<OutputOf<Endpoint<I, O>>>>,
): void {
  on(app, e, async (c) => {
    const seat = await seatOf(c, services)
    const inPath: Record<string, unknown> = { ...c.req.param() }
    const input = parseInput<Endpoint<I, O>>(e, inPath, queryOf(new URL(c.req.url), []))
    const bytes = await readFileBody(c.req.raw, e.upload)
    const { record, wrote } = await handler({ input, seat, now: services.clock(), c, bytes })
    services.dispatcher.nudge(wrote)
    return c.json(parse(e.output, record))
  })
}

/** An endpoint that needs no seat and reads nothing confined. */
export function mountOpen<I extends $ZodType, O extends $ZodType>(
  app: App,
  e: Endpoint<I, O>,
  handler: (call: OpenCall<Endpoint<I, O>>) => Promise<OutputOf<Endpoint<I, O>>>,
): void {
  on(app, e, async (c) => c.json(parse(e.output, await handler({ input: await inputOf(c, e), c }))))
}
