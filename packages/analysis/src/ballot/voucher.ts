// Vouchers for secret ballots by blind signatures (Chaum 1983; RSA with a full-domain hash, whose
// blind form Bellare, Namprempre, Pointcheval and Semanko proved one-more-unforgeable in 2003). A
// voter makes a token and has it signed without showing it; with token and signature she hands in
// one ballot at an address that does not ask who she is. The token is her receipt. Runs in the
// browser and in Node alike; the raw private operation is the server's own.
import { sha256 } from '../ledger/merkle.ts'

export const MODULUS_BYTES = 256
const EXPONENT = 65_537n
/** Crockford's alphabet: no I, L, O, U. 16 characters are 80 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TOKEN_CHARACTERS = 16
/** Blocks of SHA-256 hashed onto the modulus: 32 bytes more than it, so the bias is below 2^-256. */
const HASH_BLOCKS = MODULUS_BYTES / 32 + 1

/** What a token is good for: one stage of one decision, in one college where each has its own. */
export type VoucherScope = {
  readonly decision_id: string
  readonly stage: string
  readonly college: string | null
}
export type Blinded = { readonly blinded: string; readonly factor: string }

export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_CHARACTERS))
  return [...bytes].map((byte) => ALPHABET[byte & 31]).join('')
}

/** A token as it was typed: without spaces and hyphens, and O for 0, I and L for 1. */
export function readToken(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

/** In groups of four, for paper. */
export function tokenText(token: string): string {
  return token.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** The token made blind under the public modulus (hex); keep `factor` until the signature is there. */
export async function blind(token: string, scope: VoucherScope, n: string): Promise<Blinded> {
  const modulus = BigInt(`0x${n}`)
  const hashed = await hashOnto(token, scope, modulus)
  for (;;) {
    const factor = randomBelow(modulus)
    if (inverse(factor, modulus) === undefined) continue
    const blinded = (hashed * power(factor, EXPONENT, modulus)) % modulus
    return { blinded: hexOf(blinded), factor: hexOf(factor) }
  }
}

/** Takes the blinding off; undefined where the signature is not this key's. */
export async function unblind(
  of: { readonly token: string; readonly scope: VoucherScope; readonly n: string },
  factor: string,
  signed: string,
): Promise<string | undefined> {
  const modulus = BigInt(`0x${of.n}`)
  const back = inverse(BigInt(`0x${factor}`), modulus)
  if (back === undefined) return undefined
  const signature = hexOf((BigInt(`0x${signed}`) * back) % modulus)
  return (await voucherHolds({ ...of, signature })) ? signature : undefined
}

/** Whether this signature of the key admits this token in this scope. */
export async function voucherHolds(of: {
  readonly token: string
  readonly scope: VoucherScope
  readonly n: string
  readonly signature: string
}): Promise<boolean> {
  if (!/^[0-9A-Z]{16}$/.test(of.token) || !/^[0-9a-f]+$/.test(of.signature)) return false
  const modulus = BigInt(`0x${of.n}`)
  const signature = BigInt(`0x${of.signature}`)
  if (signature >= modulus) return false
  return power(signature, EXPONENT, modulus) === (await hashOnto(of.token, of.scope, modulus))
}

async function hashOnto(token: string, scope: VoucherScope, modulus: bigint): Promise<bigint> {
  const { decision_id, stage, college } = scope
  const text = JSON.stringify(['sulh-voucher/1', decision_id, stage, college, token])
  const message = new TextEncoder().encode(text)
  let value = 0n
  for (let block = 0; block < HASH_BLOCKS; block++) {
    for (const byte of await sha256(Uint8Array.of(block), message)) {
      value = (value << 8n) | BigInt(byte)
    }
  }
  return value % modulus
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** By the extended Euclidean algorithm; undefined where there is none. */
function inverse(value: bigint, modulus: bigint): bigint | undefined {
  let [a, b] = [value % modulus, modulus]
  let [x, y] = [1n, 0n]
  while (b !== 0n) {
    const q = a / b
    ;[a, b] = [b, a - q * b]
    ;[x, y] = [y, x - q * y]
  }
  return a === 1n ? ((x % modulus) + modulus) % modulus : undefined
}

function randomBelow(modulus: bigint): bigint {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(MODULUS_BYTES))
    const value = BigInt(`0x${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`)
    if (value > 1n && value < modulus) return value
  }
}

function hexOf(value: bigint): string {
  return value.toString(16).padStart(2 * MODULUS_BYTES, '0')
}
