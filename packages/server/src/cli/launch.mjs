// Starts the project under its own Node 24, from any Node since 20.19: `npm start` and the other
// scripts come through here. Plain JavaScript, because an older Node cannot run TypeScript.
//   node launch.mjs start --port 4020      the program `sulh`
//   node launch.mjs --run FILE args…       another file of the project
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** node_modules/node/bin/node of this or any folder above. */
export function findNode(folder = here) {
  for (let at = folder; ; at = dirname(at)) {
    const found = ['node', 'node.exe']
      .map((name) => join(at, 'node_modules', 'node', 'bin', name))
      .find((path) => existsSync(path))
    if (found || at === dirname(at)) return found
  }
}

/**
 * Node's V8 keeps a list of its pages of compiled code and loses count of it now and then where
 * WebAssembly is made and freed by several threads, as the embedded database does: the process aborts
 * with "Check failed: jit_page.has_value()" (nodejs/node#64500). On processors with memory protection
 * keys, doing without them is reported to end it; on others the abort is rare and this does nothing.
 */
export const nodeFlags = ['--no-memory-protection-keys']

const MISSING =
  'Node 24, which this project brings itself, is missing: run `npm ci`; if it says that an install script was not run, allow the one of the package `node` (`npm install-scripts approve node`, or `npm rebuild node`).'

/** Runs a file under the project's Node, forwarding signals; ends this process with its exit code. */
export function runUnderProjectNode(file, args) {
  const node = findNode()
  if (!node) {
    console.error(MISSING)
    process.exit(3)
  }
  const child = spawn(node, [...nodeFlags, file, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`${node} could not be started (${error.message}): run \`npm ci\` again.`)
    process.exit(3)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [first, second, ...rest] = process.argv.slice(2)
  if (first === '--run') {
    if (second) runUnderProjectNode(resolve(second), rest)
    else {
      console.error('--run needs a file: node launch.mjs --run FILE args…')
      process.exit(2)
    }
  } else runUnderProjectNode(join(here, 'main.ts'), process.argv.slice(2))
}
