// Views of one thing beside each other. What is not shown is not built.
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import css from './controls.module.css'

export function Tabs(props: {
  readonly items: readonly {
    readonly id: string
    readonly label: string
    readonly content: ReactNode
  }[]
  readonly label?: string
}): ReactNode {
  return (
    <AriaTabs>
      <TabList className={css['tablist'] ?? ''} aria-label={props.label ?? ''}>
        {props.items.map((item) => (
          <Tab key={item.id} id={item.id} className={css['tab'] ?? ''}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {props.items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={css['panel'] ?? ''}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
