// `npm run bench`: measures the figures that the project promises and prints them as one table. All
// data are generated in a folder that is gone afterwards. Arguments name parts to run alone. It is a
// measurement and no test: a missed figure is said, and the exit code is 0.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ballots } from './ballot.ts'
import { buildWeb, bundle } from './bundle.ts'
import { deal } from './deal.ts'
import { documents } from './documents.ts'
import { rooms } from './room.ts'
import { dealScreen } from './deal_screen.ts'
import { embeddedReads, serverReads } from './secured_reads.ts'
import { startTimes } from './start_times.ts'
import { opinions } from './opinion.ts'
import { streams } from './streams.ts'
import { tableOf, type Figure } from './table.ts'
import { texts } from './text.ts'
import { textScreen } from './text_screen.ts'
import { windows } from './windows.ts'

const folder = await mkdtemp(join(tmpdir(), 'sulh-bench-'))
const web = join(folder, 'web')
const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: () => startTimes(folder, web),
  script: () => bundle(web),
  streams: () => streams(folder),
  rooms: () => rooms(folder),
  windows,
  texts,
  text_screen: textScreen,
  deal_screen: dealScreen,
  ballots,
  deal,
  documents,
  opinions,
  embedded: () => embeddedReads(folder),
  server: serverReads,
}

const named = process.argv.slice(2)
const unknown = named.find((name) => !(name in parts))
try {
  if (unknown === undefined) await runParts()
  else {
    console.error(`There is no part ${unknown}: name any of ${Object.keys(parts).join(', ')}.`)
    process.exitCode = 2
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function runParts(): Promise<void> {
  const wanted = Object.entries(parts).filter(
    ([name]) => named.length === 0 || named.includes(name),
  )
  if (wanted.some(([name]) => name === 'start' || name === 'script')) {
    console.log('Building the screens …')
    await buildWeb(web)
  }
  const figures: Figure[] = []
  // One after the other: what runs beside a measurement is in its figure.
  for (const [name, measure] of wanted) {
    console.log(`Measuring: ${name} …`)
    figures.push(...(await measure()))
  }
  const judged = figures.filter(({ met }) => met !== undefined)
  const missed = judged.filter(({ met }) => !met)
  console.log(`\n${tableOf(figures)}\n`)
  console.log(`${judged.length - missed.length} met, ${missed.length} missed`)
}
