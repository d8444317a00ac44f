// A shared worker with the event stream of one seat: every page of this browser that shows the seat is
// a port of it. A browser gives six connections to one server, and a stream takes one for good.
import { SharedStream, type StreamMessage } from './shared_stream.ts'

/** What a page says to the worker. The address is the same in all pages of one worker. */
export type PortMessage =
  | { readonly is: 'join'; readonly address: string }
  | { readonly is: 'leave' }

const scope = globalThis as unknown as {
  addEventListener(type: 'connect', connected: (event: MessageEvent) => void): void
}
let stream: SharedStream | undefined

scope.addEventListener('connect', ({ ports: [port] }) => {
  if (!port) return
  let leave: (() => void) | undefined
  port.addEventListener('message', ({ data: message }: MessageEvent<PortMessage>) => {
    leave?.()
    leave = undefined
    if (message.is === 'leave') return
    const { address } = message
    stream ??= new SharedStream(() => new EventSource(address))
    leave = stream.join((told: StreamMessage) => port.postMessage(told))
  })
  port.start()
})
