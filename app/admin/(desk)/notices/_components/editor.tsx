'use client'
import { EditorContent, type Editor as TipTap, useEditor, useEditorState } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'

type Props = { id: string; label: string; html: string; onChange: (html: string) => void; invalid?: boolean }

const kit = StarterKit.configure({
  heading: { levels: [2, 3] },
  code: false,
  codeBlock: false,
  horizontalRule: false,
  link: { openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'] },
})

/** A sheet to write on, with the few forms that a notice may have. */
export function Editor({ id, label, html, onChange, invalid }: Props) {
  const editor = useEditor({
    extensions: [kit],
    content: html,
    immediatelyRender: false,
    editorProps: {
      attributes: {
        id,
        class: 'article',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        ...(invalid && { 'aria-invalid': 'true' }),
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.isEmpty ? '' : changed.getHTML()),
  })
  return (
    <div className="rich-text">
      {editor && <Tools editor={editor} />}
      <EditorContent editor={editor} />
    </div>
  )
}

type Tool = { icon: IconName; label: string; active: (editor: TipTap) => boolean; run: (editor: TipTap) => void }

const tools: Tool[] = [
  {
    icon: 'heading-2',
    label: '标题',
    active: (e) => e.isActive('heading', { level: 2 }),
    run: (e) => e.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    icon: 'heading-3',
    label: '小标题',
    active: (e) => e.isActive('heading', { level: 3 }),
    run: (e) => e.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  { icon: 'bold', label: '加粗', active: (e) => e.isActive('bold'), run: (e) => e.chain().focus().toggleBold().run() },
  { icon: 'list', label: '列表', active: (e) => e.isActive('bulletList'), run: (e) => e.chain().focus().toggleBulletList().run() },
  {
    icon: 'list-ordered',
    label: '编号列表',
    active: (e) => e.isActive('orderedList'),
    run: (e) => e.chain().focus().toggleOrderedList().run(),
  },
  { icon: 'text-quote', label: '引用', active: (e) => e.isActive('blockquote'), run: (e) => e.chain().focus().toggleBlockquote().run() },
]

function Tools({ editor }: { editor: TipTap }) {
  const [linking, setLinking] = useState(false)
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ on: tools.map(({ active }) => active(now)), link: now.isActive('link'), undo: now.can().undo() }),
  })
  return (
    <>
      <div className="tools" role="toolbar" aria-label="格式">
        {tools.map(({ icon, label, run }, i) => (
          <button
            key={icon}
            className="iconbtn"
            type="button"
            aria-label={label}
            title={label}
            aria-pressed={state.on[i]}
            onClick={() => run(editor)}
          >
            <Icon name={icon} />
          </button>
        ))}
        <button
          className="iconbtn"
          type="button"
          aria-label={state.link ? '取消链接' : '链接'}
          title={state.link ? '取消链接' : '链接'}
          aria-pressed={state.link}
          onClick={() => (state.link ? editor.chain().focus().extendMarkRange('link').unsetLink().run() : setLinking(!linking))}
        >
          <Icon name="link" />
        </button>
        <button
          className="iconbtn"
          type="button"
          aria-label="撤销"
          title="撤销"
          aria-disabled={!state.undo || undefined}
          onClick={() => editor.chain().focus().undo().run()}
        >
          <Icon name="undo-2" />
        </button>
      </div>
      {linking && <LinkField editor={editor} close={() => setLinking(false)} />}
    </>
  )
}

/** The address for the selected words, or for itself where nothing is selected. */
function LinkField({ editor, close }: { editor: TipTap; close: () => void }) {
  const [href, setHref] = useState('')
  const apply = () => {
    const address = /^(https?:|mailto:|tel:|\/)/.test(href) ? href : `https://${href}`
    if (href.trim()) {
      const chain = editor.chain().focus()
      if (editor.state.selection.empty)
        chain.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] }).run()
      else chain.setLink({ href: address }).run()
    }
    close()
  }
  return (
    <div className="link-field">
      <input
        className="input"
        type="url"
        aria-label="链接地址"
        placeholder="https://"
        value={href}
        onChange={(event) => setHref(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault() // the form around stays
          apply()
        }}
      />
      <button className="btn" type="button" onClick={apply}>
        加上链接
      </button>
    </div>
  )
}
