export function removeRemains(data: string): void
