// Problem details (RFC 9457): the only shape in which an endpoint says no. A code is stable and
// documented here; `errors` names the field, what was expected and what to do. An id of a
// compartment that the seat cannot read gives the very same `not-found` as an id that never was.
import * as z from 'zod'

/** Code -> HTTP status. The comment on each says when it is thrown. */
export const problemStatus = {
  /** The body, a query parameter or a path part does not have the shape of the contract. */
  'invalid-input': 422,
  /** The body is not JSON, nests too deep or holds a refused character. */
  'malformed-request': 400,
  /** The body passes limits.request_body_bytes. */
  'body-too-large': 413,
  /** No seat was named, the session ended, or the seat switcher was used outside the example. */
  'no-seat': 401,
  /** The record, fact or compartment does not exist for this seat. */
  'not-found': 404,
  /** The seat may read the compartment but not write to it, or the act is not open to it. */
  'not-permitted': 403,
  /** Another change came first: read again and repeat the act. */
  conflict: 409,
  /** The same id was used before with other content. */
  'id-taken': 409,
  /** A reference leads to a record that does not exist or that a reader of this one may not see. */
  'bad-reference': 422,
  /** The state machine does not allow this step from the present state. */
  'wrong-state': 409,
  /** A disclosure goes past the release that the delegation gave. */
  'not-released': 403,
  /** No endpoint at this address, or not with this method. */
  'no-endpoint': 404,
  /** The disk of the database is full: nothing was written, and what was acknowledged is kept. */
  'disk-full': 507,
  /** Too many live streams or requests at once; try again. */
  busy: 503,
  /** A fault of ours. The text names the log entry and nothing else. */
  internal: 500,
} as const

export type ProblemCode = keyof typeof problemStatus

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string(),
  errors: z
    .array(z.object({ field: z.string(), expected: z.string(), action: z.string() }))
    .optional(),
  /** The same in Arabic, fault by fault. */
  arabic: z.object({
    detail: z.string(),
    errors: z.array(z.object({ expected: z.string(), action: z.string() })).optional(),
  }),
})
export type ProblemDetails = z.infer<typeof problemSchema>

/** A sentence for people, in both languages. */
export type Said = { readonly en: string; readonly ar: string }
export type Fault = { readonly field: string; readonly expected: Said; readonly action: Said }

/** Thrown by commands and queries; the HTTP layer and the command line turn it into their form. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: ProblemDetails['errors']
  readonly arabic: ProblemDetails['arabic']
  constructor(code: ProblemCode, detail: Said, faults?: readonly Fault[]) {
    super(detail.en)
    this.name = 'Problem'
    this.code = code
    this.errors = faults?.map(({ field, expected, action }) => ({
      field,
      expected: expected.en,
      action: action.en,
    }))
    const errors = faults?.map(({ expected, action }) => ({
      expected: expected.ar,
      action: action.ar,
    }))
    this.arabic = { detail: detail.ar, ...(errors ? { errors } : {}) }
  }
}

export function problemDetails(problem: Problem): ProblemDetails {
  return {
    type: `urn:sulh:problem:${problem.code}`,
    title: problem.code.replaceAll('-', ' '),
    status: problemStatus[problem.code],
    code: problem.code,
    detail: problem.message,
    ...(problem.errors ? { errors: problem.errors } : {}),
    arabic: problem.arabic,
  }
}
