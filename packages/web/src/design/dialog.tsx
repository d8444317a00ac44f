// A dialog over the page, closed by Escape, by its button or by a press outside.
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useText } from '../messages/index.ts'
import { IconButton } from './button.tsx'
import css from './controls.module.css'

export function Dialog(props: {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const { t } = useText()
  return (
    <ModalOverlay
      className={css['overlay'] ?? ''}
      isOpen={props.isOpen}
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
      isDismissable
    >
      <Modal className={css['modal'] ?? ''}>
        <AriaDialog className={css['dialog'] ?? ''}>
          <div className={css['dialog_head']}>
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <IconButton label={t('frame.close')} onPress={props.onClose}>
              <X size={18} aria-hidden />
            </IconButton>
          </div>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
