// The Ed25519 key that signs checkpoints, and the public halves of every key that ever did. They
// lie in the data folder under keys/, never in the database: who can rewrite the database must not
// thereby be able to sign. Rotation and loss are in docs/operating.md.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicKey } from '@sulh/analysis/ledger/checkpoint'

export type CheckpointKey = {
  readonly key_id: string
  /** Raw 32 bytes in hexadecimal. */
  readonly public_key: string
  sign(payload: Uint8Array): Uint8Array
}
/** The signing key and all public keys known here, its own included, in the order of their ids. */
export type Keys = { readonly current: CheckpointKey; readonly known: readonly PublicKey[] }

/** A key file that cannot be used; the message says what to do. */
export class KeyFault extends Error {
  override readonly name = 'KeyFault'
}

const PRIVATE = 'checkpoint.pem'
const PUBLIC = /^([0-9a-f]{16})\.public$/

/** First 16 hexadecimal digits of the SHA-256 of the raw public key. */
export function keyIdOf(raw: Uint8Array): string {
  return createHash('sha256').update(raw).digest('hex').slice(0, 16)
}

/** Opens the folder's key, or makes one on the first start. Throws KeyFault or a file error. */
export function openKeys(data_dir: string): Keys {
  const folder = join(data_dir, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const current = checkpointKey(readOrMake(join(folder, PRIVATE)))
  keepPublicKeys(data_dir, [current])
  return { current, known: knownKeys(data_dir) }
}

/** The public keys of a folder, for a reader that signs nothing; none where there is no folder. */
export function knownKeys(data_dir: string): PublicKey[] {
  const folder = join(data_dir, 'keys')
  const names = readdirSync(folder).filter((name) => PUBLIC.test(name))
  return names.sort().map((name) => {
    const public_key = readFileSync(join(folder, name), 'utf8').trim()
    const key_id = name.slice(0, 16)
    if (!/^[0-9a-f]{64}$/.test(public_key) || keyIdOf(Buffer.from(public_key, 'hex')) !== key_id) {
      throw new KeyFault(
        `${join(folder, name)} is not the public key that it is named for: restore it from a backup.`,
      )
    }
    return { key_id, public_key }
  })
}

/** Keeps public keys, such as those of the installation that an export came from. */
export function keepPublicKeys(data_dir: string, keys: readonly PublicKey[]): void {
  const folder = join(data_dir, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { key_id, public_key } of keys) {
    if (keyIdOf(Buffer.from(public_key, 'hex')) !== key_id) {
      throw new KeyFault(`The key ${key_id} does not bear its own name: the file was altered.`)
    }
    writeFileSync(join(folder, `${key_id}.public`), `${public_key}\n`, { mode: 0o644 })
  }
}

function readOrMake(path: string): KeyObject {
  let pem: string
  try {
    pem = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const { privateKey } = generateKeyPairSync('ed25519')
    // `wx`: two first starts at once must not each believe in a key of their own.
    const text = privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
    return privateKey
  }
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, in the same words as a key of another type.
  }
  throw new KeyFault(
    `${path} is not an Ed25519 key: restore it from a backup, or move it away and a new one is made.`,
  )
}

function checkpointKey(privateKey: KeyObject): CheckpointKey {
  // An SPKI of Ed25519 ends with the 32 raw bytes (RFC 8410).
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const raw = spki.subarray(-32)
  return {
    key_id: keyIdOf(raw),
    public_key: raw.toString('hex'),
    sign: (payload) => sign(null, payload, privateKey),
  }
}

/**
 * The installation's secret, from which the passwords of the seats' database roles are derived;
 * made on the first start. Whoever reads it can log in to PostgreSQL as any seat.
 */
export function openSecret(data_dir: string): string {
  const folder = join(data_dir, 'keys')
  const path = join(folder, 'secret')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (/^[0-9a-f]{64}$/.test(secret)) return secret
  throw new KeyFault(`${path} is damaged: restore it from a backup, or restore the last export.`)
}
