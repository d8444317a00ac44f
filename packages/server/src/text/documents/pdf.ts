// Sets a Typst source as PDF, with fonts that lie beside the program and no access to anything else.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createTypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { loadFonts } from '@myriaddreamin/typst.ts/options.init'
import type { TypstCompiler } from '@myriaddreamin/typst.ts/compiler'
import { DocumentError } from './errors.ts'

const fontFiles = [
  'ibm-plex-serif/400Regular/IBMPlexSerif_400Regular.ttf',
  'ibm-plex-serif/400Regular_Italic/IBMPlexSerif_400Regular_Italic.ttf',
  'ibm-plex-serif/600SemiBold/IBMPlexSerif_600SemiBold.ttf',
  'ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  'ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf',
]

let ready: Promise<TypstCompiler> | undefined

async function compiler(): Promise<TypstCompiler> {
  const require = createRequire(import.meta.url)
  const made = createTypstCompiler()
  const wasm =
    require.resolve('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm')
  const fonts = fontFiles.map((file) =>
    Uint8Array.from(readFileSync(require.resolve(`@expo-google-fonts/${file}`))),
  )
  await made.init({
    // The library's type knows the bytes alone, which its own loader calls deprecated.
    getModule: () => ({ module_or_path: readFileSync(wasm) }) as unknown as Uint8Array,
    beforeBuild: [loadFonts(fonts, { assets: false })],
  })
  return made
}

/** Throws DocumentError where the source cannot be set: our fault, as words cannot break it. */
export async function pdfOf(source: string): Promise<Uint8Array> {
  ready ??= compiler()
  const typst = await ready
  typst.addSource('/main.typ', source)
  const { result, diagnostics } = await typst.compile({
    mainFilePath: '/main.typ',
    format: 1,
    diagnostics: 'unix',
  })
  if (result === undefined)
    throw new DocumentError('pdf_failed', diagnostics?.[0] ?? 'no reason was given')
  return result
}
