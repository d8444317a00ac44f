// The thin layer between a contract and its two ends. An endpoint is data: name, method, path,
// input, output, problem codes. The server mounts it, the web client calls it, `openapi` prints it.
// Typed on zod's core type, because the classic one costs seconds of type checking per hundred.
import type { $ZodType, output } from 'zod/v4/core'
import type { ProblemCode } from './problem.ts'

export type Method = 'GET' | 'POST'

export type Endpoint<I extends $ZodType = $ZodType, O extends $ZodType = $ZodType> = {
  readonly name: string
  readonly summary: string
  readonly method: Method
  /** Path below /api, parts in braces are path parameters: `/process/records/{id}`. */
  readonly path: string
  /** Query and path parameters (GET) or path parameters and body (POST), as one flat object. */
  readonly input: I
  readonly output: O
  readonly problems: readonly ProblemCode[]
  /** Where a body may be larger than limits.request_body_bytes. */
  readonly body_bytes?: number
  /** The body is a file of this kind; everything else of the input stands in the address. */
  readonly upload?: { readonly media_type: string; readonly bytes_max: number }
}

export type InputOf<E> = E extends Endpoint<infer I, $ZodType> ? output<I> : never
export type OutputOf<E> = E extends Endpoint<$ZodType, infer O> ? output<O> : never

export function endpoint<I extends $ZodType, O extends $ZodType>(
  e: Endpoint<I, O>,
): Endpoint<I, O> {
  return e
}
