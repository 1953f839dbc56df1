'use client'
import { Combobox } from '@/components/form/combobox'

/** 课程提供方: those that are known are suggested; a new name makes a new one. */
export function ProviderField({ names, defaultValue }: { names: string[]; defaultValue?: string }) {
  return (
    <Combobox
      name="provider"
      label="课程提供方"
      hint="输入几个字后从列表选择；新的名称会新建一个提供方。"
      maxLength={60}
      autoComplete="off"
      defaultValue={defaultValue}
      suggest={async (typed) =>
        names
          .filter((name) => name.includes(typed))
          .slice(0, 8)
          .map((name) => ({ name }))
      }
    />
  )
}
