// The room of this window, entered when its screen opens and left when it closes.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useProcess } from '../../process/data.ts'
import { useSettings } from '../../session/settings.ts'
import { Room, type Place, type Snapshot } from './room.ts'

export function useRoom(place: Place): { readonly room: Room; readonly now: Snapshot } | undefined {
  const { session } = useProcess()
  const { seat } = useSettings()
  const seat_id = session.seat.id
  const { instrument_id, compartment_id, subject_id } = place
  const [room, setRoom] = useState<Room>()
  useEffect(() => {
    const made = new Room({ instrument_id, compartment_id, subject_id }, { seat_id, seat })
    setRoom(made)
    void made.enter()
    return () => made.leave()
  }, [instrument_id, compartment_id, subject_id, seat_id, seat])
  const now = useSyncExternalStore(room?.subscribe ?? nobody, () => room?.snapshot)
  return room && now ? { room, now } : undefined
}

const nobody = () => () => undefined
