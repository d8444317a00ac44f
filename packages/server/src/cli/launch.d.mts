// The types of launch.mjs, which is plain JavaScript so that an older Node can run it.
export function findNode(folder?: string): string | undefined
export function runUnderProjectNode(file: string, args: readonly string[]): void
export const nodeFlags: string[]
