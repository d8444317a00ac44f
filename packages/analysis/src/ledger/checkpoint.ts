// What a checkpoint signs and how its signature is checked. A checkpoint says: at this time the log
// of this compartment had n entries and this root. The private key lives on the server (keys.ts
// there); this file holds what a reader needs, in a browser or offline.
import canonicalize from 'canonicalize'
import { type Bytes, fromHex, sha256, toHex } from './merkle.ts'

/** As it crosses the wire; bytes are lower-case hexadecimal, `at` is an instant in UTC. */
export type Checkpoint = {
  readonly compartment_id: string
  readonly at: string
  readonly n: number
  readonly root: string
  readonly key_id: string
  readonly signature: string
}
export type PublicKey = { readonly key_id: string; readonly public_key: string }

const utf8 = new TextEncoder()

/** The signed bytes: canonical JSON (RFC 8785) of the version and the five fields. */
export function checkpointPayload(checkpoint: Omit<Checkpoint, 'signature'>): Bytes {
  const { compartment_id, at, n, root, key_id } = checkpoint
  return new Uint8Array(utf8.encode(canonicalize({ v: 1, compartment_id, at, n, root, key_id })))
}

/** A key is named by the first 16 hexadecimal digits of the SHA-256 of its 32 raw bytes. */
export async function keyIdOf(publicKey: Uint8Array): Promise<string> {
  return toHex(await sha256(publicKey)).slice(0, 16)
}

/** Keys whose id is truly theirs, ready to verify with. A false or malformed key is left out. */
export async function importKeys(keys: readonly PublicKey[]): Promise<Map<string, CryptoKey>> {
  const known = new Map<string, CryptoKey>()
  for (const { key_id, public_key } of keys) {
    if (!/^[0-9a-f]{64}$/.test(public_key)) continue
    const raw = fromHex(public_key)
    if ((await keyIdOf(raw)) !== key_id) continue
    known.set(key_id, await crypto.subtle.importKey('raw', raw, 'Ed25519', true, ['verify']))
  }
  return known
}

export async function checkpointSigned(
  checkpoint: Checkpoint,
  keys: ReadonlyMap<string, CryptoKey>,
): Promise<boolean> {
  const key = keys.get(checkpoint.key_id)
  if (!key || !/^[0-9a-f]{128}$/.test(checkpoint.signature)) return false
  const signature = fromHex(checkpoint.signature)
  return crypto.subtle.verify('Ed25519', key, signature, checkpointPayload(checkpoint))
}
