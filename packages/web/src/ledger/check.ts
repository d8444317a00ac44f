// Checks the log of one compartment in the browser: reads all entries, checkpoints and keys page by
// page, then lets the analysis package judge. It asks the server for material, never for a verdict.
import type { Checkpoint, Entry } from '@sulh/contract/ledger'
import { type CompartmentReport, verifyLog } from '@sulh/analysis/ledger/verify'

type Page = { readonly compartment_id: string; readonly cursor?: string; readonly limit: number }
export type LedgerReader = {
  readonly listEntries: (
    page: Page,
  ) => Promise<{ readonly entries: readonly Entry[]; readonly next: string | null }>
  readonly listCheckpoints: (
    page: Page,
  ) => Promise<{ readonly checkpoints: readonly Checkpoint[]; readonly next: string | null }>
  readonly getKeys: () => Promise<{
    readonly keys: readonly { readonly key_id: string; readonly public_key: string }[]
  }>
}
export type Progress =
  | { readonly step: 'fetching'; readonly done: number }
  | { readonly step: 'hashing'; readonly all: number }

export const PAGE_ENTRIES = 200

/** Entries are judged as they arrive, so that only their hashes are held. Cost: see verifyLog. */
export async function checkCompartment(
  reader: LedgerReader,
  compartment_id: string,
  onProgress: (progress: Progress) => void,
): Promise<CompartmentReport> {
  // Checkpoints first: entries written meanwhile are then merely not covered, never missing.
  const checkpoints = await allCheckpoints(reader, compartment_id)
  const { keys } = await reader.getKeys()
  let read = 0
  async function* entries(): AsyncGenerator<Entry> {
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page: Awaited<ReturnType<LedgerReader['listEntries']>> = await reader.listEntries({
        compartment_id,
        limit: PAGE_ENTRIES,
        ...(cursor === undefined ? {} : { cursor }),
      })
      for (const entry of page.entries) {
        read += 1
        yield entry
      }
      cursor = page.next
      onProgress({ step: 'fetching', done: read })
    }
    onProgress({ step: 'hashing', all: read })
  }
  const report = await verifyLog({
    entries: entries(),
    checkpoints: () => checkpoints,
    keys: () => keys,
  })
  return (
    report.compartments.find((c) => c.compartment_id === compartment_id) ?? {
      compartment_id,
      n: 0,
      covered_n: 0,
      checkpoints: 0,
      finding: null,
    }
  )
}

export async function allCheckpoints(
  reader: LedgerReader,
  compartment_id: string,
): Promise<readonly Checkpoint[]> {
  const found: Checkpoint[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const page: Awaited<ReturnType<LedgerReader['listCheckpoints']>> = await reader.listCheckpoints(
      {
        compartment_id,
        limit: PAGE_ENTRIES,
        ...(cursor === undefined ? {} : { cursor }),
      },
    )
    found.push(...page.checkpoints)
    cursor = page.next
  }
  return found
}
