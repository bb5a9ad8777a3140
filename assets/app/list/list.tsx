import IconDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconUp from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs'
import type { KeyboardEvent, ReactNode } from 'react'
import { Link } from 'wouter'
import classes from './list.module.css'
import type { ListState } from './list-state.ts'

export interface Column<Row> {
  name: string
  title: string
  cell(row: Row): ReactNode
  sortable?: boolean
  numeric?: boolean
  /** Left out where the screen is narrow. */
  wideOnly?: boolean
  width?: string
}

interface ListProps<Row> {
  /** What this is a list of, for those who cannot see it. */
  label: string
  columns: readonly Column<Row>[]
  /** `undefined` while they are being fetched. */
  rows: readonly Row[] | undefined
  keyOf(row: Row): string | number
  /** The first column leads there. */
  hrefOf?(row: Row): string
  /** The rows are an earlier answer's; the next is on its way. */
  busy?: boolean
  /** Rows that are no longer in use are quieter. */
  quiet?(row: Row): boolean
  state?: ListState
  empty?: ReactNode
}

/** A dense table: the first column is the name people say. Arrow keys walk from row to row. */
export function List<Row>(props: ListProps<Row>) {
  const { label, columns, rows, busy, state, empty } = props
  if (rows?.length === 0 && empty) return <div className={classes.frame}>{empty}</div>
  return (
    <div className={classes.frame}>
      <table className={classes.list} aria-label={label} aria-busy={busy || rows === undefined || undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.name} column={column} state={state} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walkRows}>
          {rows ? <Rows {...props} rows={rows} /> : <Waiting columns={columns} />}
        </tbody>
      </table>
    </div>
  )
}

function Heading<Row>({ column, state }: { column: Column<Row>; state?: ListState }) {
  const sorted = state?.sort === column.name
  const Arrow = state?.descending ? IconDown : IconUp
  return (
    <th
      scope="col"
      data-numeric={column.numeric || undefined}
      data-wide-only={column.wideOnly || undefined}
      style={{ width: column.width }}
      aria-sort={sorted ? (state?.descending ? 'descending' : 'ascending') : undefined}
    >
      {column.sortable && state ? (
        <button type="button" className={classes.sort} onClick={() => state.sortBy(column.name)}>
          {column.title}
          <Arrow size={14} aria-hidden data-shown={sorted || undefined} />
        </button>
      ) : (
        column.title
      )}
    </th>
  )
}

function Rows<Row>({ columns, rows, keyOf, hrefOf, quiet }: ListProps<Row> & { rows: readonly Row[] }) {
  return rows.map((row) => (
    <tr key={keyOf(row)} data-quiet={quiet?.(row) || undefined} data-open={hrefOf !== undefined || undefined}>
      {columns.map((column, index) => (
        <td
          key={column.name}
          data-numeric={column.numeric || undefined}
          data-wide-only={column.wideOnly || undefined}
        >
          {index === 0 && hrefOf ? (
            <Link href={hrefOf(row)} className={classes.open} data-row>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  ))
}

/** Rows of the height of real ones, so that nothing moves when they come. */
function Waiting<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return Array.from({ length: 8 }, (_, row) => (
    <tr key={row}>
      {columns.map((column) => (
        <td key={column.name} data-wide-only={column.wideOnly || undefined}>
          <span className={classes.waiting} style={{ width: `${40 + ((row * 17) % 40)}%` }} />
        </td>
      ))}
    </tr>
  ))
}

function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const next = links[links.indexOf(event.target as HTMLElement) + step]
  if (!next || !links.includes(event.target as HTMLElement)) return
  event.preventDefault()
  next.focus()
}
