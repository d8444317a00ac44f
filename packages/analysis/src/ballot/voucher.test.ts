// Blind vouchers against RSA as Node's OpenSSL computes it: what is unblinded must be the very
// signature that signing the token openly would give, since RSA has one signature a message.
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
} from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { blind, newToken, readToken, tokenText, unblind, voucherHolds } from './voucher.ts'

const scope = { decision_id: 'a decision', stage: 'a stage', college: null }
const keyPair = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = createPublicKey(privateKey.export({ type: 'pkcs1', format: 'pem' })).export({
    format: 'jwk',
  })
  return { privateKey, n: Buffer.from(String(jwk.n), 'base64url').toString('hex') }
}
const [key, other] = [keyPair(), keyPair()]
const raw = (of: typeof key, hex: string) =>
  privateDecrypt(
    { key: of.privateKey, padding: constants.RSA_NO_PADDING },
    Buffer.from(hex, 'hex'),
  ).toString('hex')

/** The full-domain hash written out a second time, with Node's SHA-256. */
function hashed(
  token: string,
  of: typeof scope | ({ college: string } & typeof scope),
  n: string,
): string {
  const text = JSON.stringify(['sulh-voucher/1', of.decision_id, of.stage, of.college, token])
  const blocks = Array.from({ length: 9 }, (_, i) =>
    createHash('sha256').update(Buffer.of(i)).update(text).digest('hex'),
  )
  return (BigInt(`0x${blocks.join('')}`) % BigInt(`0x${n}`)).toString(16).padStart(512, '0')
}

describe('vouchers', () => {
  test('D7 what is unblinded is the signature of the token itself', async () => {
    const token = newToken()
    const { blinded, factor } = await blind(token, scope, key.n)
    const openly = raw(key, hashed(token, scope, key.n))
    expect(await unblind({ token, scope, n: key.n }, factor, raw(key, blinded))).toBe(openly)
    expect(await voucherHolds({ token, scope, n: key.n, signature: openly })).toBe(true)
  })

  test('D7 a token is blinded anew each time, and never shown', async () => {
    const token = newToken()
    const seen = await Promise.all([1, 2, 3].map(() => blind(token, scope, key.n)))
    expect(new Set(seen.map((b) => b.blinded)).size).toBe(3)
    for (const { blinded } of seen) expect(blinded).not.toBe(hashed(token, scope, key.n))
  })

  test('D8 a signature holds for its token, decision, stage, college and key alone', async () => {
    const token = newToken()
    const signature = raw(key, hashed(token, scope, key.n))
    const holds = (changed: object) =>
      voucherHolds({ token, scope, n: key.n, signature, ...changed })
    expect(await holds({})).toBe(true)
    expect(await holds({ token: newToken() })).toBe(false)
    expect(await holds({ scope: { ...scope, decision_id: 'another' } })).toBe(false)
    expect(await holds({ scope: { ...scope, stage: 'another' } })).toBe(false)
    expect(await holds({ scope: { ...scope, college: 'west' } })).toBe(false)
    expect(await holds({ n: other.n })).toBe(false)
    // The same number plus the modulus is no second signature.
    const more = (BigInt(`0x${signature}`) + BigInt(`0x${key.n}`)).toString(16)
    expect(await holds({ signature: more })).toBe(false)
    expect(await holds({ signature: 'x' })).toBe(false)
  })

  test('D7 a signature of another key is not taken', async () => {
    const token = newToken()
    const { blinded, factor } = await blind(token, scope, key.n)
    // Below the other modulus, which may be the smaller of the two: OpenSSL takes nothing above it.
    const fits = (BigInt(`0x${blinded}`) % BigInt(`0x${other.n}`)).toString(16)
    const signed = raw(other, fits.padStart(blinded.length, '0'))
    expect(await unblind({ token, scope, n: key.n }, factor, signed)).toBeUndefined()
  })

  test('D18 a receipt is read however it was typed', () => {
    const token = '01OIL'.replace('O', '0').replace('IL', '11')
    expect(readToken(' o1-oil ')).toBe(token)
    expect(tokenText('0123456789ABCDEF')).toBe('0123-4567-89AB-CDEF')
    expect(readToken(tokenText('0123456789ABCDEF'))).toBe('0123456789ABCDEF')
    for (let i = 0; i < 50; i++) expect(newToken()).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/)
  })
})
