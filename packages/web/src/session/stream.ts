// A page's ear on the event stream of its seat. Pages of one seat share a stream in a shared worker; a
// browser without one, or one in which it does not start, gives the page a stream of its own.
import { SharedStream, type Listener, type StreamMessage } from './shared_stream.ts'
import type { PortMessage } from './stream_worker.ts'

/**
 * Listens until the answer is called.
 * @param of.seat_id the seat that the session names: streams of two seats are never one.
 * @param of.named the seat in the page's address, if it names one (the example's switcher).
 */
export function listenTo(
  of: { readonly seat_id: string; readonly named: string | undefined },
  listener: Listener,
): () => void {
  const address = `/api/live${of.named ? `?seat=${of.named}` : ''}`
  if (!('SharedWorker' in globalThis)) return alone(address, listener)
  // Its name is a part of what makes a worker the same: one worker a seat.
  const worker = new SharedWorker(new URL('./stream_worker.ts', import.meta.url), {
    type: 'module',
    name: `sulh ${of.seat_id} ${address}`,
  })
  const { port } = worker
  const say = (message: PortMessage) => port.postMessage(message)
  const join = () => say({ is: 'join', address })
  const leave = () => say({ is: 'leave' })
  let end = () => {
    leave()
    port.close()
  }
  worker.addEventListener('error', () => {
    end = alone(address, listener)
  })
  port.addEventListener('message', ({ data: told }: MessageEvent<StreamMessage>) => listener(told))
  port.start()
  join()
  // A page that goes says so; one that comes back out of the browser's memory listens again.
  const back = ({ persisted }: PageTransitionEvent) => void (persisted && join())
  addEventListener('pagehide', leave)
  addEventListener('pageshow', back)
  return () => {
    removeEventListener('pagehide', leave)
    removeEventListener('pageshow', back)
    end()
  }
}

function alone(address: string, listener: Listener): () => void {
  return new SharedStream(() => new EventSource(address)).join(listener)
}
