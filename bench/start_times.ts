// Starts the program as a person does and times it from the call to the first answered page, and to
// the first answered read of the process. The first start makes the database and loads the case.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atMost, comparison, median, type Figure } from './table.ts'

const LAUNCH = fileURLToPath(new URL('../packages/server/src/cli/launch.mjs', import.meta.url))
const STARTS_COUNT = 5

type Seconds = { readonly page: number; readonly data: number }

/** Time to the page and to the data; the program is ended again, and must end well. */
async function timeStart(data: string, web: string): Promise<Seconds> {
  const begun = performance.now()
  const child = spawn(
    process.execPath,
    [LAUNCH, 'start', '--data', data, '--port', '0', '--web', web],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let out = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text
        const found = /(http:\/\/\S+)\n/.exec(out)?.[1]
        if (found) resolve(found)
      })
      void ended.then(() => reject(new Error(`The program ended before its address: ${out}`)))
    })
    const page = await answered(url, begun)
    return { page, data: await answered(`${url}api/process/history`, begun) }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function answered(url: string, begun: number): Promise<number> {
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`)
  return (performance.now() - begun) / 1000
}

export async function startTimes(folder: string, web: string): Promise<Figure[]> {
  const data = join(folder, 'data')
  const first = await timeStart(data, web)
  const later: Seconds[] = []
  for (let i = 0; i < STARTS_COUNT; i += 1) later.push(await timeStart(data, web))
  const of = (what: keyof Seconds) => median(later.map((seconds) => seconds[what]))
  return [
    atMost('first start ever: page', first.page, 12, 's'),
    comparison('first start ever: first read of the process', first.data, 's'),
    atMost(`later start: page, median of ${STARTS_COUNT}`, of('page'), 2.5, 's'),
    comparison(
      `later start: page, slowest of ${STARTS_COUNT}`,
      Math.max(...later.map(({ page }) => page)),
      's',
    ),
    comparison(
      `later start: first read of the process, median of ${STARTS_COUNT}`,
      of('data'),
      's',
    ),
  ]
}
