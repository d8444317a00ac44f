// The voter's side of a secret ballot. The voucher is kept in this browser until the ballot is
// acknowledged, so that a lost connection loses nothing; the ballot itself is handed in without seat
// and without cookies. Nothing here is shown to the server but what it must see (ADR 0005).
import { blind, newToken, unblind } from '@sulh/analysis/ballot/voucher'
import type { VoucherKey } from '@sulh/analysis/ballot/decision_course'
import { decisionEndpoints } from '@sulh/contract/forum_decision'
import { call, isDetails, ProblemError, refusedHere } from '../session/api.ts'

export type Voucher = {
  readonly token: string
  readonly college: string | null
  readonly blinded: string
  readonly factor: string
  /** Once the server has signed. */
  readonly signature?: string
  /** Once the ballot is acknowledged: the token is its receipt. */
  readonly cast?: boolean
}
type Of = { readonly decision_id: string; readonly stage: string; readonly seat: string }

const place = ({ decision_id, stage, seat }: Of) => `sulh.voucher.${decision_id}.${stage}.${seat}`

export function keptVoucher(of: Of): Voucher | undefined {
  const kept = localStorage.getItem(place(of))
  return kept === null ? undefined : (JSON.parse(kept) as Voucher)
}
function keep(of: Of, voucher: Voucher): Voucher {
  localStorage.setItem(place(of), JSON.stringify(voucher))
  return voucher
}

/** Takes the voucher of this seat, or goes on with the one that was begun here. */
export async function takeVoucher(
  of: Of,
  keys: readonly VoucherKey[],
  college: string | null,
): Promise<Voucher> {
  const begun = keptVoucher(of) ?? (await begin(of, keys, college))
  if (begun.signature !== undefined) return begun
  const key = keyFor(keys, begun.college)
  const { decision_id, stage, seat } = of
  const signed = await call(
    decisionEndpoints.takeVoucher,
    { decision_id, stage, blinded: begun.blinded },
    seat,
  )
  const scope = { decision_id, stage, college: begun.college }
  const signature = await unblind(
    { token: begun.token, scope, n: key.n },
    begun.factor,
    signed.signature,
  )
  if (signature === undefined)
    throw refusedHere('wrong-state', {
      en: 'The server’s key is not the one that is published: tell the certification committee.',
      ar: 'مفتاح الخادم ليس المفتاح المنشور: أبلغ لجنة التصديق.',
    })
  return keep(of, { ...begun, signature })
}

async function begin(
  of: Of,
  keys: readonly VoucherKey[],
  college: string | null,
): Promise<Voucher> {
  const key = keyFor(keys, college)
  const token = newToken()
  const scope = { decision_id: of.decision_id, stage: of.stage, college: key.college }
  return keep(of, { token, college: key.college, ...(await blind(token, scope, key.n)) })
}

function keyFor(keys: readonly VoucherKey[], college: string | null): VoucherKey {
  const key = keys.find((k) => k.college === null || k.college === college)
  if (!key)
    throw refusedHere('wrong-state', {
      en: 'This stage has no key for your college: ask the secretariat.',
      ar: 'ليس لمجمعك مفتاح في هذه المرحلة: اسأل الأمانة.',
    })
  return key
}

/** Hands the ballot in; may be repeated until it is acknowledged. */
export async function castSecret(
  of: Of & { readonly compartment_id: string },
  voucher: Voucher,
  ballot: object,
): Promise<Voucher> {
  const { decision_id, stage, compartment_id } = of
  const { token, college, signature } = voucher
  const response = await fetch('/api/ballots', {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ decision_id, compartment_id, stage, college, token, signature, ballot }),
  }).catch(() => undefined)
  if (!response?.ok) {
    const body: unknown = await response?.json().catch(() => undefined)
    throw isDetails(body) ? new ProblemError(body) : lost()
  }
  // The blinding factor would prove to others whose token it is: it goes as soon as it is not needed.
  return keep(of, { ...voucher, factor: '', blinded: '', cast: true })
}

const lost = (): ProblemError =>
  refusedHere('busy', {
    en: 'The server does not answer. Your voucher is kept here: hand the ballot in again.',
    ar: 'لا يجيب الخادم. قسيمتك محفوظة هنا: سلّم الورقة من جديد.',
  })
