import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

const pauses = [500, 2000]

/** A page is fetched when it is first visited; where that failed for good, the next visit tries afresh. */
export function page<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let Fetched: LazyExoticComponent<ComponentType<Props>> = fetched()
  function fetched() {
    return lazy(async () => {
      try {
        return { default: await patiently(load) }
      } catch (error) {
        Fetched = fetched()
        throw error
      }
    })
  }
  return function Page(props) {
    return <Fetched {...props} />
  }
}

async function patiently<Result>(load: () => Promise<Result>): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return load()
}
